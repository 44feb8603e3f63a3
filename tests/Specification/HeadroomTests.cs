using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Revisions;
using Xunit;

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
}
