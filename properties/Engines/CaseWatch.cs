using Netback.Properties.Scenarios;

namespace Netback.Properties.Engines;

/// <summary>
/// What one thread is carrying out, as another thread may see it: a rule that loops for ever without doing anything cannot be stopped from
/// within, but it can be noticed and left behind.
/// </summary>
public sealed class CaseWatch
{
    [ThreadStatic]
    private static CaseWatch? current;

    private readonly Lock gate = new();
    private Scenario? scenario;
    private int step, number;
    private volatile bool isLeftBehind;

    /// <summary>From now on this sees what the calling thread does.</summary>
    public void Attach() => current = this;

    /// <summary>The number of the case within its search, from 1; 0 before the first.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for the search any more.</exception>
    public static void Number(int number)
    {
        if (current is not { } watch) return;
        if (watch.isLeftBehind) throw new OperationCanceledException();
        watch.number = number;
    }

    /// <summary>A scenario begins.</summary>
    internal static void Begin(Scenario scenario)
    {
        if (current is not { } watch) return;
        lock (watch.gate) (watch.scenario, watch.step) = (scenario, -1);
    }

    /// <summary>A step of it begins.</summary>
    internal static void Step(int step)
    {
        if (current is { } watch) watch.step = step;
    }

    /// <summary>It is at its end.</summary>
    internal static void End()
    {
        if (current is not { } watch) return;
        lock (watch.gate) watch.scenario = null;
    }

    /// <summary>The scenario that is being carried out, or null.</summary>
    public Scenario? Current
    {
        get
        {
            lock (gate) return scenario;
        }
    }

    /// <summary>Gives the search up, which ends as soon as its present case does.</summary>
    /// <returns>The scenario up to the step that does not end, and the number of its case; null if it has come to its end meanwhile, and is not given up.</returns>
    public (Scenario Scenario, int Case)? LeaveBehind()
    {
        lock (gate)
        {
            if (scenario is null) return null;
            isLeftBehind = true;
            return (scenario with { Steps = [.. scenario.Steps.Take(step + 1)] }, number);
        }
    }
}
