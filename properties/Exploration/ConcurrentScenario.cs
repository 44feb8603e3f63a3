using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>What one context of the environment does, in this order. It begins the next action when it is done with the one before and the
/// action can begin.</summary>
/// <param name="Process">Name of the context, or <c>clock</c>.</param>
/// <param name="Actions">Labels of actions that the configuration allows it, with a number in front of those that come first, in that order (<see cref="Turns"/>).</param>
public sealed record Role(string Process, IReadOnlyList<string> Actions);

/// <summary>A script for each context of the environment: what they do is decided, when is not.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Configuration">Sizes, times, and what may happen.</param>
/// <param name="Parts">Who does what.</param>
public sealed record ConcurrentScenario(string Name, string Summary, Configuration Configuration, IReadOnlyList<Role> Parts)
{
    /// <summary>The scenario that it was made of, whose steps then are the parts; or null.</summary>
    public Scenario? Scenario { get; private init; }

    /// <summary>Who takes each step of the scenario and what it is called, once and for all runs; empty without one.</summary>
    internal IReadOnlyList<(string Process, string Label, Step Step)> Steps { get; private init; } = [];

    /// <summary>Actions of all contexts together.</summary>
    public int Actions => Steps.Count + Parts.Sum(part => part.Actions.Count);

    /// <summary>A scenario cut into what each context does, in its own order.</summary>
    /// <exception cref="InputException">There is a stack above the driver: where contexts interleave there is none.</exception>
    public static ConcurrentScenario Of(Scenario scenario) => scenario.Stack is not null ? throw new InputException(
        $"{InputException.Quote(scenario.Name)}: stack: contexts are not interleaved with a qdisc or linkwatch above the driver") : new(scenario.Name, "", new("scenario", scenario.Name, scenario.Vif)
    {
        ShapesPackets = scenario.HasShapes, Kicks = scenario.Steps.Any(s => s.Do is StepKind.Kick or StepKind.KickTx),
        Headrooms = [.. scenario.Steps.Where(s => s.Do == StepKind.SetHeadroom).Select(s => (int)s.Amount).Distinct()], Host = scenario.Host, StartIndex = scenario.StartIndex,
        Fatal = scenario.Steps.Any(s => s.Do == StepKind.TxFatal), Forges = scenario.Steps.Any(s => s.Do == StepKind.SetReqProd) ? [1] : [],
        FailsCopies = scenario.Steps.Any(s => s.Do == StepKind.FailCopies), Disconnects = scenario.Steps.Any(s => s.Do == StepKind.Disconnect), Reconnects = scenario.Steps.Any(s => s.Do == StepKind.Connect),
    }, [])
    {
        Scenario = scenario,
        Steps = [.. from step in scenario.Steps
                    let named = Script.NameOf(step)
                    where named.Process.Length > 0
                    select (named.Process, named.Label, step)],
    };

    /// <summary>The concurrent scenario of what an exploration has found: what each context began, in this order.</summary>
    /// <param name="model">A run of the configuration.</param>
    /// <param name="schedule">What was found.</param>
    public static ConcurrentScenario Of(ModelInstance model, Schedule schedule) => new(model.Configuration.Name, model.Configuration.Summary, model.Configuration,
        [.. from process in model.Processes
            let labels = process.Actions.Select(a => a.Label).ToHashSet()
            let begun = schedule.Steps.Where(s => s.Process == process.Name && labels.Contains(s.Words)).Select(s => s.Words).ToList()
            where begun.Count > 0
            select new Role(process.Name, begun)]);

    /// <summary>The same without the actions that a schedule, in which actions may be left out, does not begin.</summary>
    public ConcurrentScenario Only(Schedule schedule)
    {
        if (Scenario is { } scenario)
        {
            var begun = scenario.Steps.Select((s, number) => (Number: number, Name: Script.NameOf(s))).Where(s => s.Name.Process.Length > 0).GroupBy(s => s.Name.Process)
                .SelectMany(g => Begun(g.Key, [.. g], s => s.Name.Label)).Select(s => s.Number);
            return Of(scenario with { Steps = [.. begun.Order().Select(number => scenario.Steps[number])] });
        }
        return this with
        {
            Parts = [.. from part in Parts
                        let actions = Begun(part.Process, part.Actions, action => action)
                        where actions.Count > 0
                        select new Role(part.Process, actions)],
        };

        // A run that may leave actions out begins the first of that name that is still to come; a step of no such name is in the middle of one.
        List<T> Begun<T>(string process, IReadOnlyList<T> actions, Func<T, string> labelOf)
        {
            var begun = new List<T>();
            int next = 0;
            foreach (var step in schedule.Steps.Where(s => s.Process == process))
            {
                int at = next;
                while (at < actions.Count && labelOf(actions[at]) != step.Words) at++;
                if (at == actions.Count) continue;
                begun.Add(actions[at]);
                next = at + 1;
            }
            return begun;
        }
    }

    public override string ToString() => Name;
}
