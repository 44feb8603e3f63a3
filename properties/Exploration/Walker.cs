using Netback.Properties.Specification;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>How a random schedule is chosen.</summary>
public enum WalkStrategy
{
    /// <summary>Each of the contexts that can go on is as likely as the others, at every step.</summary>
    Uniform,
    /// <summary>
    /// Probabilistic concurrency testing: whoever has the highest priority goes on; at a few random steps it falls to the lowest. A race
    /// that takes d steps in a certain order is found with a probability of at least 1 / (n k^(d-1)) for n contexts and k steps.
    /// </summary>
    Pct,
}

/// <summary>One concurrent scenario under one random schedule.</summary>
/// <param name="Revision">The driver.</param>
/// <param name="ConcurrentScenario">What host, guests and clock do.</param>
/// <param name="Seed">Decides the schedule.</param>
/// <param name="Strategy">How.</param>
/// <param name="ChangePoints">Of <see cref="WalkStrategy.Pct"/>: steps at which a priority falls.</param>
public sealed record Walk(Revision Revision, ConcurrentScenario ConcurrentScenario, ulong Seed, WalkStrategy Strategy, int ChangePoints = 3)
{
    /// <summary>Whether host, guests, toolstack and clock begin the steps of the scenario in its order, and not each its own as it likes (see <see cref="StepOrder"/>).</summary>
    public bool InOrder { get; init; }

    /// <summary>Steps after which a walk ends in any case.</summary>
    public const int MaxSteps = 10_000;

    /// <summary>Carries it out.</summary>
    /// <param name="sink">Who sees the events, or null.</param>
    /// <param name="properties">Only these count, or any if null.</param>
    /// <param name="record">Whether to note the schedule.</param>
    public WalkResult Go(IEventSink? sink = null, IReadOnlyList<string>? properties = null, bool record = false)
    {
        var model = new ModelInstance(Revision, ConcurrentScenario, sink);
        var recorder = record ? new Recorder(model) : null;
        var chooser = new Chooser(this, model.Processes.Count);
        var order = InOrder ? new StepOrder(model, ConcurrentScenario) : null;
        var choices = new List<Choice>();
        int steps = 0;
        WalkResult Ended(Violation? violation, int after) => new(violation, after, recorder?.Schedule) { Probes = model.Watch.Probes };
        for (; steps < MaxSteps; steps++)
        {
            model.Choices(choices);
            if (choices.Count == 0) break;
            order?.Restrict(choices);
            var choice = choices[chooser.Next(choices, steps)];
            if (choice.Process == model.Clock && Replayer.AtRest(model, properties) is { } atRest) return Ended(atRest, steps);
            if (recorder is null) model.Do(choice);
            else recorder.Do(choice);
            foreach (var violation in model.Watch.Found)
                if (properties is null || properties.Contains(violation.Property)) return Ended(violation, steps + 1);
        }
        return Ended(Replayer.AtRest(model, properties), steps) with { IsCutShort = steps == MaxSteps };
    }

    /// <summary>The schedule of this walk, which violates a property.</summary>
    public Schedule Again(string property) => Go(properties: [property], record: true).Schedule!;

    /// <summary>The same, made as simple as possible.</summary>
    public Schedule Shrink(string property) => ScheduleShrinker.Shrink(() => new(Revision, ConcurrentScenario) { SkipsSteps = true }, Again(property), property);

    /// <summary>Makes the choices of a walk, which follow from its seed and from what there is to choose from.</summary>
    internal sealed class Chooser
    {
        private readonly int[] priorities;
        private readonly int[] changes;
        private readonly bool uniform;
        private ulong state;
        private int lowest;

        public Chooser(Walk walk, int processes)
        {
            state = walk.Seed * 0x9E3779B97F4A7C15UL + 0x632BE59BD9B4E019UL;
            uniform = walk.Strategy == WalkStrategy.Uniform;
            (priorities, changes) = ([], []);
            if (uniform) return;
            priorities = [.. Enumerable.Range(0, processes)];
            for (int i = processes - 1; i > 0; i--)
            {
                int other = Below(i + 1);
                (priorities[i], priorities[other]) = (priorities[other], priorities[i]);
            }
            // Points that are choices: some ten for each action.
            int length = Math.Max(20, walk.ConcurrentScenario.Actions * 10);
            changes = [.. Enumerable.Range(0, walk.ChangePoints).Select(_ => Below(length))];
        }

        /// <returns>The place of what is chosen among the choices.</returns>
        public int Next(List<Choice> choices, int step)
        {
            if (uniform) return Below(choices.Count);
            int best = Highest(choices);
            if (Array.IndexOf(changes, step) < 0) return best;
            priorities[choices[best].Process] = --lowest;
            return Highest(choices);
        }

        private int Highest(List<Choice> choices)
        {
            int best = 0;
            for (int i = 1; i < choices.Count; i++)
                if (priorities[choices[i].Process] > priorities[choices[best].Process]) best = i;
            return best;
        }

        private int Below(int bound)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            return (int)((state >> 33) % (ulong)bound);
        }
    }
}

/// <summary>What came of a walk.</summary>
/// <param name="Violation">What it violated first, or null.</param>
/// <param name="Steps">Choices made.</param>
/// <param name="Schedule">Every point passed, if it was to be noted.</param>
public sealed record WalkResult(Violation? Violation, int Steps, Schedule? Schedule)
{
    /// <summary>Whether it ended at <see cref="Walk.MaxSteps"/>.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>Situations that it was in, but those that take a history.</summary>
    public Probes Probes { get; init; }
}
