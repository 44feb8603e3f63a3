using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Traces;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>One run that somebody steps through: choices made so far, and a run that has made them.</summary>
/// <param name="revision">The driver.</param>
/// <param name="concurrent">What each context of the environment does, or null if it may do all that the configuration allows.</param>
/// <param name="configuration">Sizes, times, and what may happen.</param>
internal sealed class StepSession(Revision revision, ConcurrentScenario? concurrent, Configuration configuration)
{
    private readonly List<Choice> path = [];
    private ModelInstance model = Begin(revision, concurrent, configuration, savesStates: false);
    private List<Violation> violated = [];

    public int Steps => path.Count;

    /// <summary>What the last step violated, or what the moment does in which everybody stands.</summary>
    public IReadOnlyList<Violation> Violated => violated;

    /// <summary>Who can go on now, what it would pass and what that would do.</summary>
    public IReadOnlyList<(Choice Choice, string Process, string Words, string Effect)> Choices()
    {
        var choices = new List<Choice>();
        model.Choices(choices);
        return [.. choices.Select(c => (c, model.Processes[c.Process].Name, model.WordsOf(c), StepEffect.Of(At(path.Count), c)))];
    }

    /// <summary>Who cannot go on although it is in the middle of something, and why.</summary>
    public IEnumerable<string> Waiting() =>
        from process in Enumerable.Range(0, model.Clock)
        let status = model.StatusOf(process)
        where status is ContextStatus.Asleep or ContextStatus.Blocked
        select $"{model.Processes[process].Name} {(status == ContextStatus.Asleep ? "sleeps" : $"waits: {model.Processes[process].Context!.What}")}";

    /// <summary>Time, link and queues.</summary>
    public IEnumerable<string> State() => TraceState.Words(model.Vif);

    public long NowMs => model.Machine.NowMs;

    /// <summary>Makes a choice.</summary>
    public void Go(Choice choice)
    {
        path.Add(choice);
        model.Do(choice);
        violated = [.. model.Watch.Found];
        // Not in this run: whoever looks at it at rest makes an event of it.
        if (violated.Count == 0 && Replayer.AtRest(At(path.Count), null) is { } atRest) violated = [atRest];
    }

    /// <summary>What would be violated after some more choices.</summary>
    public IReadOnlyList<Violation> After(IReadOnlyList<Choice> way)
    {
        var later = At(path.Count);
        foreach (var choice in way) later.Do(choice);
        return later.Watch.Found.Count > 0 ? [.. later.Watch.Found] : Replayer.AtRest(later, null) is { } atRest ? [atRest] : [];
    }

    /// <summary>Makes the steps that a schedule has next, as far as they fit.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Why it ended early, or null.</returns>
    public string? Follow(IReadOnlyList<ScheduleStep> steps, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (path.Count >= steps.Count) return "that was the last step of the file";
            var step = steps[path.Count];
            var choices = new List<Choice>();
            model.Choices(choices);
            int at = choices.FindIndex(c => model.Processes[c.Process].Name == step.Process && model.WordsOf(c) == step.Words);
            if (at < 0) return $"the file's step {path.Count + 1}, \"{step}\", is not possible here";
            Go(choices[at]);
        }
        return null;
    }

    /// <summary>Takes back the last steps.</summary>
    public void Back(int count)
    {
        var kept = path.Take(Math.Max(0, path.Count - count)).ToList();
        path.Clear();
        (model, violated) = (Begin(revision, concurrent, configuration, savesStates: false), []);
        foreach (var choice in kept) Go(choice);
    }

    /// <summary>The steps made, by name.</summary>
    public Schedule Schedule()
    {
        var recorder = new Recorder(Begin(revision, concurrent, configuration, savesStates: false));
        foreach (var choice in path) recorder.Do(choice);
        return recorder.Schedule;
    }

    /// <summary>Looks what can be violated from here.</summary>
    /// <exception cref="NotSupportedException">States of such a run cannot be saved.</exception>
    public StepAhead Ahead(int states, CancellationToken stop) =>
        new StepAhead(() => Begin(revision, concurrent, configuration, savesStates: true), path).Look(states, stop);

    /// <summary>Whether it is known that states tell apart for the driver what lies far enough back: of each revision of the history it is.</summary>
    public bool LooksBackFarEnough => History.Has(revision);

    /// <summary>Whether the revision is known to violate a property.</summary>
    public bool Knows(string property) => Expected.Knows(revision, property);

    /// <summary>The path as a witness of what its last step violates.</summary>
    /// <exception cref="InputException">It violates nothing.</exception>
    public Interleaving Witness()
    {
        var finding = Finding();
        return concurrent is null ? Interleaving.Of(revision, configuration, finding, "netback step")
            : new(revision, concurrent.Only(finding.Schedule), finding, "netback step");
    }

    /// <summary>Writes the path as a fact to paste into a class of tests.</summary>
    /// <exception cref="InputException">It violates nothing, or follows a scenario, which a fact has no room for.</exception>
    public void WriteFact(TextWriter output)
    {
        if (concurrent?.Scenario is not null) throw new InputException("a fact is about a configuration, and this is a scenario: save it as a witness");
        FactWriter.Write(output, revision, configuration, Finding());
    }

    public override string ToString() => $"{Drivers.NameOf(revision)}, {concurrent?.Name ?? configuration.Name}";

    private Finding Finding() => violated.Count == 0 ? throw new InputException("this path violates nothing; a witness ends where something is violated")
        : new(violated[0], Schedule());

    /// <summary>Another run at the moment after some steps of this one.</summary>
    private ModelInstance At(int steps)
    {
        var other = Begin(revision, concurrent, configuration, savesStates: false);
        foreach (var choice in path.Take(steps)) other.Do(choice);
        return other;
    }

    private static ModelInstance Begin(Revision revision, ConcurrentScenario? concurrent, Configuration configuration, bool savesStates) =>
        concurrent is null ? new(revision, configuration, savesStates) : new(revision, concurrent, savesStates: savesStates);
}
