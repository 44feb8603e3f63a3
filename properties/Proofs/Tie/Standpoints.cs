namespace Netback.Properties.Proofs.Tie;

/// <summary>
/// Where contexts stand, beyond the point itself: the pieces of work with a name that each is in the middle of. It stands in for the stack
/// of suspended methods, and is all that has to change where that can be read.
/// </summary>
internal sealed class Standpoints : ITracer
{
    private readonly Dictionary<SteppedContext, List<string>> works = [];
    private SteppedContext? current;

    /// <summary>Whether the context is in the middle of a piece of work.</summary>
    public bool IsIn(SteppedContext context, string work) => !context.IsIdle && works.TryGetValue(context, out var stack) && stack.Contains(work);

    public void Goes(SteppedContext context, string what, bool switched) => current = context;

    public void Enters(string name)
    {
        if (!works.TryGetValue(current!, out var stack)) works.Add(current!, stack = []);
        stack.Add(name);
    }

    public void Leaves(string name, object? result)
    {
        if (works.TryGetValue(current!, out var stack) && stack.LastIndexOf(name) is var i and >= 0) stack.RemoveRange(i, stack.Count - i);
    }

    public void Read(string word, object? value) { }
    public void Write(string word, object? before, object? value) { }
    public void Stops(SteppedContext context, string what, bool waits) { }
}
