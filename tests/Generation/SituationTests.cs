using Netback.Properties.Execution;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Generation;

/// <summary>
/// A property says something only about situations that occur. Here is how often they do in 1000 honest cases; the numbers asked for
/// are about half of what was measured, so that they fail when a change to the repertoire loses a situation.
/// </summary>
public class SituationTests
{
    private static readonly Scenario[] Honest = Cases.Sample(DriverEnvironment.Honest, 1000, seed: 99);

    [Fact]
    public void QueueGoesBeyondItsLimit_Often() =>
        Assert.InRange(CasesWith("byte-limit", w => w.Any(q => q.Bytes > 524_288)), 150, 1000);

    [Theory]
    [InlineData("byte-limit", 524_288 + 65_536)]
    [InlineData("xsa-424", 524_288 - 1 + 65_536)]
    public void QueueReachesTheVeryMost_ThatItMayHold(string revision, long bytes) =>
        Assert.InRange(CasesWith(revision, w => w.Any(q => q.Bytes == bytes)), 2, 1000);

    [Fact]
    public void HeadExpires_Often() => Assert.InRange(CasesWith("byte-limit", w => w.Any(q => q.Expired > 0)), 250, 1000);

    [Fact]
    public void HeadIsBlocked_ForLongerThanTheStallTimeout() => Assert.InRange(
        CasesWith("byte-limit", w => w.Any(q => q.Packets > 0 && w.ObservedVif.Now - q.BlockedSince > w.Vif.StallTimeoutMs)), 100, 1000);

    [Fact]
    public void OneSlotIsHeld_WhilePacketsWait_ForLongerThanBothTimeouts() => Assert.InRange(
        CasesWith("late-eoi", w => w.LongestWithOneSlotMs > w.Vif.StallTimeoutMs + w.Vif.DrainTimeoutMs), 15, 1000);

    [Fact]
    public void QueueHasASmallRing_ForTheWholeCase() =>
        Assert.InRange(Honest.Count(s => PostedInAll(s).Any(slots => slots is >= 1 and <= 17)), 100, 1000);

    [Fact]
    public void QueueStalls_AndTheCarrierGoesOff() =>
        Assert.InRange(CasesWith("stall-detection", w => w.ObservedVif.LastDown.Cause == Cause.Stall), 100, 1000);

    [Fact]
    public void CarrierComesBack() =>
        Assert.InRange(CasesWith("stall-detection", w => w.ObservedVif is { CarrierDowns: > 0, Carrier: true }), 20, 1000);

    [Fact]
    public void CarrierFlaps_WithTheOldDesign() =>
        Assert.InRange(CasesWith("slot-estimate", w => w.ObservedVif.CarrierDowns > 2), 50, 1000);

    [Fact]
    public void FirstPacketAfterLongSilence_DoesNotFit() =>
        Assert.InRange(CasesWith("stall-detection", w => w.MisfitAfterSilence), 12, 1000);

    [Fact]
    public void HonestGuest_MakesTheConsumerPassTheProducer_WhereSlotsAreCountedByMtu() =>
        Assert.InRange(CasesWith("fewer-slots", w => w.Any(q => q.Free < 0)), 3, 1000);

    [Fact]
    public void HostThatIgnoresTheStop_NowAndThenOffersMoreThanACountOf32BitsHolds()
    {
        static bool Wraps(Step step) => step.Do == StepKind.Xmit && (long)step.Count * step.Length > uint.MaxValue;
        Assert.InRange(Cases.Sample(DriverEnvironment.AnyHost, 2000).Count(s => s.Steps.Any(Wraps)), 2, 20);
        Assert.DoesNotContain(Honest, s => s.Steps.Any(Wraps));
    }

    private static int CasesWith(string revision, Func<Watcher, bool> situation) => Honest.Count(scenario =>
    {
        var watcher = new Watcher(scenario, situation);
        new StraightRun(scenario, History.Find(revision)!, watcher).RunAll(scenario.Steps);
        return watcher.Occurred;
    });

    /// <summary>Slots posted in the whole case, queue by queue, if the guest got all that it asked for.</summary>
    private static IEnumerable<int> PostedInAll(Scenario s) => Enumerable.Range(0, s.Vif.Queues)
        .Select(queue => s.Steps.Where(step => step.Do == StepKind.Post && step.Queue == queue).Sum(step => step.Count));

    private sealed class Watcher(Scenario scenario, Func<Watcher, bool> situation) : IEventSink
    {
        private readonly long?[] oneSlotSince = new long?[scenario.Vif.Queues];
        private readonly long[] lastLeftMs = new long[scenario.Vif.Queues];

        public ObservedVif ObservedVif { get; } = new(scenario.Vif, scenario.StartIndex);
        public Parameters Vif => scenario.Vif;
        public bool Occurred { get; private set; }
        public bool MisfitAfterSilence { get; private set; }
        public long LongestWithOneSlotMs { get; private set; }

        public bool Any(Func<ObservedQueue, bool> situation) => ObservedVif.Queues.Any(situation);

        public void On(in Event e)
        {
            ObservedVif.On(e);
            for (int i = 0; i < Vif.Queues; i++) Look(i, ObservedVif[i], e);
            Occurred = Occurred || situation(this);
        }

        private void Look(int i, ObservedQueue q, in Event e)
        {
            bool oneSlot = q is { Free: 1, Head: { } head } && q.NeedOf(head.Packet) > 1;
            oneSlotSince[i] = oneSlot ? oneSlotSince[i] ?? e.TimeMs : null;
            LongestWithOneSlotMs = Math.Max(LongestWithOneSlotMs, e.TimeMs - oneSlotSince[i] ?? 0);
            if (e.Queue == i && e.Kind == EventKind.PacketAccepted && q.Packets == 1)
                MisfitAfterSilence |= e.TimeMs - lastLeftMs[i] > Vif.StallTimeoutMs && q.NeedOf(e.Packet!) > q.Free;
            if (q.Packets > 0) lastLeftMs[i] = e.TimeMs;
        }
    }
}
