namespace Netback.Properties.Traces;

/// <summary>
/// One line of a trace. Lines of two moments compare as equal if they read the same: that is what repetitions are found by.
/// </summary>
/// <param name="Process">Number of the process in whose column it stands, or <see cref="Across"/>.</param>
/// <param name="Depth">How many pieces of work it is inside of.</param>
/// <param name="Text">What it says.</param>
internal sealed record TraceRow(int Process, int Depth, string Text)
{
    /// <summary>In no column of its own: it goes across the table.</summary>
    public const int Across = -1;

    /// <summary>What it says. The head of a piece of work gets its result when that is done, which is later.</summary>
    public string Text { get; set; } = Text;
}
