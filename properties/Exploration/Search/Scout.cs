namespace Netback.Properties.Exploration;

/// <summary>
/// Walks at random through what can happen, before a search, and learns on the way. A search that knows most rules and values from the start
/// seldom has to lay rows out anew or to begin anew. What it finds does not depend on that.
/// </summary>
internal static class Scout
{
    /// <summary>Steps of all walks together and of one walk at most; steps without anything new after which it ends.</summary>
    private const int MostSteps = 100_000, Longest = 400, Idle = 4_000;

    public static void Learn(RuleBook book)
    {
        ulong state = 0x9E3779B97F4A7C15UL;
        var choices = new List<Choice>();
        ulong[] row = book.Initial;
        int rules = 0;
        for (int step = 0, last = 0; step < MostSteps && step - last < Idle; step++)
        {
            if (step % Longest == 0) row = book.Initial;
            Breach[] breaches = [];
            if (!Choices(book, row, choices))
            {
                Learn(book, ref row);
                continue;
            }
            if (choices.Count == 0)
            {
                row = book.Initial;
                continue;
            }
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            ulong[] to = new ulong[book.Words];
            var choice = choices[(int)((state >> 33) % (ulong)choices.Count)];
            if (book.Apply(row, choice, to, ref breaches) > 0) row = to;
            else Learn(book, ref row);
            if (book.Rules > rules) (rules, last) = (book.Rules, step);
        }
    }

    private static void Learn(RuleBook book, ref ulong[] row)
    {
        book.Learn(row);
        if (book.NeedsRelay)
        {
            var turn = book.Relay();
            ulong[] after = new ulong[book.Words];
            turn(row, after);
            row = after;
        }
        book.Settle();
    }

    /// <returns>False if something that it takes has not been learned.</returns>
    private static bool Choices(RuleBook book, ulong[] row, List<Choice> choices)
    {
        choices.Clear();
        bool quiet = true;
        for (int c = 0; c < book.Actors; c++)
        {
            if (book.StandOf(row, c) is not { } stand) return false;
            quiet &= stand.Standing != Standing.Ready;
            foreach (byte act in stand.Acts) choices.Add(new(c, act));
        }
        if (!book.MayTick(quiet)) return true;
        if (book.TickOf(row, quiet) is not { } tick) return false;
        if (tick >= 0) choices.Add(new(book.Actors, tick));
        return true;
    }
}
