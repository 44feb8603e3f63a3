using Netback.Properties.Conformance;
using Netback.Properties.Engines;
using Netback.Properties.Execution;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Evidence.Player;

/// <summary>Carries witnesses out again and keeps what a player shows of them.</summary>
public static class Recordings
{
    /// <summary>Who runs on a straight machine when no thread does.</summary>
    private const string Nobody = "the environment";

    /// <summary>A scenario on the revision that it makes violate a claim, and on the next one that it does not, if there is one.</summary>
    public static Playback Of(ScenarioWitness witness)
    {
        List<RunRecording> runs = [Of(witness.Scenario, witness.Driver, witness.Claim)];
        if (Mending(witness) is { } mended) runs.Add(Of(witness.Scenario, mended, witness.Claim));
        return new(witness.Claim.Name, witness.Claim.Property.Statement, [StepWords.Connect, .. witness.Scenario.Steps.Select(StepWords.Of)], runs);
    }

    /// <summary>A schedule on its driver, and on the next revision that it does not make violate the property, if there is one.</summary>
    /// <param name="interleaving">The schedule.</param>
    /// <param name="sources">Where the driver's lines stand, or null.</param>
    public static Playback Of(Interleaving interleaving, Sources? sources = null)
    {
        string property = interleaving.Finding.Violation.Property;
        List<RunRecording> runs = [RunOf(interleaving, sources)];
        if (Mending(interleaving) is var (mended, ways)) runs.Add(RunOf(interleaving, mended, ways, sources));
        return new(property, Catalogue.Find(property)?.Statement ?? "", [], runs);
    }

    /// <summary>The first later revision to which the claim applies and that the scenario does not make violate it.</summary>
    private static Revision? Mending(ScenarioWitness witness) => History.All.SkipWhile(r => r != witness.Driver).Skip(1)
        .FirstOrDefault(r => witness.Claim.AppliesTo(r) && Expected.Of(witness.Claim, r) == Verdicts.Outcome.Holds
            && new MonitorSet(r, [witness.Claim]).FindViolation(witness.Scenario) is null);

    /// <summary>The same for a schedule, as far as its steps are there; for a race the revision that it was planted in comes first.</summary>
    private static (Revision Revision, IReadOnlyList<IReadOnlyList<ScheduleStep>> Ways)? Mending(Interleaving interleaving)
    {
        var (driver, environment) = (interleaving.Driver, interleaving.Environment);
        var claim = Catalogue.Claims.FirstOrDefault(c => c.Property.Name == interleaving.Finding.Violation.Property && c.Environment == environment);
        if (claim is null) return null;
        foreach (var revision in History.All.SkipWhile(r => r != History.Nearest(driver)).Skip(Drivers.IsUpstream(driver) ? 1 : 0))
        {
            if (!claim.AppliesTo(revision) || Expected.Of(claim, revision) != Verdicts.Outcome.Holds) continue;
            var followed = LabelFollower.Follow(() => NewModel(interleaving, revision, null), interleaving.Finding.Schedule);
            if (followed.Run.Violation is null) return (revision, followed.Ways);
        }
        return null;
    }

    private static ModelInstance NewModel(Interleaving interleaving, Revision revision, IEventSink? sink) => new(revision, interleaving.ConcurrentScenario, sink) { SkipsSteps = true };

    /// <summary>A scenario on a revision, up to where it violates the claim.</summary>
    internal static RunRecording Of(Scenario scenario, Revision revision, Claim claim)
    {
        var violation = new MonitorSet(revision, [claim]).FindViolation(scenario);
        var run = new StraightRun(scenario, revision, null, checks: true);
        string doer = "";
        var recorder = new RunRecorder(run.Vif, eachAccess: true) { Who = word => Who(run.Machine, word, doer) };
        bool goesOn = true;
        for (int step = -1; step < scenario.Steps.Count && goesOn; step++)
        {
            doer = step < 0 ? TestBench.Toolstack : DoerOf(scenario.Steps[step]);
            recorder.Begin(step, doer, null);
            run.Machine.Accesses!.Tracer = recorder;
            run.Sink = recorder;
            goesOn = step < 0 ? run.Connect() : run.Apply(scenario.Steps[step]);
            recorder.End();
            if (step == violation?.Step) break;
        }
        return recorder.Recording(revision, revision.Name, violation?.What, violation?.Step);
    }

