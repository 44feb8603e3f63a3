using Netback.Properties.Engines;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Revisions;
using Xunit;
using Recorder = Netback.Properties.Observation.Recorder;

namespace Netback.Tests.Specification;

/// <summary>Packets that need more slots than the ring has, once the guest wants more headroom.</summary>
public class HeadroomTests
{
    private static readonly Parameters Vif = Parameters.Default with { Gso = false, XdpHeadroom = 256, StallTimeoutMs = 1000 };

    /// <summary>The proposal took the carrier down and up again without end: the slots that would end the stall were the whole ring, which was on offer.</summary>
    [Fact]
    public void PacketThatNoLongerFits_WithTheWholeRingOnOffer_Expires_AndTheCarrierStaysOn()
    {
        var scenario = new Scenario("more headroom", Vif, HostStack.HonoursStop,
            [Step.Post(0, 256), Step.Advance(0), Step.Xmit(0, 1514), Step.SetHeadroom(4091), Step.Advance(9_999), Step.Advance(1)]);
        var trace = Recorder.Trace(scenario, History.Find("proposed")!).ToList();
        Assert.Equal((0, 0), (trace[^2].Queues[0].Expired, trace[^2].CarrierDowns));
        Assert.Equal((1, 0, true), (trace[^1].Queues[0].Expired, trace[^1].CarrierDowns, trace[^1].Carrier));
    }

    /// <summary>A guest that does not offer its whole ring is stalled, and is back when it does.</summary>
    [Fact]
    public void PacketThatNoLongerFits_WithFewSlotsOnOffer_TakesTheCarrierDown_UntilTheWholeRingIs()
    {
        var scenario = new Scenario("more headroom", Vif, HostStack.HonoursStop,
            [Step.Post(0, 2), Step.Advance(0), Step.Xmit(0, 1514), Step.SetHeadroom(4091), Step.Advance(1_000), Step.Post(0, 253), Step.Advance(1), Step.Post(0, 1), Step.Advance(1)]);
        var trace = Recorder.Trace(scenario, History.Find("proposed")!).ToList();
        Assert.Equal([(false, 1), (false, 1), (true, 1)], new[] { trace[^5], trace[^3], trace[^1] }.Select(t => (t.Carrier, (int)t.CarrierDowns)));
    }

    /// <summary>The proposal did not notice that the second packet had room, for as long as nobody looked, and took the carrier down as soon as the stall of the first was due.</summary>
    [Fact]
    public void HeadThatHadRoom_UntilTheHeadroomChanged_EndsAStall()
    {
        var scenario = new Scenario("room for a moment", Vif with { Gso = true, DrainTimeoutMs = 10 }, HostStack.HonoursStop,
            [Step.Post(0, 2), Step.Advance(0), Step.Xmit(0, 60, gso: true), Step.Advance(999), Step.Xmit(0, 60), Step.SetHeadroom(4037), Step.Advance(999), Step.Advance(1)]);
        var trace = Recorder.Trace(scenario, History.Find("proposed")!).ToList();
        Assert.Equal((0, 1), ((int)trace[^2].CarrierDowns, (int)trace[^1].CarrierDowns));
        Assert.Null(new MonitorSet(History.Find("proposed")!, [Catalogue.Claims.Single(c => c.Name == "NoSpuriousCarrierOff@xdp")]).FindViolation(scenario));
    }

    /// <summary>From the second slot on 596 bytes go into each; <c>proposed</c> takes another headroom over between two packets only.</summary>
    [Theory]
    [InlineData("late-eoi", 4)]
    [InlineData("xsa-424", 4)]
    [InlineData("proposed", 3)]
    public void HeadroomThatChangesBetweenTwoSlots_CountsForTheSecond(string revision, int slots)
    {
        var model = new ModelInstance(History.Find(revision)!, new Scenario("headroom between two slots", Parameters.Default with { StallTimeoutMs = 0 }, HostStack.HonoursStop,
            [Step.Post(0, 10), Step.Xmit(0, 5000, gso: true), Step.SetHeadroom(3500)]));
        int thread = model.Find("rx0"), guest = model.Find(TestBench.Guest(0)), host = model.Find("host0"), toolstack = model.Find(TestBench.Toolstack);
        RunThread(() => model.StatusOf(thread) == ContextStatus.Asleep);
        Act(guest);
        Act(host);
        RunThread(() => Taken() == 1);
        Act(toolstack);
        RunThread(() => model.StatusOf(thread) == ContextStatus.Asleep);
        Assert.Equal(slots, Taken());

        long Taken() => model.Vif.Queues[0].Ring.ReqCons.Peek.Value;

        void RunThread(Func<bool> until)
        {
            while (!until()) model.Do(new(thread, 0));
        }

        void Act(int process)
        {
            model.Do(new(process, model.Processes[process].Next!.Value));
            while (model.StatusOf(process) == ContextStatus.Ready) model.Do(new(process, 0));
        }
    }
}
