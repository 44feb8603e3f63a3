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
        try
        {
            Walk(book);
        }
        catch (NotSupportedException)
        {
            // It has come to a state that cannot be saved, such as one of too many packets. Perhaps the search never does; if so, it says so.
        }
    }

    private static void Walk(RuleBook book)
    {
        ulong state = 0x9E3779B97F4A7C15UL;
        var choices = new List<Choice>();
        ulong[] row = book.Initial;
        int rules = 0;
        for (int step = 0, last = 0; step < MostSteps && step - last < Idle; step++)
        {
            if (step % Longest == 0) row = book.Initial;
            Violation[] violations = [];
            if (!Expander.Choices(book, row, choices, out _, out _))
            {
                book.Learn(ref row);
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
            if (book.Apply(row, choice, to, ref violations) > 0) row = to;
            else book.Learn(ref row);
            if (book.Rules.Count > rules) (rules, last) = (book.Rules.Count, step);
        }
    }
}
