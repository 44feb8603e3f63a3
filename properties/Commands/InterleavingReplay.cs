using Netback.Properties.Coyote;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Stories;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback replay</c> of schedules: those with named steps, and those that Coyote wrote.</summary>
internal static class InterleavingReplay
{
    /// <summary>In the stepped kernel, with its story; or on real threads.</summary>
    public static int Witness(Interleaving witness, bool onThreads, int times, TextWriter output, CancellationToken stop)
    {
        var (driver, play, finding) = (witness.Driver, witness.Play, witness.Finding);
        string where = onThreads ? "on real threads under Coyote" : "in the stepped kernel";
        Replayed Once() => onThreads ? CoyoteEngine.Follow(driver, play, finding.Schedule, finding.Breach.Clause).Replayed : witness.Replay();
        var first = Once();
        if (first.LeftTheRoad is { } reason)
        {
            Wrap.Say(output, $"{Drivers.NameOf(driver)}, {play.Name}: left the road at ", reason + ".");
            var followed = witness.Follow();
            if (followed.Breach is { } still)
                Wrap.Say(output, $"Followed as far as it fits, in {Changes.Count(followed.Steps.Steps.Count, "step")}, it still breaks {still.Clause}: ", still.What + ".");
            return ExitCode.Differs;
        }
        if (first.Breach is { } breach && !onThreads) Story.Of(driver, play, new(breach, finding.Schedule)).Write(output);
        if (first.Breach is null)
            Wrap.Say(output, $"{finding.Breach.Clause} does not break here any more. ", $"The witness was written for: {finding.Breach.What}");
        else
            Wrap.Say(output, $"BROKEN {where}, in step {first.Steps.Steps.Count}: ", $"{finding.Breach.Clause}: {first.Breach.Value.What}.");
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
            Wrap.Say(output, $"{Drivers.NameOf(trace.Driver)}, {trace.Play.Name}: no verdict: ", InputException.Brief(e.Message.ReplaceLineEndings(" ")));
            return ExitCode.Differs;
        }
    }

    private static int Follow(CoyoteTrace trace, int times, TextWriter output, CancellationToken stop)
    {
        Replayed Once() => CoyoteEngine.Replay(trace.Driver, trace.Play, trace.Json);
        var first = Once();
        string name = $"{Drivers.NameOf(trace.Driver)}, {trace.Play.Name}";
        if (first.LeftTheRoad is { } reason)
        {
            Wrap.Say(output, $"{name}: left the road: ", $"{reason} ", "A trace fits the build that wrote it; "
                + $"a *{Interleaving.Extension} outlives small edits.");
            return ExitCode.Differs;
        }
        if (first.Breach is { } breach) Story.Of(trace.Driver, trace.Play, new(breach, first.Steps)).Write(output);
        Wrap.Say(output, first.Breach is { } b
            ? $"BROKEN on real threads under Coyote, in step {first.Steps.Steps.Count}: {b.Clause}: {b.What}."
            : $"{name}: nothing breaks here any more.");
        return Repeat(first, times, Once, output, stop);
    }

    private static int Repeat(Replayed first, int times, Func<Replayed> once, TextWriter output, CancellationToken stop)
    {
        int same = 1;
        for (int i = 1; i < times; i++)
        {
            stop.ThrowIfCancellationRequested();
            var again = once();
            if (again.Breach == first.Breach && again.Steps.Steps.SequenceEqual(first.Steps.Steps)) same++;
        }
        if (times > 1) output.WriteLine($"{same:N0} of {times:N0} replays made the same {Changes.Count(first.Steps.Steps.Count, "step")} and broke the same.");
        return first.Breach is not null && same == times ? ExitCode.Expected : ExitCode.Differs;
    }
}
