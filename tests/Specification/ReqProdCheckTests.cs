using Netback.Properties.Engines;
using Netback.Properties.Evidence;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>
/// XenServer's patch of September 2015, which never reached mainline: a producer index that no honest guest could have written disables the vif. It is
/// no state of the history, and here to say what the check is worth.
/// </summary>
public class ReqProdCheckTests
{
    private static readonly Claim[] Contained = [.. Catalogue.Claims.Where(c => c.Property.Name == "HostileIndexContained" && c.IsOfScenarios)];

    /// <summary>The forged index that stops the host without the check.</summary>
    [Fact]
    public void ForgedIndex_DisablesTheVif_WhereItReachedAnAssertion()
    {
        var scenario = Witnesses.Read(Path.Combine("stall-detection", "HostileIndexContained@hostile.witness.json")).Scenario;
        Assert.Equal(StepOutcome.Bug, Recorder.Trace(scenario, History.Find("stall-detection")!).Last().Outcome);
        var last = Recorder.Trace(scenario, new ChecksReqProd()).Last();
        Assert.NotEqual(StepOutcome.Bug, last.Outcome);
        Assert.True(last.Disabled);
    }

    /// <summary>An index up to a ring ahead of the responses can be an honest one.</summary>
    [Theory]
    [InlineData(256u, false)]
    [InlineData(257u, true)]
    [InlineData(0x8000_0000u, true)]
    [InlineData(uint.MaxValue, true)]
    public void Vif_IsDisabled_FromTheFirstIndexThatIsForged(uint index, bool isDisabled)
    {
        var scenario = new Scenario("forged", Parameters.Default, HostStack.HonoursStop, [Step.Post(0, 18), Step.Advance(0), Step.SetReqProd(0, index), Step.Xmit(0, 60), Step.Advance(0)]);
        Assert.Equal(isDisabled, Recorder.Trace(scenario, new ChecksReqProd()).Last().Disabled);
    }

    [Fact]
    [Trait("Category", "Long")]
    public void IndexIsContained_InAllThatASearchTries_AndNothingElseIsWorse()
    {
        var hostile = DriverEnvironment.HostileGuest;
        var result = RandomEngine.Search(new ChecksReqProd(), hostile, [.. Contained.Where(c => c.Environment == hostile)], 400, seed: 1);
        Assert.Null(Assert.Single(result.Claims).Violating);
        Assert.Empty(Assert.Single(result.Claims).Missed);
        // Whoever keeps to the protocol sees no difference.
        foreach (var recorded in ScenarioReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "recordings", "handmade", "G2.jsonl.gz")).Where(r => r.Scenario.Steps.All(s => s.Do != StepKind.SetReqProd)))
            Assert.Null(Netback.Properties.Conformance.TraceComparison.FirstDifference(recorded, new ChecksReqProd()));
    }

    /// <summary>What it costs: a vif that is disabled has threads that go round for ever, in that year's driver.</summary>
    [Fact]
    public void ForgedIndex_IsThenAFatalError_WithWhatThatBrings()
    {
        var scenario = new Scenario("forged", Parameters.Default, HostStack.HonoursStop,
            [Step.Post(0, 18), Step.Advance(0), Step.SetReqProd(0, 0x8000_0000), Step.Xmit(0, 60), Step.Advance(1)]);
        var driver = new ChecksReqProd();
        Assert.Equal(["NoSpin@hostile"], Counterfactual.Violated(scenario, driver, Counterfactual.ClaimsAbout(scenario, driver)).Select(b => b.Claim.Name));
    }

    private sealed class ChecksReqProd : StallDetection
    {
        public override string Name => "checks-req-prod";

        protected override async Coroutine<bool> SlotsAvailable(GuestRxQueue q)
        {
            if (await q.Shared.ReqProd.Load("reads req_prod") - q.Ring.RspProdPrivate.Value <= q.Shared.Size) return await base.SlotsAvailable(q);
            await FatalTxError(q.Vif);
            return false;
        }
    }
}
