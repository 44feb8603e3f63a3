using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Traces;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback replay</c> of schedules: those with named steps, and those that Coyote wrote.</summary>
internal static class InterleavingReplay
{
    /// <summary>In the stepped machine, with its trace; or on real threads.</summary>
    public static int Witness(Interleaving witness, bool onThreads, int times, TextWriter output, CancellationToken stop)
    {
        var (driver, concurrent, finding) = (witness.Driver, witness.ConcurrentScenario, witness.Finding);
        string where = onThreads ? "on real threads under Coyote" : "in the stepped machine";
        Replayed Once() => onThreads ? CoyoteEngine.Follow(driver, concurrent, finding.Schedule, finding.Violation.Property).Replayed : witness.Replay();
        var first = Once();
        if (first.Divergence is { } reason)
        {
            Wrap.Say(output, $"{Drivers.NameOf(driver)}, {concurrent.Name}: diverged at ", reason + ".");
            var followed = witness.Follow();
            if (followed.Violation is { } still)
                Wrap.Say(output, $"Followed as far as it fits, in {Changes.Count(followed.Steps.Steps.Count, "step")}, it still violates {still.Property}: ", still.What + ".");
            return ExitCode.Differs;
        }
        if (first.Violation is { } violation && !onThreads) ScheduleTrace.Of(driver, concurrent, new(violation, finding.Schedule)).Write(output);
        if (first.Violation is null)
            Wrap.Say(output, $"{finding.Violation.Property} is no longer violated. ", $"The witness was made for: {finding.Violation.What}");
        else
            Wrap.Say(output, $"VIOLATED {where}, in step {first.Steps.Steps.Count}: ", $"{finding.Violation.Property}: {first.Violation.Value.What}.");
        Wrap.Say(output, $"Found: {witness.Found}.");
        return Repeat(first, times, Once, output, stop);
    }

    /// <summary>Exactly as Coyote did it.</summary>
    public static int Trace(CoyoteTrace trace, int times, TextWriter output, CancellationToken stop)
    {
        try
        {
            return Follow(trace, times, output, stop);
        }
        catch (UnsoundSearchException e)
        {
            // Of a trace that does not fit this may be the trace's fault as well as that of the suite.
            Wrap.Say(output, $"{Drivers.NameOf(trace.Driver)}, {trace.ConcurrentScenario.Name}: no verdict: ", InputException.Brief(e.Message.ReplaceLineEndings(" ")));
            return ExitCode.Differs;
        }
    }

    private static int Follow(CoyoteTrace trace, int times, TextWriter output, CancellationToken stop)
    {
        Replayed Once() => CoyoteEngine.Replay(trace.Driver, trace.ConcurrentScenario, trace.Json);
        var first = Once();
        string name = $"{Drivers.NameOf(trace.Driver)}, {trace.ConcurrentScenario.Name}";
        if (first.Divergence is { } reason)
        {
            Wrap.Say(output, $"{name}: diverged: ", $"{reason} ", "A trace fits the build that wrote it; "
                + $"a *{Verdicts.Witness.Extension} outlives small edits.");
            return ExitCode.Differs;
        }
        if (first.Violation is { } violation) ScheduleTrace.Of(trace.Driver, trace.ConcurrentScenario, new(violation, first.Steps)).Write(output);
        Wrap.Say(output, first.Violation is { } b
            ? $"VIOLATED on real threads under Coyote, in step {first.Steps.Steps.Count}: {b.Property}: {b.What}."
            : $"{name}: nothing is violated any more.");
        return Repeat(first, times, Once, output, stop);
    }

    private static int Repeat(Replayed first, int times, Func<Replayed> once, TextWriter output, CancellationToken stop)
    {
        int same = 1;
        for (int i = 1; i < times; i++)
        {
            stop.ThrowIfCancellationRequested();
            var again = once();
            if (again.Violation == first.Violation && again.Steps.Steps.SequenceEqual(first.Steps.Steps)) same++;
        }
        if (times > 1) output.WriteLine($"{same:N0} of {times:N0} replays made the same {Changes.Count(first.Steps.Steps.Count, "step")} and violated the same property.");
        return first.Violation is not null && same == times ? ExitCode.Expected : ExitCode.Differs;
    }
}
