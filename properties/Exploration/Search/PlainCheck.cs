namespace Netback.Properties.Exploration;

/// <summary>
/// The second way to find what follows a state: put it back, let the real driver make each step, read the whole state. Nothing that the search
/// has learned is used; what comes of it must be what the rules say.
/// </summary>
internal sealed class PlainCheck(RuleBook book)
{
    private readonly List<Choice> choices = [];
    private readonly Batch batch = new();
    private readonly List<string> plain = [];

    /// <summary>Transitions that came to the same.</summary>
    public long Transitions { get; private set; }

    /// <summary>Checks all that can follow a state, and what it violates.</summary>
    /// <exception cref="UnsoundSearchException">Something differs.</exception>
    public void Check(ReadOnlySpan<ulong> row)
    {
        batch.Clear(book.Words);
        if (!Expander.Expand(book, row, 0, batch)) throw new InvalidOperationException("A state is checked once all that follows it has been learned.");
        book.Restore(row);
        book.Model.Choices(choices);
        bool quiet = book.Model.Machine.IsQuiet, deadlock = Deadlocks.Of(book.Model).Any();
        plain.Clear();
        if (deadlock) plain.Add(Deadlocks.Property);
        if (quiet) plain.AddRange(book.Model.Watch.AtRest().Select(b => b.Property));
        Demand(plain.SequenceEqual(PropertiesOf(-1)), "a state violates", PropertiesOf(-1));
        Demand(batch.Rests == (quiet ? 1 : 0), "a state is one of rest", []);
        Demand(choices.Count == batch.Count, "so many choices there are", []);
        Span<ulong> to = stackalloc ulong[book.Words];
        for (int i = 0; i < batch.Count; i++)
        {
            ushort packed = batch.From(i).Choice;
            Demand(Expander.Pack(choices[i]) == packed, "who may go on", []);
            Violation[] violations = [];
            int made = book.Apply(row, choices[i], to, ref violations);
            plain.Clear();
            book.Check(row, choices[i], made, batch[i], plain);
            Demand(plain.SequenceEqual(PropertiesOf(packed)), "a step violates", PropertiesOf(packed));
            Transitions++;
        }
    }

    private IEnumerable<string> PropertiesOf(int choice) => batch.Violations.Where(b => b.Choice == choice).Select(b => b.Property);

    private void Demand(bool same, string what, IEnumerable<string> ruled)
    {
        if (!same)
            throw new UnsoundSearchException($"The driver itself and the rules differ in what {what}: it says {string.Join(", ", plain)}; they say {string.Join(", ", ruled)}.");
    }
}
