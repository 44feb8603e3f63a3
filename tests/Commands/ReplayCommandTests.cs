using Netback.Properties.Scenarios;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    // A packet and nowhere to put it. Not the one that the search found: the trace must not change with the seed.
    private const string Stuck =
        """
        {"witness":2,"driver":"slot-estimate","property":"BoundedLatency@honest","what":"written by hand","found":"random, seed 3, case 1234",
        "scenario":{"name":"stuck","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},
        "host":"honours-stop","startIndex":0,"steps":[{"do":"post","queue":0,"count":1},{"do":"xmit","queue":0,"length":60,"count":2},
        {"do":"advance","ms":5}]}}
        """;

    private const string Trace =
        """
        stuck
        revision: slot-estimate, before f48da8b14d04 (v3.17)
        host: respects a stopped Tx queue
        vif: 1 queue; no GSO; mtu 1,500; drain timeout 10 s; stall timeout 60 s

        step  ms  what happened                   what changed
               0  connect                         carrier on; rx sleeps
           0   0  guest 0 posts 1                 rx runnable; 1 slot free; req_prod = 1
           1   0  host xmits 2 x 60 B to queue 0  2 packets, 120 B
           2   5  advance 5 ms                    1 packet, 60 B; delivered +1; rx sleeps; 0 slots free;
                                                  req_cons = 1; rsp_prod = 1; req_event = 2; notified +1

        VIOLATED at 0 ms (step 2, advance 5 ms): rx0 sleeps for ever, the head expires at 10,000 ms.
        BoundedLatency@honest:
        A packet leaves the queue within the drain timeout (plus one tick or the granularity of timers, plus
        one turn of the thread); a sleeping Rx thread wakes no later than the head's expiry (plus that tick
        or granularity).
        Environment: host respects a stopped Tx queue, guests keep to the protocol.
        Source: commit message of f48da8b14d04.
        Why: Packets behind a blocked head wait for a purge, which may never come. (f48da8b14d04)
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Trace_IsAsApproved()
    {
        string output = CliRun.Of("replay", folder.File("a.witness.json", Stuck)).Expected().Output;
        Assert.Equal(Trace, string.Join('\n', output.TrimEnd().Split('\n').Select(line => line.TrimEnd())), ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("slot-estimate/BoundedMemory@honest.witness.json")]
    [InlineData("late-eoi/NoUnlockedPeek@honest.witness.json")]
    [InlineData("byte-limit/NoPrematureCarrierOn@honest.witness.json")]
    [InlineData("fewer-slots/NoDriverAssertion@honest.witness.json")]
    [InlineData("xsa-424/NoSpin@hostile.witness.json")]
    public void CommittedWitness_EndsWithThePropertyThatBreaks(string name)
    {
        var witness = Witnesses.Read(name);
        string output = CliRun.Of("replay", Path.Combine(Witnesses.Folder(), name)).Expected().Output;
        Assert.Contains("\nVIOLATED at ", output, StringComparison.Ordinal);
        Assert.Contains(witness.Violation, output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains($"\n{witness.Claim.Name}:", output, StringComparison.Ordinal);
        Assert.Contains("\nWhy: ", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void WitnessThatBreaksNoMore_IsSaid_AndIsExitCode1()
    {
        string healed = Stuck.Replace("slot-estimate", "byte-limit", StringComparison.Ordinal);
        var run = CliRun.Of("replay", folder.File("a.witness.json", healed));
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.EndsWith("\nBoundedLatency@honest is no longer violated. The witness was made for: written by hand\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("VIOLATED", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void BadFile_IsRefused()
    {
        CliRun.Of("replay", "none.witness.json").Refused("netback: none.witness.json: no such file");
        CliRun.Of("replay", folder.File("a.json", Stuck[..100])).Refused("a.json: not JSON");
        CliRun.Of("replay", folder.File("a.json", Stuck.Replace("\"ms\":5", "\"ms\":-5", StringComparison.Ordinal)))
            .Refused("a.json: scenario.steps[2].ms: must be a whole number from 0 to 1000000000, not -5");
        CliRun.Of("replay", folder.File("a.json", Stuck.Replace("\"witness\":2", "\"witness\":3", StringComparison.Ordinal)))
            .Refused("a.json: witness: must be 2, not 3");
        CliRun.Of("replay", folder.File("a.json", Stuck.Replace("slot-estimate", "linux", StringComparison.Ordinal)))
            .Refused("a.json: driver: must be one of slot-estimate, byte-limit");
    }

    [Theory]
    [InlineData("--times has no effect on a scenario", "--times", "3")]
    [InlineData("--coyote has no effect on a scenario", "--coyote")]
    public void OptionOfSchedules_IsRefusedWithoutOne(string message, params string[] options) => CliRun.Of(["replay", folder.File("a.witness.json", Stuck), .. options]).Refused(message);

    [Theory]
    [InlineData("Required argument missing for command: 'replay'")]
    [InlineData("--coyote has no effect on a trace", "a.trace", "--coyote")]
    [InlineData("argument 'other'", "FILE", "other")]
    [InlineData("unknown option \"--json\"", "FILE", "--json")]
    public void BadUsage_IsRefused(string message, params string[] args) => CliRun.Of(["replay", .. args]).Refused(message);
}
