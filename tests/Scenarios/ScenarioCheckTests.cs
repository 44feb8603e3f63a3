using System.Text.Json.Nodes;
using Netback.Properties.Scenarios;
using Netback.Tests.Commands;
using Netback.Tests.Schemas;
using Xunit;

namespace Netback.Tests.Scenarios;

/// <summary>The check finds what the reader refuses, in the reader's words, and nothing in what the reader reads.</summary>
public sealed class ScenarioCheckTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Texts() => [Examples.ScenarioText, Examples.RecordedText];

    [Theory]
    [MemberData(nameof(Texts))]
    public void OneThingWrong_IsSaidAsTheReaderSaysIt(string text)
    {
        int refused = 0;
        foreach (var spoilt in Spoiler.All(JsonNode.Parse(text)!))
        {
            string? complaint = Complaint(spoilt.Text);
            Assert.Equal(complaint is null ? [] : [complaint], Problems(spoilt.Text).Distinct());
            if (complaint is not null) refused++;
        }
        Assert.InRange(refused, 100, int.MaxValue);
    }

    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    [InlineData("{\"scenario\":{\"\\ud800\":1},\"trace\":[]}")]
    [InlineData("{\"scenario\":1,\"scenario\":2}")]
    [InlineData("{\"trace\":[]}")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\0")]
    public void TextThatIsNoScenario_IsSaidAsTheReaderSaysIt(string text) => Assert.Equal([Complaint(text)!], Problems(text));

    private IReadOnlyList<string> Problems(string text) => ScenarioCheck.Problems(folder.File("spoilt.json", text), out _);

    private string? Complaint(string text)
    {
        try
        {
            foreach (var _ in ScenarioReader.ReadFile(folder.File("spoilt.json", text))) { }
            return null;
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }
}
