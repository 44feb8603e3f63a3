using Xunit;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

/// <summary>Damaged input, always the same: it is read as something that can be written again, or refused in one line.</summary>
public partial class ScenarioFuzzTests
{
    private static readonly string[] Strange =
    [
        "-1", "0", "1", "1.5", "1e400", "-0", "4294967296", "18446744073709551616", "99999999999999999999999", "null", "true",
        "false", "{}", "[]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"do\"", "\"bug\"", "\"name\"", "\"trace\"", "\"scenario\"",
        ",", ":", "{", "]", "",
    ];

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
                bytes = Damage(bytes, random);
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

    private static byte[] Damage(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length + 1);
        int to = random.Next(at, Math.Min(bytes.Length, at + 40) + 1);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[to..]];
            case 3:
                return [.. bytes[..to], .. bytes[at..]];
            case 4:
                return WithToken(bytes, random, _ => Strange[random.Next(Strange.Length)]);
            default:
                return WithToken(bytes, random, tokens => tokens[random.Next(tokens.Count)].Value);
        }
    }

    // A token in the place of another: a wrong type, a wrong key, a key twice, a bracket too many.
    private static byte[] WithToken(byte[] bytes, Random random, Func<MatchCollection, string> choose)
    {
        string text = Encoding.Latin1.GetString(bytes);
        var tokens = Token().Matches(text);
        if (tokens.Count == 0)
            return bytes;
        var token = tokens[random.Next(tokens.Count)];
        return Encoding.Latin1.GetBytes(text[..token.Index] + choose(tokens) + text[(token.Index + token.Length)..]);
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

    [GeneratedRegex("""\"[^"]*\"|[-+.\w]+|[{}\[\],:]""")]
    private static partial Regex Token();
}
