using Netback.Properties.Evidence;
using Netback.Properties.Scenarios;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Evidence;

public sealed class EvidenceFileTests : IDisposable
{
    private static readonly ReviewEvidence Example = new(
        ReviewEvidence.CurrentVersion, new(7, 100, 500, 10), new("1.0.0", ".NET 10", "3.0.0"), [new("byte-limit", "f48da8b14d04", "limit", null)],
        [new("A@honest", "A", "states <this>", "message", "honest", "all obey", "bytes")],
        [new("A@honest", "byte-limit", "violated", "holds", [new("random", "100 cases of honest", 100, "cases", false)], -3, null, null,
            [new("queueFull", 12)], new("witnesses/byte-limit/A@honest.witness.json", 3, "it broke"), null)],
        [new("byte-limit", "two-cpus", "two", 10, 20, 3, 0, null, [new("A", "broke", true, "witnesses/x.witness.json", 5, 2)])],
        [new("looks-once", "looks once", "byte-limit+looks-once", "byte-limit", "needing-two", "A", false, null)],
        [new("byte-limit+never-stops", "never stops", "A@honest", 4, "so")], [new("byte-limit", "G1", "public", 199, 1, "step 3")]);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWritten_IsReadAgain_ToTheLetter()
    {
        string text = EvidenceFile.ToJson(Example);
        Assert.Equal(text, EvidenceFile.ToJson(EvidenceFile.Read(folder.File("evidence.json", text))));
    }

    [Theory]
    [InlineData("\"evidence\": 1", "\"evidence\": 2", "is evidence of version 2, and only 1 is understood")]
    [InlineData("\"seed\": 7", "\"seed\": -7", "is not evidence: ")]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"more\": 1", "is not evidence: ")]
    [InlineData("\"outcome\": \"violated\"", "\"outcome\": null", "is not evidence: ")]
    [InlineData("\"outcome\": \"violated\"", "\"outcome\": \"notFound\"", "nothing is known of A@honest of byte-limit that was not found")]
    [InlineData("\"claim\": \"A@honest\"", "\"claim\": \"B@honest\"", "cells: claim: \"B@honest\" is none of the 1 that there are")]
    [InlineData("\"same\": 199", "\"same\": -199", "conformance: -199 is not a number from 0 to")]
    [InlineData("witnesses/byte-limit/A@", "../byte-limit/A@", "is not below the folder of the report")]
    [InlineData("witnesses/byte-limit/A@", "/etc/A@", "is not below the folder of the report")]
    public void AnythingElse_IsRefusedInOneLine(string good, string bad, string message)
    {
        string text = EvidenceFile.ToJson(Example);
        Assert.Contains(good, text, StringComparison.Ordinal);
        string path = folder.File("evidence.json", text.Replace(good, bad, StringComparison.Ordinal));
        var refused = Assert.Throws<InputException>(() => EvidenceFile.Read(path));
        Assert.StartsWith(path + ": ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void EveryKey_IsDescribed()
    {
        string described = File.ReadAllText(Path.Combine(Documents.Repository.Root, "docs", "evidence-format.md"));
        var keys = System.Text.RegularExpressions.Regex.Matches(EvidenceFile.ToJson(Example), "\"([a-zA-Z]+)\":").Select(m => m.Groups[1].Value).Distinct();
        Assert.All(keys, key => Assert.Contains($"`{key}`", described, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    public void AnyOneThing_ThatIsNotAsExpected_Counts(bool cell, bool race, bool conformance)
    {
        var evidence = Example with
        {
            Cells = [Example.Cells[0] with { Outcome = cell ? "holds" : "violated" }],
            Races = [Example.Races[0] with { Found = race }],
            Conformance = [Example.Conformance[0] with { Different = conformance ? 0 : 1 }],
        };
        Assert.Equal(cell && race && conformance, evidence.IsAsExpected());
    }
}
