using Xunit;
using System.Text.Json;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

/// <summary>Damaged input, always the same: it is read as something that can be written again, or refused in one line.</summary>
[Trait("Category", "Long")]
public class ScenarioFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DamagedLines_CauseNoOtherException_AndTheRestRoundTrips(int seed)
    {
        var random = new Random(seed);
        string[] originals = [ScenarioText, RecordedText, $"{ScenarioText}\n{RecordedText}\n"];
        int read = 0, refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = Utf8(originals[random.Next(originals.Length)]);
            for (int damages = random.Next(1, 4); damages > 0; damages--)
                bytes = Damage.Once(bytes, random);
            try
            {
                foreach (var recorded in Read(bytes, lines: random.Next(2) == 0))
                    AssertReadsBack(recorded);
                read++;
            }
            catch (InputException e)
            {
                Assert.StartsWith("file", e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(e.Message, char.IsControl);
                refused++;
            }
        }
        Assert.True(read > 200 && refused > 10_000, $"{read} read, {refused} refused: neither may be rare");
    }

    private static void AssertReadsBack(RecordedScenario recorded)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, ScenarioWriter.Options))
            if (recorded.Trace is { } trace)
                ScenarioWriter.Write(json, recorded.Scenario, trace);
            else
                ScenarioWriter.Write(json, recorded.Scenario);
        var again = Assert.Single(Examples.Read(text.ToArray()));
        AssertSame(recorded.Scenario, again.Scenario);
        AssertSame(recorded.Trace ?? [], again.Trace ?? []);
    }
}
