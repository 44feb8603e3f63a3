using Netback.Properties.Evidence;
using Netback.Properties.Proofs.Theorems;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>What the report knows about theorems.</summary>
[Trait("Category", "Long")]
public class ProofEvidenceTests
{
    [SolverFact]
    public void Collector_KeepsWhatTheSolversSay_AndHowManyStepsAreTied()
    {
        using var temp = new TempFolder();
        var folder = new ReportFolder(Path.Combine(Path.GetDirectoryName(temp.File("x", ""))!, "report"));
        // One recording: there has to be one, and others look at all of them.
        Directory.CreateDirectory(Path.Combine(folder.FullName("recordings"), "handmade"));
        File.Copy(Path.Combine(Repository.Root, "tests", "recordings", "handmade", "G1.jsonl.gz"), folder.FullName("recordings/handmade/G1.jsonl.gz"));
        var plan = new CollectionPlan(new(1, 1, 1, 1), [], [], [], [], folder.FullName("recordings"),
            [TheoremList.Find("slots-cover-packets")!, TheoremList.Find("carrier-follows-count")!]);
        var evidence = new Collector(plan, folder, _ => { }, CancellationToken.None).Collect();
        Assert.Equal(["proved", "refuted", "proved", "proved"], evidence.Proofs!.Select(p => p.Outcome).ToArray());
        Assert.All(evidence.Proofs!, p => Assert.Equal(p.Expected, p.Outcome));
        Assert.Equal(["fewer-slots"], evidence.Proofs![1].Revisions.ToArray());
        Assert.True(evidence.Proofs[1].TiedSteps > 10_000);
        Assert.True(evidence.Proofs[3].TiedSteps > 100_000);
        Assert.True(evidence.IsAsExpected());
        Assert.False((evidence with { Proofs = [evidence.Proofs[0] with { Outcome = "unknown" }] }).IsAsExpected());
        Assert.False((evidence with { Proofs = [evidence.Proofs[0] with { NotTied = "a step" }] }).IsAsExpected());
        Assert.Contains("\"theorem\": \"carrier-follows-count\"", EvidenceFile.ToJson(evidence), StringComparison.Ordinal);
        Assert.DoesNotContain("\"proofs\"", EvidenceFile.ToJson(evidence with { Proofs = null }), StringComparison.Ordinal);
    }
}
