using System.Globalization;

namespace Netback.Properties.Exploration;

/// <summary>
/// Actions of a concurrent scenario that begin with a number, as in <c>2: posts 1</c>: they begin in the order of their numbers, whoever takes them, and before all others. How far one has
/// got when the next begins is left to the schedule; where time passes only when all is quiet, a tick in between waits for its end. So a situation that takes many steps to get into is
/// there in one way only, or few, and every state is visited of what may happen from there.
/// </summary>
internal sealed class Turns
{
    private readonly List<int> numbers;
    private readonly Cell<int> begun;

    private Turns(List<int> numbers, TestBench bench) => (this.numbers, begun) = (numbers, new(bench.Machine, "actions begun in their order", 0));

    /// <returns>Those of the scenario, or null if it has none.</returns>
    public static Turns? Of(ConcurrentScenario concurrent, TestBench bench)
    {
        List<int> numbers = [.. NumbersOf(concurrent).Order()];
        return numbers.Count == 0 ? null : new(numbers, bench);
    }

    /// <summary>Whether some actions of the scenario have numbers.</summary>
    public static bool Are(ConcurrentScenario concurrent) => NumbersOf(concurrent).Any();

    /// <summary>What is done, without the number if there is one.</summary>
    public static string WithoutNumber(string label) => NumberOf(label) is null ? label : label[(label.IndexOf(':', StringComparison.Ordinal) + 2)..];

    /// <summary>The same action, which waits for its turn.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="label">With its number, if it has one.</param>
    public ProcessAction InTurn(ProcessAction action, string label)
    {
        if (NumberOf(label) is not { } number) return action with { CanBegin = () => begun.Peek == numbers.Count && action.CanBegin() };
        int before = numbers.IndexOf(number);
        return action with
        {
            Label = label,
            CanBegin = () => begun.Peek == before && action.CanBegin(),
            Body = () =>
            {
                begun.Value = before + 1;
                return action.Body();
            },
        };
    }

    private static IEnumerable<int> NumbersOf(ConcurrentScenario concurrent) => concurrent.Parts.SelectMany(part => part.Actions).Select(NumberOf).OfType<int>();

    private static int? NumberOf(string label)
    {
        int end = label.IndexOf(": ", StringComparison.Ordinal);
        return end > 0 && int.TryParse(label.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
