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
    private long started;

    /// <summary>From now on this sees what the calling thread does.</summary>
    public void Attach() => current = this;

    /// <summary>The number of the case within its search, from 1; 0 before the first.</summary>
    public static void Number(int number)
    {
        if (current is { } watch) watch.number = number;
    }

    /// <summary>A scenario begins.</summary>
    internal static void Begin(Scenario scenario)
    {
        if (current is not { } watch) return;
        lock (watch.gate) (watch.scenario, watch.step, watch.started) = (scenario, -1, Environment.TickCount64);
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

    /// <summary>What has been going on for longer than that: the scenario up to the step that does not end, and the number of its case; or null.</summary>
    public (Scenario Scenario, int Case)? StuckFor(TimeSpan time)
    {
        lock (gate)
        {
            if (scenario is null || Environment.TickCount64 - started < time.TotalMilliseconds) return null;
            return (scenario with { Steps = [.. scenario.Steps.Take(step + 1)] }, number);
        }
    }
}
