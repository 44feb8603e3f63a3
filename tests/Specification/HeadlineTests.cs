using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Tests.Specification;

/// <summary>
/// What f48da8b14d04 promises, in a property each: bounded memory, bounded latency, no false alarm. Written the plain way, as one
/// would for a revision of one's own; the suite proper judges all properties in one run.
/// </summary>
[Properties(Arbitrary = [typeof(Honest)], Replay = "48,11400714819323198485", MaxTest = 300, QuietOnSuccess = true)]
public class HeadlineTests
{
    private static readonly Revision Reviewed = History.Find("byte-limit")!;

    [Property]
    public FsCheck.Property BoundedMemory_InByteLimit_Holds(Scenario scenario) => Holds("BoundedMemory@honest", scenario);

    [Property]
    public FsCheck.Property BoundedLatency_InByteLimit_Holds(Scenario scenario) => Holds("BoundedLatency@honest", scenario);

    [Property]
    public FsCheck.Property NoSpuriousCarrierOff_InByteLimit_Holds(Scenario scenario) => Holds("NoSpuriousCarrierOff@honest", scenario);

    private static FsCheck.Property Holds(string claim, Scenario scenario)
    {
        var violation = new MonitorSet(Reviewed, [Catalogue.Claims.Single(c => c.Name == claim)]).FindViolation(scenario);
        return (violation is null).Label(violation is null ? "" : $"{violation.What}\n{ScenarioWriter.ToJson(scenario)}");
    }

    public static class Honest
    {
        public static Arbitrary<Scenario> Scenarios() => ScenarioGen.ArbitraryIn(DriverEnvironment.Honest);
    }
}
