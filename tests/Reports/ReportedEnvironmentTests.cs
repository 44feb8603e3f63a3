using Netback.Properties.Commands;
using Netback.Properties.Evidence;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Generation;
using Xunit;

namespace Netback.Tests.Reports;

/// <summary>What people report about hosts, guests and queues together; see <see cref="ReportedInputsTests"/>.</summary>
public sealed class ReportedEnvironmentTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    // G1: "No property tells the two apart" was said of the very situation of CVE-2022-42328.
    [Fact]
    public void HostThatIgnoresTheStop_TellsXsa392FromXsa424()
    {
        string output = CliRun.Of("diff", File("""{"do":"post","count":1},{"do":"advance","ms":1},{"do":"xmit","length":60},{"do":"advance","ms":1},{"do":"xmit","length":1500,"count":352},{"do":"advance","ms":1}"""),
            "--revision", "xsa-392", "--revision", "xsa-424").Expected().Output;
        Assert.Contains("  NoFreeUnderLock@any-host: xsa-392 violates it, xsa-424 does not\n", output, StringComparison.Ordinal);
    }

    // G1: "No property is claimed for a host, guests and headroom like these together."
    [Fact]
    public void HostThatIgnoresTheStop_AndAForgedIndex_AreJudged()
    {
        string file = File("""{"do":"post","count":1},{"do":"advance","ms":1},{"do":"setReqProd","value":2147483648},{"do":"advance","ms":1},{"do":"xmit","length":1500,"count":900}, {"do":"advance","ms":1}""");
        string broken = CliRun.Of("run", file, "--revision", "fewer-slots").Expected().Output;
        Assert.Contains("  HostileIndexContained@hostile-any at 2 ms (step 5)\n", broken, StringComparison.Ordinal);
        Assert.Contains("  BoundedMemoryForAnyHost@hostile-any at 2 ms (step 4)\n", broken, StringComparison.Ordinal);
        string kept = CliRun.Of("run", file, "--revision", "proposed").Expected().Output;
        Assert.Contains("No property is violated (", kept, StringComparison.Ordinal);
        Assert.Contains("host ignores a stopped Tx queue, guests forge indices and provoke fatal errors", kept.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    // XSA-392 says that the count overflows; then a queue that is more than full counts as all but empty, and the Tx queue is woken.
    [Theory]
    [InlineData("byte-limit", true)]
    [InlineData("head-need", true)]
    [InlineData("locked-peek", true)]
    [InlineData("xsa-392", false)]
    [InlineData("proposed", false)]
    public void ByteCountThatWraps_WakesAFullTxQueue_UpToLockedPeek(string revision, bool wakes)
    {
        var driver = History.Find(revision)!;
        // A count of 24 bits wraps sooner.
        var vif = Parameters.Default with { ByteCountBits = 24 };
        var scenario = new Scenario("wraps", vif, HostStack.IgnoresStop,
            [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true, count: 257), Step.Advance(0)]);
        Assert.Equal(wakes, new Netback.Properties.Engines.MonitorSet(driver, [Catalogue.Find("StopMatchesQueue")!.HonestClaim!]).FindViolation(scenario) is not null);
    }

    // G1: whatever comes together is judged by what is claimed of each, and the proposal keeps that.
    [Theory]
    [MemberData(nameof(Pairs))]
    public void TwoEnvironmentsTogether_AreJudged_AndTheProposalKeepsAllThatIsClaimedInBoth(string one, string other)
    {
        DriverEnvironment[] parts = [DriverEnvironment.All.Single(e => e.Name == one), DriverEnvironment.All.Single(e => e.Name == other)];
        var proposed = History.Find("proposed")!;
        int together = 0;
        foreach (var scenario in Cases.Sample(DriverEnvironment.Together(parts), 25))
        {
            var claims = Counterfactual.ClaimsAbout(scenario, proposed);
            Assert.NotEmpty(claims);
            if (DriverEnvironment.PartsOf(scenario).SequenceEqual(parts)) together++;
            Assert.Empty(Counterfactual.Violated(scenario, proposed, claims).Select(b => $"{b.Claim.Name}: {b.What}"));
        }
        Assert.NotEqual(0, together);
    }

    // A host that ignores a stopped Tx queue has no qdisc, and pairs of that, hostile guests and headroom are searched. Of some pairs nothing is claimed in both.
    public static TheoryData<string, string> Pairs
    {
        get
        {
            DriverEnvironment[] searched = [DriverEnvironment.AnyHost, DriverEnvironment.HostileGuest, DriverEnvironment.XdpHeadroom];
            DriverEnvironment[] pairsSearched = [DriverEnvironment.HostileAnyHost, DriverEnvironment.XdpAnyHost, DriverEnvironment.HostileXdp];
            var single = DriverEnvironment.OfScenarios.Except(pairsSearched).Where(e => e.SearchedAs == e && e != DriverEnvironment.Honest).ToList();
            var pairs = new TheoryData<string, string>();
            foreach (var one in single)
            {
                foreach (var other in single.SkipWhile(e => e != one).Skip(1).Where(e => !(one == DriverEnvironment.AnyHost && e.HasStack) && !(searched.Contains(one) && searched.Contains(e))))
                {
                    bool isClaimed = Catalogue.All.Any(p => p.Claims.Any(c => c.Environment == one && c.IsOfScenarios) && p.Claims.Any(c => c.Environment == other && c.IsOfScenarios));
                    Assert.True(isClaimed || one != DriverEnvironment.AnyHost);
                    if (isClaimed) pairs.Add(one.Name, other.Name);
                }
            }
            return pairs;
        }
    }

    // G3: one dead queue of four takes the carrier from all, for as long as it is dead; today's driver flaps instead.
    [Theory]
    [InlineData("byte-limit", 0)]
    [InlineData("stall-detection", 423)]
    [InlineData("head-need", 423)]
    [InlineData("xsa-424", 57)]
    [InlineData("proposed", 426)]
    public void DeadQueue_CostsTheOthers_WhatTheDocumentSays_AndNotForAFalseAlarm(string revision, long lost)
    {
        var driver = History.Find(revision)!;
        var scenario = IsolationCommand.Scenario;
        Assert.Equal(lost, Recorder.Trace(scenario, driver).Last().Queues.Skip(1).Sum(q => q.NoCarrier + q.Purged + q.Expired + q.Dropped));
        // Where packets of a slot wait for 18, a queue that delivers nothing for that is a false alarm as well.
        if (revision != "stall-detection") Assert.DoesNotContain("Isolation@honest", Counterfactual.Violated(scenario, driver, Counterfactual.ClaimsAbout(scenario, driver)).Select(b => b.Claim.Name));
    }

    // G5: the guest wants headroom while a packet waits whose need is known.
    [Theory]
    [InlineData("xsa-424", true)]
    [InlineData("proposed", false)]
    public void NeedOfAWaitingPacket_IsReckonedAnew_WhenTheHeadroomChanges(string revision, bool overruns)
    {
        var driver = History.Find(revision)!;
        var scenario = new Scenario("headroom", Parameters.Default with { Gso = false, Mtu = 9000 }, HostStack.HonoursStop,
            [Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0), Step.Xmit(0, 4096), Step.Advance(0), Step.SetHeadroom(256), Step.Post(0, 1), Step.Advance(0), Step.Post(0, 2), Step.Advance(0)]);
        Assert.Equal(overruns, Counterfactual.Violated(scenario, driver, Counterfactual.ClaimsAbout(scenario, driver)).Any(b => b.Claim.Name == "NoRingOverrun@xdp"));
        // One slot is too few: with headroom it takes two, and one for the descriptor.
        var trace = Recorder.Trace(scenario, driver).ToList();
        Assert.Equal(overruns ? 2 : 1, trace[^3].Queues[0].Delivered);
        Assert.Equal((2, 4u), (trace[^1].Queues[0].Delivered, trace[^1].Queues[0].ReqCons));
    }

    // The need exceeded the ring, and the carrier of the proposal was lost for good. It refuses such a packet; today's driver overruns the ring.
    [Theory]
    [InlineData("xsa-424", true)]
    [InlineData("proposed", false)]
    public void PacketThatNeverFits_IsRefused_AndTheCarrierStaysOn(string revision, bool overruns)
    {
        var driver = History.Find(revision)!;
        var scenario = new Scenario("never fits", Parameters.Default with { XdpHeadroom = 4095 }, HostStack.HonoursStop,
            [Step.Post(0, 256), Step.Advance(1), Step.Xmit(0, 1514), Step.Advance(2_100_000)]);
        var end = Recorder.Trace(scenario, driver).Last();
        Assert.True(end.Carrier);
        Assert.Equal(overruns ? (1, 0) : (0, 1), (end.Queues[0].Delivered, end.Queues[0].Dropped));
        // The carrier of today's driver comes on before anything is posted, and stays on with a ring that has been overrun.
        Assert.Equal(overruns ? ["NoPrematureCarrierOn@xdp", "StallIsDetected@xdp", "NoRingOverrun@xdp"] : [], Counterfactual.Violated(scenario, driver, Counterfactual.ClaimsAbout(scenario, driver)).Select(b => b.Claim.Name));
    }

    private string File(string steps) => folder.File("reported.json",
        $$"""{"name":"as reported","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},"host":"ignores-stop","steps":[{{steps}}]}""");
}
