using Netback.Properties.Evidence;
using Netback.Properties.Execution;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Reports;

/// <summary>
/// What people report about the driver, each as the smallest input with its right value. Hosts and guests together (G1), a dead queue (G3) and headroom that changes (G5) are in
/// <see cref="ReportedEnvironmentTests"/>. Others have tests where their subject is: coarse timers (G4) in <see cref="Driver.TimerWheelTests"/>, what a run violates (G6)
/// in <see cref="Commands.RunCommandTests"/>, memory (G7) in <see cref="Specification.FootprintTests"/>, rules that throw or never return (G8) in <see cref="Verdicts.SearchErrorTests"/> and
/// <see cref="Commands.InterruptionTests"/>, an edited witness (G9) in <see cref="Verdicts.WitnessReaderTests"/>, byte order marks and two searches into one folder (G11) in
/// <see cref="Scenarios.ByteOrderMarkTests"/> and <see cref="Commands.OutputTests"/>, events that back off in <see cref="Specification.EventBackOffTests"/>, XenServer's check of req_prod in
/// <see cref="Specification.ReqProdCheckTests"/>.
/// </summary>
public class ReportedInputsTests
{
    private static readonly Parameters Vif = Parameters.Default with { Gso = false };

    // G1: a host that ignores a stopped Tx queue, the situation of CVE-2022-42328. The bound holds there for both; what tells them apart is what is freed under the lock.
    [Theory]
    [InlineData("xsa-392")]
    [InlineData("xsa-424")]
    public void HostThatIgnoresTheStop_IsBounded_SinceXsa392(string revision)
    {
        var scenario = Of([Step.Post(0, 1), Step.Advance(1), Step.Xmit(0, 60), Step.Advance(1), Step.Xmit(0, 1500, count: 352), Step.Advance(1)]) with { Host = HostStack.IgnoresStop };
        Assert.DoesNotContain("BoundedMemoryForAnyHost@any-host", Violated(scenario, revision));
        Assert.Equal(revision == "xsa-392", Violated(scenario, revision).Contains("NoFreeUnderLock@any-host"));
        Assert.True(Last(scenario, revision).Queues[0].Dropped > 0);
    }

    // G1: with a forged index as well the assertion stops the host, whatever is claimed about it.
    [Fact]
    public void HostThatIgnoresTheStop_AndAForgedIndex_StopFewerSlots()
    {
        var scenario = Of([Step.Post(0, 1), Step.Advance(1), Step.SetReqProd(0, 0x8000_0000), Step.Advance(1), Step.Xmit(0, 1500, count: 900), Step.Advance(1)])
            with { Host = HostStack.IgnoresStop };
        Assert.Equal(StepOutcome.Bug, Last(scenario, "fewer-slots").Outcome);
        Assert.NotEqual(StepOutcome.Bug, Last(scenario, "proposed").Outcome);
    }

