using Netback.Revisions;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>Whatever is wrong with the command line or a file: exit code 2, one line that says what, and no result.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("Required command was not provided (see netback scenario --help)", "scenario")]
    [InlineData("Required argument missing for command: 'list' (see netback list --help)", "list")]
    [InlineData("KIND is one of revisions, properties,", "list", "clauses")]
    [InlineData("unknown option \"--josn\": did you mean --json? (see netback list --help)", "list", "--josn")]
    [InlineData("unknown option \"--josn\" (see netback scenario check --help)", "scenario", "check", "FILE", "--josn")]
    [InlineData("unknown directive \"[suggest:x]\"; there are [suggest] and [suggest:POSITION]", "[suggest:x]", "netback ")]
    [InlineData("[suggest] takes the line to complete, as one argument", "[suggest]")]
    [InlineData("unknown command \"expl\": did you mean explore? (see netback --help)", "expl")]
    [InlineData("unknown command \"verfy\": did you mean verify? (see netback --help)", "verfy")]
    [InlineData("unknown option \"--revison\": did you mean --revision? (see netback run --help)", "run", "FILE", "--revison", "byte-limit")]
    [InlineData("unknown command \"fly\" (see netback --help)", "fly")]
    [InlineData("unknown option \"--josn\" (see netback --help)", "--josn")]
    [InlineData("Required argument missing for command: 'run' (see netback run --help)", "run", "--revision", "byte-limit")]
    [InlineData("Option '--revision' is required (see netback run --help)", "run", "FILE")]
    [InlineData("Required argument missing for option: '--revision'", "run", "FILE", "--revision")]
    [InlineData("'--revision' expects a single argument but 2", "run", "FILE", "--revision", "byte-limit", "--revision", "xsa-424")]
    [InlineData("argument 'other'", "run", "FILE", "other", "--revision", "byte-limit")]
    [InlineData("unknown option \"--josn\": did you mean --json? (see netback run --help)", "run", "FILE", "--revision", "byte-limit", "--josn")]
    [InlineData("unknown option \"--josn\": did you mean --json? (see netback run --help)", "run", "--josn", "FILE", "--revision", "byte-limit")]
    [InlineData("unknown option \"--josn\": did you mean --json? (see netback run --help)", "run", "--josn", "--revision", "byte-limit")]
    [InlineData("unknown option \"-x\"", "run", "-x", "FILE")]
    [InlineData("unknown option \"-?a?[31m\"", "run", "-\na\u001b[31m", "FILE")]
    public void BadUsage_IsRefused(string message, params string[] args) => CliRun.Of(args).Refused(message);

    [Fact]
    public void RevisionOfScenarios_IsNeeded() => CliRun.Of("conform", Good()).Refused("conform: --revision is needed for recordings of scenarios");

    [Theory]
    [InlineData("run")]
    [InlineData("conform")]
    public void UnknownRevision_IsRefusedWithTheNames(string command) =>
        CliRun.Of(command, Good(), "--revision", "linux").Refused(
            $"unknown revision \"linux\"; the revisions are {string.Join(", ", History.KnownNames)} (see netback {command} --help)");

    [Theory]
    [InlineData("run")]
    [InlineData("conform")]
    public void BadFile_IsRefused_ThoughItsFirstLineIsGood(string command)
    {
        byte[] good = Examples.Utf8(Examples.RecordedText + "\n");
        string bad = Examples.ScenarioText.Replace("\"ms\":20", "\"ms\":\"20\"", StringComparison.Ordinal);
        Refused("none.jsonl: no such file", Good() + "none.jsonl");
        Refused("@none.jsonl: no such file", "@none.jsonl");
        Refused("the gzip data is cut short", folder.File("a.jsonl.gz", Examples.Gzip(good)[..^3]));
        Refused("a.jsonl:2: steps[2].ms: must be a number, not a string", folder.File("a.jsonl", [.. good, .. Examples.Utf8(bad)]));
        Refused("a.jsonl:2: not JSON", folder.File("a.jsonl", [.. good, .. good[..99]]));
        Refused("holds no scenario", folder.File("empty.jsonl", ""));

        void Refused(string message, string file) => CliRun.Of(command, file, "--revision", "byte-limit").Refused(message);
    }

    [Fact]
    public void BareScenario_IsRefusedByConform_AlsoAmongRecordings()
    {
        CliRun.Of("conform", folder.File("bare.json", Examples.ScenarioText), "--revision", "byte-limit")
            .Refused("bare.json: a scenario without a trace");
        CliRun.Of("conform", folder.File("bare.jsonl", $"{Examples.RecordedText}\n{Examples.ScenarioText}"), "--revision", "byte-limit")
            .Refused("bare.jsonl:2: a scenario without a trace");
    }

    /// <summary>The parser quotes what it cannot read, however long that is.</summary>
    [Theory]
    [InlineData("run", "a.json", "{\"name\":\"?\" ?}")]
    [InlineData("run", "a.json", "{\"?\":1}")]
    [InlineData("run", "a.json", "?")]
    [InlineData("replay", "a.witness.json", "{\"witness\":?}")]
    [InlineData("replay", "a.witness.json", "{\"witness\":2,\"driver\":\"?\"}")]
    [InlineData("replay", "a.interleaving.json", "{\"interleaving\":1,\"driver\":\"?\"}")]
    [InlineData("replay", "a.trace", "{\"TestName\":\"?\",\"Steps\":[]}")]
    [InlineData("report", "evidence.json", "{\"evidence\":\"?\"}")]
    [InlineData("report", "evidence.json", "{\"?\":1}")]
    public void WhateverIsWrong_IsQuotedInALineAtMost(string command, string name, string text)
    {
        string file = folder.File(name, text.Replace("?", new string('y', 3_000), StringComparison.Ordinal)), here = Path.GetDirectoryName(file)!;
        var run = command switch
        {
            "run" => CliRun.Of("run", file, "--revision", "byte-limit"),
            "report" => CliRun.Of("report", "--from", here, "--out", here + "-out"),
            _ => CliRun.Of(command, file),
        };
        run.Refused(name);
        Assert.InRange(run.Error.Length, 20, 560);
    }

    private string Good() => folder.File("good.jsonl", Examples.RecordedText);
}
