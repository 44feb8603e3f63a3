using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Conformance;

public class RecorderTests
{
    [Fact]
    public void Trace_IsCarriedOutOnlyAsFarAsItIsAskedFor()
    {
        // The last step would take for ever: the thread of the disabled vif spins, and gets a turn in each of 10^9 ms.
        var scenario = Scenario(Step.TxFatal(), Step.Run(0), Step.Xmit(0, 60), Step.Advance(1_000_000_000));
        var lines = Recorder.Trace(scenario, History.Find("stall-detection")!).Take(4).ToList();
        Assert.Equal([-1, 0, 1, 2], lines.Select(line => line.Step));
        Assert.Equal([null, null, null, StepOutcome.NoCarrier], lines.Select(line => line.Outcome));
    }

    [Fact]
    public void Outcome_IsThatOfTheLastPacketOfTheStep()
    {
        // The driver with a byte limit stops the Tx queue at 2 x 1514 > 3000 bytes, and the stack then holds the rest.
        var scenario = Scenario(Step.Xmit(0, 1514), Step.Xmit(0, 1514, count: 5), Step.Run(0), Step.Advance(10_000), Step.Kick(0))
            with { Vif = new() { QueueLimit = 3000 } };
        var lines = Recorder.Trace(scenario, History.Find("byte-limit")!).ToList();
        Assert.Equal([null, StepOutcome.Queued, StepOutcome.Held, null, null, null], lines.Select(line => line.Outcome));
        Assert.Equal((2, 4), (lines[2].Queues[0].Packets, lines[2].Queues[0].Held));
    }

    private static Scenario Scenario(params Step[] steps) => new("a", new(), HostStack.HonoursStop, steps);
}
