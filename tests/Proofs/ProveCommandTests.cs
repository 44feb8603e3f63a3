using System.Text.RegularExpressions;
using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Proofs;

public class ProveCommandTests
{
    [Fact]
    public void UnknownNames_AreRefusedInOneLine()
    {
        CliRun.Of("prove", "--theorem", "x").Refused("unknown theorem \"x\"; the theorems are bounded-memory,");
        CliRun.Of("prove", "--revision", "x").Refused("unknown revision \"x\"");
        CliRun.Of("prove", "--solver", "x").Refused("--solver is one of z3, cvc5, not \"x\"");
    }

    [Fact]
    public void MissingSolver_IsSaidInOneLine_WithHowToGetIt()
    {
        var missing = Assert.Throws<InputException>(() => new Solver("no-such-solver", []).Solve("x.smt2"));
        Assert.Equal("no-such-solver is not installed; Debian and Ubuntu have it: apt-get install z3 cvc5", missing.Message);
    }

    [SolverFact]
    public void Prove_WritesTheObligation_AndSaysThatItIsProved()
    {
        using var folder = new TempFolder();
        string output = Path.Combine(Path.GetDirectoryName(folder.File("x", ""))!, "out");
        string printed = CliRun.Of("prove", "--theorem", "bounded-memory", "--revision", "byte-limit", "--out", output).Expected().Output;
        Assert.Matches(@"bounded-memory +byte-limit to fewer-slots +proved +\d", printed);
        Assert.Contains("1 theorems: 1 proved, 0 refuted, 0 unknown; all as expected.", printed, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(output, "bounded-memory", "byte-limit.smt2")));
    }

    [SolverFact]
    public void Prove_TellsTheRunThatRefutes_AndTheSameAsJson()
    {
        using var folder = new TempFolder();
        string output = Path.GetDirectoryName(folder.File("x", ""))!;
        string[] args = ["prove", "--theorem", "no-spurious-carrier-off", "--revision", "xsa-424", "--out", output];
        string printed = CliRun.Of(args).Expected().Output;
        Assert.Contains("takes the carrier down", printed, StringComparison.Ordinal);
        Assert.Contains("\"outcome\": \"refuted\"", CliRun.Of([.. args, "--json"]).Expected().Output, StringComparison.Ordinal);
    }

    /// <summary>What is proved of today's driver, by both solvers, with the driver held against its machines; thorough tests prove the whole table.</summary>
    [SolverFact]
    [Trait("Category", "Long")]
    public void EveryTheorem_ComesToWhatTheCommittedPageSays()
    {
        using var folder = new TempFolder();
        string output = Path.GetDirectoryName(folder.File("x", ""))!, committed = Path.Combine(Repository.Root, "docs", "proofs");
        Assert.Equal(2, Solver.All.Count);
        string printed = CliRun.Of(["prove", "--out", output, .. Thorough.IsAsked ? [] : (string[])["--revision", "xsa-424"]]).Expected().Output;
        Assert.Contains("; all as expected.", printed, StringComparison.Ordinal);
        if (Thorough.IsAsked)
        {
            Assert.Equal(File.ReadAllText(Path.Combine(committed, "results.md")), File.ReadAllText(Path.Combine(output, "results.md")));
            return;
        }
        Assert.NotEmpty(VerdictsOf(committed));
        Assert.Equal(VerdictsOf(committed), VerdictsOf(output));
    }

    /// <summary>What a page of results says of today's driver, theorem by theorem.</summary>
    private static List<(string Theorem, string Verdict)> VerdictsOf(string folder) =>
        [.. from line in File.ReadLines(Path.Combine(folder, "results.md"))
            let row = Regex.Match(line, @"^\| \[(?<theorem>[^\]]+)\][^|]*\| (?<first>\S+)( to (?<last>\S+))? \| \[(?<verdict>\w+)\]")
            where row.Success
            let first = row.Groups["first"].Value
            let names = History.Names.SkipWhile(n => n != first).Reverse().SkipWhile(n => n != (row.Groups["last"].Success ? row.Groups["last"].Value : first))
            where names.Contains("xsa-424")
            select (row.Groups["theorem"].Value, row.Groups["verdict"].Value)];
}