    // G2: a backport that left the cached need as it was when the queue ran empty (crash report of July 2022).
    [Fact]
    public void NeedThatOutlivesTheQueue_IsABugOfTheDriver_AtOnce()
    {
        var trace = Recorder.Trace(Of([Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0), Step.Advance(1)]), new KeepsNeedWhenEmpty()).ToList();
        Assert.Equal((StepOutcome.Bug, 3, "xenvif_rx_next_skb"), (trace[^1].Outcome, trace[^1].Step, trace[^1].Where));
    }

    // G10: a witness says what happens, and not in which case of which search it was found once: renewed witnesses made that stale.
    [Fact]
    public void ReplayOfAWitness_DoesNotSayInWhichCaseItWasFound()
    {
        string said = CliRun.Of("replay", Path.Combine(Witnesses.Folder(), "xsa-424", "NoFlapping@honest.witness.json")).Expected().Output;
        Assert.Contains("VIOLATED", said, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\bseed\b|\bcase \d", said);
    }

    // G12: one point more on the path, or one less, leaves a schedule what it was.
    [Theory]
    [MemberData(nameof(Changed))]
    public void ScheduleOfADriverThatHasChanged_IsFollowed_PastAPointMoreAndAPointLess(Revision changed)
    {
        var witness = Witness.Read<Interleaving>(Path.Combine(Witnesses.Folder(), "late-eoi", "NoLostWakeup@honest.expiry-under-interrupt.witness.json")) with { Driver = changed };
        Assert.NotNull(witness.Replay().Divergence);
        var followed = witness.Follow();
        Assert.Equal("NoLostWakeup", followed.Violation?.Property);
        // What it made can be carried out again, step by step.
        Assert.Equal(followed.Violation, (witness with { Finding = new(followed.Violation!.Value, followed.Steps) }).Replay().Violation);
    }

    public static TheoryData<Revision> Changed => [new OnePointMore(), new OnePointLess()];

    // G13: a packet that was held while the Tx queue was stopped is offered again.
    [Theory]
    [InlineData(0, 40)]
    [InlineData(32, 72)]
    public void PacketsOfAStoppedQueue_AreOfferedAgain_IfThereIsAQdisc(int qdisc, long delivered)
    {
        var small = Vif with { QueueLimit = 40 * 1514 - 1 };
        var scenario = Of([Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 1514, count: 72), Step.Post(0, 238), Step.Advance(1)]) with
        {
            Vif = small, Stack = new(qdisc, false),
        };
        Assert.Equal(delivered, Last(scenario, "byte-limit").Stack!.Delivered);
    }

    // Section 3, the host above the Tx queue: a carrier that comes back before the link watch has looked is logged and not felt.
    [Fact]
    public void FlapWithinASecond_IsLogged_AndNotFelt_AndALongerOneIsBoth()
    {
        // A dead guest: the backlog expires, and brings the carrier back at once or after a while.
        Scenario Dead(long drainMs, long stallMs) => Of([Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(stallMs + 1), .. Flap(drainMs, stallMs), .. Flap(drainMs, stallMs)]) with
        {
            Vif = Vif with { DrainTimeoutMs = drainMs, StallTimeoutMs = stallMs }, Stack = new(32, true),
        };
        var quick = Dead(drainMs: 2, stallMs: 100);
        Assert.Contains("NoFlapping@stack", Violated(quick, "xsa-424"));
        Assert.DoesNotContain("NoFeltFlapping@stack", Violated(quick, "xsa-424"));
        var slow = Dead(drainMs: 3000, stallMs: 5000);
        Assert.Contains("NoFlapping@stack", Violated(slow, "xsa-424"));
        Assert.Contains("NoFeltFlapping@stack", Violated(slow, "xsa-424"));
        Assert.Empty(Violated(slow, "proposed"));
    }

    // Section 3, what is in a slot: a linear area that crosses a page takes no slot more, but slot-estimate waits for one.
    [Theory]
    [InlineData("slot-estimate", 4036, true)]
    [InlineData("slot-estimate", 4037, false)]
    [InlineData("head-need", 4037, true)]
    [InlineData("xsa-424", 4037, true)]
    [InlineData("proposed", 4037, true)]
    public void PacketWhoseLinearAreaCrossesAPage_IsDeliveredIntoOneSlot_ButForSlotEstimate(string revision, int offset, bool delivered)
    {
        var scenario = Of([Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60) with { Offset = offset }, Step.Advance(0)]);
        var queue = Last(scenario, revision).Queues[0];
        Assert.Equal(delivered ? (1, 1u) : (0, 0u), (queue.Delivered, queue.RspProd));
        Assert.Equal(!delivered, Violated(scenario, revision).Contains("SmallRingProgress@packet-shapes"));
    }

    // A hash takes a slot more from head-need on, and gets its response; before, a guest cannot ask for it.
    [Theory]
    [InlineData("stall-detection", 1)]
    [InlineData("fewer-slots", 1)]
    [InlineData("head-need", 2)]
    [InlineData("xsa-424", 2)]
    [InlineData("proposed", 2)]
    public void PacketWithAHash_TakesASlotMore_SinceHeadNeed(string revision, uint slots)
    {
        var scenario = Of([Step.Post(0, 20), Step.Advance(0), Step.Xmit(0, 60) with { Hash = true }, Step.Advance(0)]) with { Vif = Vif with { Hash = true } };
        var queue = Last(scenario, revision).Queues[0];
        Assert.Equal((1, slots, slots), (queue.Delivered, queue.ReqCons, queue.RspProd));
        // With a slot too few it waits.
        var tight = scenario with { Steps = [Step.Post(0, 1), .. scenario.Steps.Skip(1)] };
        if (slots == 2) Assert.Equal((0, 1), (Last(tight, revision).Queues[0].Delivered, Last(tight, revision).Queues[0].Packets));
        Assert.DoesNotContain(Violated(scenario, revision), claim => claim.EndsWith("@packet-shapes", StringComparison.Ordinal));
    }

    // A copy more for the second page of the linear area: the third copy is that of the second slot, and only its response has an error.
    [Theory]
    [InlineData("byte-limit", 0)]
    [InlineData("head-need", 1)]
    [InlineData("proposed", 1)]
    public void CopyThatFails_IsThatOfItsOwnPage_WhenTheLinearAreaCrossesOne(string revision, uint response)
    {
        var failed = new List<uint>();
        var run = new StraightRun(Of([]), History.Find(revision)!, new Failures(failed));
        run.RunAll([Step.Post(0, 20), Step.Advance(0), Step.Xmit(0, 4096) with { Offset = 100 }, Step.Xmit(0, 60), Step.FailCopies(0, 1), Step.Advance(0)]);
        Assert.Equal([0u], failed);
        failed.Clear();
        var large = new StraightRun(Of([]) with { Vif = Vif with { Mtu = 9000 } }, History.Find(revision)!, new Failures(failed));
        large.RunAll([Step.Post(0, 20), Step.Advance(0), Step.Xmit(0, 5000) with { Offset = 100 }, Step.FailCopies(0, 3), Step.Advance(0)]);
        Assert.Equal(response == 0 ? [0u] : [0u, 1u], failed.Distinct());
    }

    // Section 3, the life of a connection.
    [Theory]
    [InlineData("late-eoi", true)]
    [InlineData("locked-peek", true)]
    [InlineData("head-need", false)]
    [InlineData("xsa-392", false)]
    [InlineData("proposed", false)]
    public void ThreadThatEndedByItself_IsStoppedAllTheSame_WhereNobodyHoldsItsTask(string revision, bool isViolated) => Assert.Equal(
        isViolated, Violated(Of([Step.TxFatal(), Step.Advance(0), Step.Disconnect()]), revision).Contains("NoUseAfterTeardown@hostile"));

    [Theory]
    [InlineData("head-need", true)]
    [InlineData("late-eoi", false)]
    [InlineData("xsa-424", false)]
    public void RingInUse_IsTakenForANewOne_UntilDec2019(string revision, bool isViolated) => Assert.Equal(
        isViolated, Violated(Of([Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0), Step.Disconnect(), Step.Connect(1, ringInUse: true)]), revision)
            .Contains("FreshStart@reconnecting"));

    // From late-eoi to locked-peek the event that a ring in use was asked for may have passed: what the guest then posts comes unheard, and the carrier stays off.
    [Theory]
    [InlineData("late-eoi", true)]
    [InlineData("xsa-424", false)]
    [InlineData("proposed", false)]
    public void CarrierOfASecondConnection_ComesOn_WhenTheGuestPosts(string revision, bool isViolated) => Assert.Equal(
        isViolated, Violated(Of([Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0), Step.Disconnect(), Step.Connect(1, ringInUse: true), Step.Post(0, 18), Step.Advance(20_000)]), revision)
            .Contains("CarrierRecovers@reconnecting"));

    private static IEnumerable<Step> Flap(long drainMs, long stallMs) => [Step.Xmit(0, 60), Step.Advance(drainMs + 1), Step.Xmit(0, 60), Step.Advance(stallMs + 1)];

    private static Scenario Of(IReadOnlyList<Step> steps) => new("as reported", Vif, HostStack.HonoursStop, steps);

    private static TraceLine Last(Scenario scenario, string revision) => Recorder.Trace(scenario, History.Find(revision)!).Last();

    private static List<string> Violated(Scenario scenario, string revision)
    {
        var driver = History.Find(revision)!;
        return [.. Counterfactual.Violated(scenario, driver, Counterfactual.ClaimsAbout(scenario, driver)).Select(b => b.Claim.Name)];
    }

    private sealed class Failures(List<uint> responses) : IEventSink
    {
        public void On(in Event e)
        {
            if (e.Kind == EventKind.ResponseFailed) responses.Add((uint)e.Value);
        }
    }

    private sealed class OnePointMore : LateEoi
    {
        public override async Coroutine Interrupt(GuestRxQueue q)
        {
            await q.Machine.Point("counts the interrupt");
            await base.Interrupt(q);
        }
    }

    private sealed class OnePointLess : LateEoi
    {
        /// <summary>Nobody can come in between the look at the head and the one at the clock.</summary>
        protected override async Coroutine<long?> QueueTimeout(GuestRxQueue q) =>
            await q.Packets.Head.Load("looks when the head expires") is { } head ? Math.Max(0, head.Expires.LeftAt(q.Machine.Jiffies.Peek)) : null;
    }

    private sealed class KeepsNeedWhenEmpty : Xsa392
    {
        protected override Coroutine CacheNeed(GuestRxQueue q, Packet? head) => head is null ? default : base.CacheNeed(q, head);
    }
}