    private static RunRecording RunOf(Interleaving interleaving, Sources? sources)
    {
        var schedule = interleaving.Finding.Schedule;
        var late = new LateSink();
        var model = new ModelInstance(interleaving.Driver, interleaving.ConcurrentScenario, late);
        var recorder = Connected(model, late, schedule, sources);
        int made = 0;
        var replayed = Replayer.Replay(model, schedule, interleaving.Finding.Violation.Property, i =>
        {
            if (made++ > 0) recorder.End();
            recorder.Begin(i + 1, schedule.Steps[i].Process, schedule.Steps[i].Words);
        });
        recorder.End();
        if (replayed.Divergence is { } reason) throw new InvalidOperationException(reason);
        var what = replayed.Violation ?? interleaving.Finding.Violation;
        return recorder.Recording(interleaving.Driver, Drivers.NameOf(interleaving.Driver), what.What, replayed.Steps.Steps.Count);
    }

    /// <summary>On a revision that it was not made for: what leads past the point of a step is one frame with it.</summary>
    private static RunRecording RunOf(Interleaving interleaving, Revision revision, IReadOnlyList<IReadOnlyList<ScheduleStep>> ways, Sources? sources)
    {
        var schedule = interleaving.Finding.Schedule;
        var late = new LateSink();
        var model = NewModel(interleaving, revision, late);
        var recorder = Connected(model, late, schedule, sources);
        List<(int Of, ScheduleStep Step)> made = [.. ways.SelectMany((way, i) => way.Select(step => (i, step)))];
        int begun = 0;
        Replayer.Replay(model, new([.. made.Select(m => m.Step)]), interleaving.Finding.Violation.Property, i =>
        {
            PassOver(made[i].Of);
            Begin(made[i].Of, made[i].Step.Process, made[i].Step.Words);
        });
        PassOver(schedule.Steps.Count);
        recorder.End();
        return recorder.Recording(revision, revision.Name, null, null);

        void Begin(int step, string process, string words)
        {
            if (begun > 0 && begun != step + 1) recorder.End();
            begun = step + 1;
            recorder.Begin(begun, process, words);
        }

        // Steps that are not there, before the one that is made next.
        void PassOver(int end)
        {
            for (int i = begun; i < end; i++)
                if (ways[i].Count == 0) Begin(i, schedule.Steps[i].Process, $"passes over: {schedule.Steps[i].Words}");
        }
    }

    /// <summary>A recorder of a run that has just begun, with its first frame.</summary>
    private static RunRecorder Connected(ModelInstance model, LateSink late, Schedule schedule, Sources? sources)
    {
        var recorder = new RunRecorder(model.Vif, eachAccess: false) { Who = _ => "", Sources = sources };
        (late.Sink, model.Machine.Tracer) = (recorder, recorder);
        recorder.Begin(0, schedule.Steps[0].Process, "has connected");
        recorder.End();
        return recorder;
    }

    /// <summary>Who acts while one context runs at a time: an interrupt, a thread, or who takes the step.</summary>
    private static string Who(Machine machine, Cell? word, string doer) =>
        machine.InInterrupt ? $"{(doer == TestBench.Clock && machine.RunningName == Nobody ? "timer" : "irq")}{Math.Max(0, word?.Queue ?? 0)}"
            : machine.RunningName == Nobody ? doer : machine.RunningName;

    /// <summary>A step that only says who runs when is the clock's.</summary>
    private static string DoerOf(Step step) => Script.NameOf(step).Process is { Length: > 0 } process ? process : TestBench.Clock;

    /// <summary>Passes events on once somebody is there who wants them.</summary>
    private sealed class LateSink : IEventSink
    {
        public IEventSink? Sink { get; set; }

        public void On(in Event e) => Sink?.On(e);
    }
}
