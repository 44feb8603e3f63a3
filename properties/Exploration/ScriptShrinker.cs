using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>Makes script and schedule of a violation simpler together: the script loses the actions that a shorter schedule does not begin, and the schedule goes along with
/// smaller packets, shorter times and a simpler vif.</summary>
public static class ScriptShrinker
{
    /// <summary>Runs with another script, and steps of them all, at most.</summary>
    private const int Tries = 1_000, Steps = 200_000;

    /// <param name="driver">What violates the property.</param>
    /// <param name="concurrent">The script.</param>
    /// <param name="found">A schedule of it that violates the property.</param>
    /// <param name="property">The property.</param>
    /// <returns>A script of the same environment, without actions that its schedule does not begin.</returns>
    public static (ConcurrentScenario Script, Schedule Schedule) Shrink(Revision driver, ConcurrentScenario concurrent, Schedule found, string property)
    {
        var (script, schedule) = Shorter(concurrent, found);
        // What explorations find is as short as can be, and the concurrent scenarios of the list are written by hand.
        if (script.Scenario is not { } scenario) return (script, schedule);
        bool isSimpler = !ReferenceEquals(scenario, Minimiser.Minimise(scenario, Violates, Math.Min(Tries, Steps / Math.Max(1, schedule.Steps.Count))));
        return isSimpler ? Shorter(script, schedule) : (script, schedule);

        (ConcurrentScenario Script, Schedule Schedule) Shorter(ConcurrentScenario whole, Schedule of)
        {
            var shortest = ScheduleShrinker.Shrink(() => new(driver, whole) { SkipsSteps = true }, of, property);
            var only = whole.Only(shortest);
            // What shows before the frontend connects again may be judged only where it does.
            bool isJudged = only.Configuration.Environment == whole.Configuration.Environment || Replayer.Replay(new(driver, only), shortest, property).Violation is not null;
            return isJudged ? (only, shortest) : (whole, of);
        }

        // Takes what still violates the property in no more steps.
        bool Violates(Scenario candidate)
        {
            var simpler = ConcurrentScenario.Of(candidate);
            if (simpler.Configuration.Environment != script.Configuration.Environment || !simpler.Steps.Select(s => s.Process).SequenceEqual(script.Steps.Select(s => s.Process))) return false;
            var followed = Replayer.Follow(new(driver, simpler), Renamed(schedule, script, simpler), property);
            if (followed.Violation is null || followed.Steps.Steps.Count > schedule.Steps.Count) return false;
            (script, schedule) = (simpler, followed.Steps);
            return true;
        }
    }

    /// <summary>The schedule with the actions called as in another script, of which each context takes as many.</summary>
    private static List<ScheduleStep> Renamed(Schedule schedule, ConcurrentScenario script, ConcurrentScenario other)
    {
        var next = script.Steps.Zip(other.Steps).GroupBy(s => s.First.Process).ToDictionary(g => g.Key, g => new Queue<(string Old, string New)>(g.Select(s => (s.First.Label, s.Second.Label))));
        return [.. schedule.Steps.Select(step => next.TryGetValue(step.Process, out var actions) && actions.TryPeek(out var action) && action.Old == step.Words
            ? new ScheduleStep(step.Process, actions.Dequeue().New) : step)];
    }
}
