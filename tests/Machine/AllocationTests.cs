using Netback.Properties.Execution;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>On the straight machine a packet costs its own memory and no other: calls that complete at once leave nothing behind.</summary>
public class AllocationTests
{
    private const int Rounds = 200, Warmup = 200, Batch = 64;

    public static TheoryData<string> Names => [.. History.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void SteadyFlow_AllocatesThePacketsOnly(string name)
    {
        var scenario = new Scenario("steady", Parameters.Default, HostStack.HonoursStop, []);
        var run = new StraightRun(scenario, History.Find(name)!, null);
        run.Connect();
        Step[] round = [Step.Post(0, Batch), Step.Xmit(0, 1514, count: Batch), Step.Run(0), Step.Consume(0, Batch)];
        Go(Warmup);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Go(Rounds);
        long flow = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds * Batch; i++) GC.KeepAlive(new Packet(i, new(1514, Gso: false)));
        long packets = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(flow <= packets, $"{(flow - packets) / (double)(Rounds * Batch):N1} bytes a packet more than the {packets / (double)(Rounds * Batch):N0} that it has");

        void Go(int rounds)
        {
            for (int i = 0; i < rounds; i++)
                foreach (var step in round) Assert.True(run.Apply(step));
        }
    }
}
