using Netback.Properties.Execution;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Driver;

/// <summary>Straight mode allocates nothing per packet on its hot path beyond the packet: millions of them a second depend on it.</summary>
public class AllocationTests
{
    private const int Burst = 64, Rounds = 1000;

    /// <summary>Flows until the compiler has settled: while it gathers profiles, code boxes what it does not box before and after.</summary>
    private const int Attempts = 40;

    /// <summary>Bytes for a round of the thread: what it remembers while it sleeps.</summary>
    private const int PerRound = 512;

    [Theory]
    [InlineData("byte-limit")]
    [InlineData("xsa-424")]
    [InlineData("proposed")]
    public void SteadyFlow_AllocatesThePackets_AndNothingElseForEach(string revision)
    {
        var run = new StraightRun(new("steady", Parameters.Default, HostStack.HonoursStop, []), History.Find(revision)!, null);
        run.Connect();
        // The packets of the first round find no carrier in "proposed".
        Flow(run);
        long round = long.MaxValue;
        long packets = Measure(() =>
        {
            for (int i = 0; i < Burst; i++) GC.KeepAlive(new Packet(i, new(1514, false)));
        });
        for (int i = 0; i < Attempts && round > packets + PerRound; i++) round = Measure(() => Flow(run)) / Rounds;
        Assert.InRange(round, packets, packets + PerRound);
    }

    private static void Flow(StraightRun run)
    {
        for (int i = 0; i < Rounds; i++)
        {
            run.Apply(Step.Post(0, Burst));
            run.Apply(Step.Xmit(0, 1514, count: Burst));
            run.Apply(Step.Run(0));
            run.Apply(Step.Consume(0, Burst));
        }
    }

    private static long Measure(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
