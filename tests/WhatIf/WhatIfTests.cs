using System.Text.RegularExpressions;
using Netback.Properties.Exploration;
using Netback.Properties.Specification;
using Netback.Properties.WhatIf;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.WhatIf;

/// <summary>What a comparison prints about revisions that are not of the history.</summary>
[Trait("Category", "Long")]
public sealed class WhatIfTests(Specimens specimens) : IClassFixture<Specimens>
{
    [Theory]
    [InlineData("as-it-is", "xsa-424")]
    [InlineData("of-slot-estimate", "slot-estimate")]
    [InlineData("of-byte-limit", "byte-limit")]
    [InlineData("of-head-need", "head-need")]
    [InlineData("of-proposed", "proposed")]
    public void RevisionThatChangesNothing_DiffersInNothing(string revision, string @base)
    {
        var run = specimens.WhatIf(revision);
        run.Expected();
        Assert.StartsWith($"{revision} against {@base}\n", run.Output, StringComparison.Ordinal);
        Assert.Matches($@"\nNothing differs from {@base} in \d{{2,3}} verdicts\.\n$", run.Output);
        Assert.Contains("of its tests passed", run.Output, StringComparison.Ordinal);
    }

    /// <summary>The counter is the only thing that is wrong: an engine that did not see it would find nothing.</summary>
    [Fact]
    public void PropertyBrokenOnlyThroughAPrivateCounter_IsWorse_AndItsWitnessReplays()
    {
        var run = specimens.WhatIf("skips-each-second-wake");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("\nworse\n  TxQueueRestarts@honest\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("the same steps with xsa-424: nothing is violated", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nbetter\n", run.Output, StringComparison.Ordinal);
        string witness = Path.Combine(specimens.Out, "skips-each-second-wake", "TxQueueRestarts@honest.witness.json");
        string trace = CliRun.Of("replay", witness, "--assembly", specimens.Assembly).Expected().Output;
        Assert.Contains("TxQueueRestarts@honest: ", trace, StringComparison.Ordinal);
        CliRun.Of("replay", witness).Refused("not \"skips-each-second-wake\"");
    }

    /// <summary>The same between contexts: the explorer tells states apart by it.</summary>
    [Fact]
    public void PropertyBrokenOnlyThroughAPrivateCounter_IsFoundByTheExplorer()
    {
        var revision = OwnAssembly.Load(specimens.Assembly).Pick("skips-each-second-wake");
        var result = Explorer.Exhaustive(revision, Configurations.Get("two-requests"), new(1_000_000, Until: "TxQueueRestarts"));
        Assert.Contains(result.Findings, f => f.Violation.Property == "TxQueueRestarts");
    }

