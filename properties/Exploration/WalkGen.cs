using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>Scenarios and schedules, generated together.</summary>
public static class WalkGen
{
    /// <summary>Shrinks to fewer steps of the scenario under the same seed; <see cref="Walk.Shrink"/> then makes the schedule simple.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="environment">The environment to generate.</param>
    /// <param name="strategy">How schedules are chosen.</param>
    /// <param name="maxSteps">Steps of the longest scenario.</param>
    public static Arbitrary<Walk> In(Revision revision, DriverEnvironment environment, WalkStrategy strategy, int maxSteps)
    {
        var walks = ScenarioGen.In(environment, maxSteps)
            .Zip(Gen.Choose(0, int.MaxValue), (scenario, seed) => new Walk(revision, ConcurrentScenario.Of(scenario), (ulong)seed, strategy));
        return Arb.From(walks, walk => Shrinker.Shrink(walk.ConcurrentScenario.Scenario!).Select(scenario => walk with { ConcurrentScenario = ConcurrentScenario.Of(scenario) }));
    }

    /// <summary>Packets of a scenario to walk through, at most: enough to fill 512 KiB with frames. One scenario that fills it with the smallest packets
    /// would take longer than all others, with some twenty points for each.</summary>
    private const int MostPackets = 1_000;

    /// <summary>Scenarios to walk through, which follow from the seed, and show what is peculiar to the environment.</summary>
    /// <param name="environment">The environment to generate.</param>
    /// <param name="count">How many.</param>
    /// <param name="maxSteps">Steps of the longest.</param>
    /// <param name="seed">Where the generator starts.</param>
    public static IReadOnlyList<Scenario> Scenarios(DriverEnvironment environment, int count, int maxSteps, ulong seed)
    {
        var walked = ScenarioGen.In(environment, maxSteps).Where(s => PacketsOf(s) <= MostPackets && ConcurrentScenario.Of(s).Configuration.Environment == environment);
        return [.. Gen.Sample(walked, numberOfSamples: count, new Rnd(seed, 0x9E3779B97F4A7C15UL), size: maxSteps)];
    }

    /// <summary>Packets that the host offers in a scenario.</summary>
    internal static long PacketsOf(Scenario scenario) => scenario.Steps.Where(s => s.Do == StepKind.Xmit).Sum(s => (long)s.Count);
}
