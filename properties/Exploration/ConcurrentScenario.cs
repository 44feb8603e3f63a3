using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>What one context of the environment does, in this order. It begins the next act when it is done with the one before and the
/// act can begin.</summary>
/// <param name="Actor">Name of the context, or <c>clock</c>.</param>
/// <param name="Acts">Labels of acts that the configuration allows it.</param>
public sealed record Role(string Actor, IReadOnlyList<string> Acts);

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
    internal IReadOnlyList<(string Actor, string Label, Step Step)> Steps { get; private init; } = [];

    /// <summary>Acts of all contexts together.</summary>
    public int Acts => Steps.Count + Parts.Sum(part => part.Acts.Count);

    /// <summary>A scenario cut into what each context does, in its own order.</summary>
    /// <exception cref="InputException">There is a stack above the driver: where contexts interleave there is none.</exception>
    public static ConcurrentScenario Of(Scenario scenario) => scenario.Stack is not null ? throw new InputException(
        $"{InputException.Quote(scenario.Name)}: stack: contexts are not interleaved with a qdisc or a link watch above the driver") : new(scenario.Name, "", new("scenario", scenario.Name, scenario.Vif)
    {
        ShapesPackets = scenario.HasShapes,
        ChangesHeadroom = scenario.Steps.Any(s => s.Do == StepKind.SetHeadroom), Host = scenario.Host, StartIndex = scenario.StartIndex,
        Fatal = scenario.Steps.Any(s => s.Do == StepKind.TxFatal), Forges = scenario.Steps.Any(s => s.Do == StepKind.SetReqProd) ? [1] : [],
        Disconnects = scenario.Steps.Any(s => s.Do == StepKind.Disconnect), Reconnects = scenario.Steps.Any(s => s.Do == StepKind.Connect),
    }, [])
    {
        Scenario = scenario,
        Steps = [.. from step in scenario.Steps
                    let named = Script.NameOf(step)
                    where named.Actor.Length > 0
                    select (named.Actor, named.Label, step)],
    };

    /// <summary>The concurrent scenario of what an exploration has found: what each context began, in this order.</summary>
    /// <param name="world">A run of the configuration.</param>
    /// <param name="schedule">What was found.</param>
    public static ConcurrentScenario Of(World world, Schedule schedule) => new(world.Configuration.Name, world.Configuration.Summary, world.Configuration,
        [.. from actor in world.Actors
            let labels = actor.Acts.Select(a => a.Label).ToHashSet()
            let begun = schedule.Steps.Where(s => s.Actor == actor.Name && labels.Contains(s.Words)).Select(s => s.Words).ToList()
            where begun.Count > 0
            select new Role(actor.Name, begun)]);

    /// <summary>The same without the acts that a schedule, in which acts may be left out, does not begin.</summary>
    public ConcurrentScenario Only(Schedule schedule)
    {
        if (Scenario is { } scenario)
        {
            var begun = scenario.Steps.Select((s, number) => (Number: number, Name: Script.NameOf(s))).Where(s => s.Name.Actor.Length > 0).GroupBy(s => s.Name.Actor)
                .SelectMany(g => Begun(g.Key, [.. g], s => s.Name.Label)).Select(s => s.Number);
            return Of(scenario with { Steps = [.. begun.Order().Select(number => scenario.Steps[number])] });
        }
        return this with
        {
            Parts = [.. from part in Parts
                        let acts = Begun(part.Actor, part.Acts, act => act)
                        where acts.Count > 0
                        select new Role(part.Actor, acts)],
        };

        // A run that may leave acts out begins the first of that name that is still to come; a step of no such name is in the middle of one.
        List<T> Begun<T>(string actor, IReadOnlyList<T> acts, Func<T, string> labelOf)
        {
            var begun = new List<T>();
            int next = 0;
            foreach (var step in schedule.Steps.Where(s => s.Actor == actor))
            {
                int at = next;
                while (at < acts.Count && labelOf(acts[at]) != step.Words) at++;
                if (at == acts.Count) continue;
                begun.Add(acts[at]);
                next = at + 1;
            }
            return begun;
        }
    }

    public override string ToString() => Name;
}