    [Fact]
    public void Lines_KeepTo100Columns_HoweverMuchIsNotJudged()
    {
        var output = new StringWriter { NewLine = "\n" };
        string subject = "contexts interleaved: " + string.Join(", ", Catalogue.Claims.Select(c => c.Name));
        ComparisonPrinter.Print(new(History.Find("xsa-424")!, History.Find("xsa-392")!, [new(Kind.NotJudged, subject, ["why"])], ["all"], 1), output);
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("\n  contexts interleaved: BoundedMemory@honest, ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void BranchThatNoSearchTook_IsNamedWithItsLine_AndIsNotOk()
    {
        var run = specimens.WhatIf("never-takes-a-branch");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches("""
            not exercised by any search: not ok
              Others\.cs:\d+ TryAppend
                  the condition in "if \(q\.Packets\.Bytes > 10 \* q\.Vif\.Parameters\.QueueLimit\)" never led to line
                  \d+
              Others\.cs:\d+ IsNeverAsked
                  never called

            """, run.Output);
        Assert.EndsWith("0 worse, 0 better, 2 not exercised; 207 verdicts as for xsa-424.\n", run.Output, StringComparison.Ordinal);
    }

    /// <summary>After an idle time today's driver takes the carrier down at once: a carrier that goes down early for another reason violates the same property.</summary>
    [Fact]
    public void NewFaultInACellThatTheBaseViolates_IsTold_ByStepsThatTheBaseSurvives()
    {
        string output = specimens.WhatIf("stalls-in-half-the-time").Output;
        Assert.Matches(@"\n  NoSpuriousCarrierOff@honest\n(      .*\n)*      xsa-424 violates it too, but not by these steps: ", output);
        string witness = Path.Combine(specimens.Out, "stalls-in-half-the-time", "NoSpuriousCarrierOff@honest.witness.json");
        Assert.Contains("the stall timeout is ", CliRun.Of("replay", witness, "--assembly", specimens.Assembly).Expected().Output, StringComparison.Ordinal);
    }

    /// <summary>A limit, a mark and a timeout belong to the design: it is held to its own, and probes are too.</summary>
    [Theory]
    [InlineData("half-the-limit", "QueueLimit", "524,288 bytes with xsa-424, 262,144 bytes now: less may be queued.")]
    [InlineData("half-the-limit", "MemoryBound", "589,823 bytes with xsa-424, 327,679 bytes now: BoundedMemory promises more.")]
    [InlineData("wakes-late", "WakeMark", "524,288 bytes with xsa-424, 393,216 bytes now: a stopped Tx queue is woken later.")]
    [InlineData("expires-soon", "ExpiresAfterMs", "10,000 ms with xsa-424, 5,000 ms now: BoundedLatency promises more.")]
    public void MarkOfARevision_MovesWhatItIsHeldTo_AndWhatThatPromises(string revision, string mark, string words)
    {
        var run = specimens.WhatIf(revision);
        Assert.Contains($"  {mark}\n      {words}\n      Properties hold a revision to its own marks: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nworse\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not exercised", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throws", "ArgumentException in Throws.IsFull: no idea")]
    [InlineData("never-ends", "EndlessRuleException in NeverEnds.IsFull: a loop ran 1,000,000 times and did not end")]
    [InlineData("calls-itself", "InsufficientExecutionStackException in Coverage.Enters: the rule calls itself endlessly")]
    public void RuleInError_IsToldWithTheScenario(string revision, string what)
    {
        var run = specimens.WhatIf(revision);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Error);
        string file = Path.Combine(specimens.Out, revision, "error@honest.scenario.json");
        Assert.Contains($"\nerror: no verdict\n  scenarios, environment honest\n      {what}\n      1 step: {file}\n", run.Output, StringComparison.Ordinal);
        var again = CliRun.Of("run", file, "--revision", revision, "--assembly", specimens.Assembly);
        Assert.Equal(70, again.ExitCode);
        Assert.Contains(what, again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void RuleThatThrowsOnlyBetweenContexts_IsToldWithASchedule()
    {
        var run = CliRun.Of("what-if", specimens.Assembly, "--revision", "throws-between-contexts", "--cases", "20", "--schedules", "4", "--states", "2000", "--out", specimens.Out);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"\nworse\n(  .*\n)*  NoDriverAssertion@honest, contexts interleaved\n", run.Output);
        Assert.Contains("disconnected meanwhile", run.Output, StringComparison.Ordinal);
        string schedule = Regex.Match(run.Output, @"steps: (.*NoDriverAssertion.*\.witness\.json)\n").Groups[1].Value;
        Assert.Contains("disconnected meanwhile", CliRun.Of("replay", schedule, "--assembly", specimens.Assembly).Expected().Output, StringComparison.Ordinal);
        Assert.Contains("not explored exhaustively: cut off at ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void StateThatNoSearchCanSee_IsRefused() =>
        specimens.WhatIf("keeps-a-field").Refused("the field KeepsAField.calls can change. State of a revision belongs in a PerQueue<T>");

    [Fact]
    public void SeveralRevisions_NeedAName() => CliRun.Of("what-if", specimens.Assembly)
        .Refused("has several revisions, choose one with --revision: as-it-is, calls-itself, expires-soon, half-the-limit");

    [Fact]
    public void UnknownRevision_IsRefused() => specimens.WhatIf("as-it").Refused("has no revision \"as-it\"; it has as-it-is");

    /// <summary>What is put into its code to count branches is no step and no state.</summary>
    [Theory]
    [InlineData("as-it-is")]
    [InlineData("never-takes-a-branch")]
    public void Instrumented_ItHasTheSameStates(string name)
    {
        var instrumented = OwnAssembly.Load(specimens.Assembly).Pick(name);
        var context = new OwnContext(Path.GetDirectoryName(specimens.Assembly)!);
        var plain = (Revision)Activator.CreateInstance(context.LoadFromAssemblyPath(specimens.Assembly).GetType(instrumented.GetType().FullName!)!)!;
        Assert.NotSame(plain.GetType(), instrumented.GetType());
        var configuration = Configurations.Get("disconnecting-blocked");
        Assert.Equal(
            Explorer.Exhaustive(plain, configuration, ExplorationBudget.Unlimited).ToString(),
            Explorer.Exhaustive(instrumented, configuration, ExplorationBudget.Unlimited).ToString());
    }

    /// <summary>The history knows nothing of it.</summary>
    [Fact]
    public void RevisionOfOnesOwn_IsInNoTable()
    {
        OwnAssembly.Load(specimens.Assembly);
        Assert.DoesNotContain("as-it-is", CliRun.Of("revisions").Expected().Output, StringComparison.Ordinal);
        CliRun.Of("verify", "--revision", "as-it-is").Refused("unknown revision \"as-it-is\"");
    }
}
