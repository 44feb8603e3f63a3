using Netback.Properties.Specification;
using Netback.Properties.Commands;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Verdicts;

/// <summary>A rule that throws, or that never ends, ends the search that it is in, and nothing else: the cell says so, with what is needed to
/// look at it.</summary>
[Trait("Category", "Long")]
public sealed class SearchErrorTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A rule with a fault that few packets meet.</summary>
    private sealed class Throws : ByteLimit
    {
        public override string Name => "throws";

        protected override bool IsAboveLimit(GuestRxQueue q) =>
            q.Packets.Bytes > 3_000 ? throw new KeyNotFoundException("no such\nslot") : base.IsAboveLimit(q);
    }

    /// <summary>A rule that does not come back, until the test is over.</summary>
    private sealed class Loops(ManualResetEventSlim end) : ByteLimit
    {
        public override string Name => "loops";

        protected override bool IsAboveLimit(GuestRxQueue q)
        {
            if (q.Packets.Bytes > 3_000) end.Wait();
            return base.IsAboveLimit(q);
        }
    }

    /// <summary>A rule that does something for ever.</summary>
    private sealed class Chatters : ByteLimit
    {
        public override string Name => "chatters";

        protected override async Coroutine MaybeWake(GuestRxQueue q)
        {
            while (q.Packets.Bytes >= 0)
            {
                await q.Tx.Stop("stops the Tx queue");
                await q.Tx.Wake("wakes the Tx queue");
            }
        }
    }

    [Fact]
    public void RuleThatThrows_EndsItsSearch_WithTheCase_AndTheShortestScenario()
    {
        var budget = new Budget(300, null, 1);
        List<Claim> claims = [.. Catalogue.Claims.Where(c => c.Name is "BoundedMemory@honest" or "BoundedMemory@hostile")];
        var verdicts = Verifier.Verify([new Throws(), History.Find("byte-limit")!], claims, budget);

        Assert.Equal([Outcome.Error, Outcome.Holds, Outcome.Error, Outcome.Holds], verdicts.Select(v => v.Outcome));
        var error = verdicts[0].Error!;
        Assert.Equal("KeyNotFoundException in Throws.IsAboveLimit: no such slot", error.What);
        Assert.InRange(error.Case, 1, 300);
        Assert.Equal(error.Case, verdicts[0].Cases);
        // A packet is not enough with an mtu of 1,500; shrunk, there is nothing else in it.
        Assert.InRange(error.Scenario!.Steps.Count, 1, 2);
        Assert.Throws<KeyNotFoundException>(() => new MonitorSet(new Throws(), claims).Run(error.Scenario));
        Assert.Equal(error, Verifier.Verify([new Throws()], [claims[0]], budget)[0].Error! with { Scenario = error.Scenario });
    }

    [Fact]
    public void Error_IsACellOfTheTable_AndIsToldOnce_WithWhatToRun()
    {
        string path = Path.Combine(Path.GetDirectoryName(folder.File("mark", ""))!, "w");
        var witnesses = new WitnessFolder(path);
        List<Claim> claims = [.. Catalogue.Claims.Where(c => c.Property.Name is "BoundedMemory" or "ByteAccounting" && c.Environment.Name == "honest")];
        var budget = new Budget(300, null, 1);
        List<Verdict> verdicts = [.. Verifier.Verify([new Throws()], claims, budget).Select(witnesses.Keep)];
        using var output = new StringWriter { NewLine = "\n" };

        VerdictTable.Print(verdicts, budget, witnesses, false, output);

        string said = output.ToString();
        Assert.Matches("\nBoundedMemory@honest +!error\nByteAccounting@honest +!error\n", said);
        Assert.Matches(@"\n! throws @ honest: error in case \d+ of seed 1, and no verdict on 2 properties:\s", said.Replace("BoundedMemory@hostile", "", StringComparison.Ordinal));
        string file = Path.Combine(path, "throws", "error@honest.scenario.json");
        Assert.Contains($"netback run {file}", said, StringComparison.Ordinal);
        Assert.Single(ScenarioReader.ReadFile(file));
        Assert.EndsWith($"{verdicts.Count} NOT as expected.\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public void RuleThatNeverReturns_IsLeftBehind_AndTheBudgetIsHonoured()
    {
        using var end = new ManualResetEventSlim();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var verdicts = Verifier.Verify([new Loops(end)], [Catalogue.Claims[0]], new(int.MaxValue, TimeSpan.FromSeconds(1), 1));
        end.Set();
        Assert.InRange(clock.Elapsed.TotalSeconds, 5, 20);
        var (error, scenario) = (verdicts[0].Error!, verdicts[0].Error!.Scenario!);
        Assert.Equal(Outcome.Error, verdicts[0].Outcome);
        Assert.Equal("a case does not end: its last step takes longer than 5 s", error.What);
        Assert.InRange(error.Case, 1, int.MaxValue);
        // Up to the step that does not end.
        Assert.Contains(scenario.Steps[^1].Do, new[] { StepKind.Xmit, StepKind.Advance, StepKind.Run });
    }

    [Fact]
    public void RuleThatActsForEver_IsStoppedByTheNumberOfEvents()
    {
        var verdict = Assert.Single(Verifier.Verify([new Chatters()], [Catalogue.Find("NoRingOverrun")!.Claims[0]], new(100, null, 1)));
        Assert.Equal(Outcome.Error, verdict.Outcome);
        Assert.Contains("EndlessCaseException", verdict.Error!.What, StringComparison.Ordinal);
        Assert.Contains("a case made 50,000,000 events and did not end", verdict.Error.What, StringComparison.Ordinal);
    }
}
