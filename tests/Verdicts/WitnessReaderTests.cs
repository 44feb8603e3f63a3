using System.Text.Json.Nodes;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Tests.Commands;
using Netback.Tests.Scenarios;
using Xunit;

namespace Netback.Tests.Verdicts;

/// <summary>Whatever is wrong with a witness: one line that says where, and no other exception.</summary>
public sealed class WitnessReaderTests : IDisposable
{
    private const string Good =
        """
        {"witness":2,"driver":"slot-estimate","property":"BoundedLatency@honest","what":"it waits","found":"by hand",
        "scenario":{"name":"small","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},
        "host":"honours-stop","startIndex":4294967290,"steps":[{"do":"xmit","queue":0,"length":60},{"do":"advance","ms":0}]}}
        """;

    private const string Head = """
        {"witness":2,"driver":"slot-estimate","property":"BoundedLatency@honest","what":"it waits","found":"by hand",
        """, OldHead = """
        {"witness":1,"revision":"slot-estimate","claim":"BoundedLatency@honest","violation":"it waits","seed":18446744073709551615,"case":7,
        """;

    /// <summary>In the older form.</summary>
    private static readonly string Old = Good.Replace(Head, OldHead, StringComparison.Ordinal);

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void GoodWitness_IsReadField_ByField()
    {
        var witness = Witness.Read<ScenarioWitness>(folder.File("a.json", Good));
        Assert.Equal(("slot-estimate", "BoundedLatency@honest"), (witness.Driver.Name, witness.Claim.Name));
        Assert.Equal(("it waits", "by hand"), (witness.Violation, witness.Found));
        Assert.Equal([Step.Xmit(0, 60), Step.Advance(0)], witness.Scenario.Steps);
        Assert.Equal(4294967290u, witness.Scenario.StartIndex);
    }

    [Fact]
    public void OldWitness_IsReadAsTheSame_AndWrittenInTheNewForm()
    {
        var witness = Witness.Read<ScenarioWitness>(folder.File("a.json", Old));
        Assert.Equal("random, seed 18446744073709551615, case 7", witness.Found);
        var expected = Witness.Read<ScenarioWitness>(folder.File("b.json", Good)) with { Found = witness.Found };
        Assert.Equal(Written(expected), Written(witness));

        static string Written(Witness w)
        {
            using var stream = new MemoryStream();
            w.Write(stream);
            return System.Text.Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    [Theory]
    [InlineData("witness", "3", "witness: must be 2, not 3")]
    [InlineData("witness", "1", "unknown key \"driver\"; known here: witness, revision, claim")]
    [InlineData("witness", "\"2\"", "witness: must be a number, not a string")]
    [InlineData("driver", "\"linux\"", "driver: must be one of slot-estimate, byte-limit")]
    [InlineData("driver", "1", "driver: must be a string, not a number")]
    [InlineData("property", "\"BoundedLatency\"", "property: must be one of BoundedMemory@honest")]
    [InlineData("property", "null", "property: must be a string, not null")]
    [InlineData("what", "\"\"", "what: must be 1 to")]
    [InlineData("what", "[]", "what: must be a string, not an array")]
    [InlineData("found", "1", "found: must be a string, not a number")]
    [InlineData("scenario", "[]", "scenario: must be an object, not an array")]
    [InlineData("scenario", "{}", "scenario.name: missing")]
    [InlineData("parts", "{}", "parts: cannot stand beside a scenario")]
    [InlineData("schedule", "1", "schedule: must be an array, not a number")]
    [InlineData("interleaving", "1", "unknown key \"witness\"; known here: interleaving, driver")]
    [InlineData("extra", "1", "unknown key \"extra\"")]
    public void WrongValue_IsRefusedWithItsPlace(string key, string value, string message) => RefusedWith(Good, key, value, message);

    [Theory]
    [InlineData("revision", "\"linux\"", "revision: must be one of slot-estimate, byte-limit")]
    [InlineData("claim", "\"BoundedLatency\"", "claim: must be one of BoundedMemory@honest")]
    [InlineData("violation", "\"\"", "violation: must be 1 to")]
    [InlineData("seed", "-1", "seed: must be a whole number from 0 to 18446744073709551615, not -1")]
    [InlineData("seed", "18446744073709551616", "seed: must be a whole number")]
    [InlineData("case", "0", "case: must be a whole number from 1 to 2147483647, not 0")]
    [InlineData("case", "2147483648", "case: must be a whole number from 1 to 2147483647")]
    [InlineData("schedule", "[]", "unknown key \"schedule\"")]
    public void WrongValueInAnOldWitness_IsRefusedWithItsPlace(string key, string value, string message) => RefusedWith(Old, key, value, message);

    private void RefusedWith(string text, string key, string value, string message)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        json[key] = JsonNode.Parse(value);
        Refused(message, json.ToJsonString());
    }

    [Theory]
    [InlineData("witness")]
    [InlineData("driver")]
    [InlineData("property")]
    [InlineData("what")]
    [InlineData("found")]
    public void MissingKey_IsRefused(string key) => RefusedWithout(Good, key);

    [Theory]
    [InlineData("revision")]
    [InlineData("claim")]
    [InlineData("violation")]
    [InlineData("seed")]
    [InlineData("case")]
    [InlineData("scenario")]
    public void KeyMissingInAnOldWitness_IsRefused(string key) => RefusedWithout(Old, key);

    [Fact]
    public void NeitherScenarioNorSchedule_IsRefused() => Refused("config: missing", Without(Good, "scenario"));

    private void RefusedWithout(string text, string key) => Refused($"{key}: missing", Without(text, key));

    private static string Without(string text, string key)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        json.Remove(key);
        return json.ToJsonString();
    }

    /// <summary>Such a witness replayed, with exit code 0 and under the name of an environment that it was not in.</summary>
    [Theory]
    [InlineData("honours-stop", "ignores-stop", "scenario.host: the host ignores a stopped Tx queue, but BoundedLatency@honest is claimed for this only: host respects a stopped Tx queue")]
    [InlineData("{\"do\":\"advance\",\"ms\":0}", "{\"do\":\"txFatal\"}", "scenario.steps[1]: the guest is hostile, but BoundedLatency@honest")]
    [InlineData("\"mtu\":1500", "\"mtu\":1500,\"xdpHeadroom\":256", "scenario.vif.xdpHeadroom: there is XDP headroom, but BoundedLatency@honest")]
    [InlineData("\"mtu\":1500", "\"mtu\":1500,\"hash\":true", "scenario.vif.hash: the guest asks for hashes, but BoundedLatency@honest")]
    [InlineData("{\"do\":\"advance\",\"ms\":0}", "{\"do\":\"xmit\",\"length\":60,\"offset\":1}", "scenario.steps[1].offset: packets begin anywhere in a page, but BoundedLatency@honest")]
    [InlineData("@honest", "@any-host", "scenario.host: the host respects a stopped Tx queue, but BoundedLatency@any-host is claimed for this only: host ignores a stopped Tx queue")]
    public void ScenarioOfAnotherEnvironment_IsRefused(string old, string other, string message) =>
        Refused(message, Good.Replace(old, other, StringComparison.Ordinal));

    [Fact]
    public void WrongStep_IsRefusedWithItsNumber() =>
        Refused("a.json: scenario.steps[1].ms: must be a number, not a string", Good.Replace("\"ms\":0", "\"ms\":\"0\"", StringComparison.Ordinal));

    [Fact]
    public void WrongParameter_IsRefusedWithItsPlace() =>
        Refused("a.json: scenario.vif.queues: must be a whole number from 1 to 8, not 9", Good.Replace("\"queues\":1", "\"queues\":9", StringComparison.Ordinal));

    [Fact]
    public void AnythingElseThanAWitness_IsRefused()
    {
        Refused("a.json: is empty", "");
        Refused("a.json: must be an object, not an array", "[]");
        Refused("a.json: not JSON", Good + Good);
        Refused("unknown key \"name\"", Examples.ScenarioText);
        Examples.Refused("no such file", () => Witness.Read(folder.File("a.json", "") + "x"));
        Examples.Refused("is a folder", () => Witness.Read(Path.GetDirectoryName(folder.File("a.json", ""))!));
    }

    [Fact]
    public void BeginningOfAWitness_IsRefused()
    {
        string whole = Good.Trim();
        for (int length = 1; length < whole.Length; length += 3) Refused("a.json: ", whole[..length]);
    }

    [Fact]
    public void EveryByteSpoilt_IsReadOrRefused()
    {
        byte[] bytes = Examples.Utf8(Good), wrong = [0, (byte)'"', (byte)'9', (byte)'}', 0xFF];
        for (int i = 0; i < bytes.Length; i++)
        {
            byte before = bytes[i];
            bytes[i] = wrong[i % wrong.Length];
            string file = folder.File("a.json", bytes);
            var error = Record.Exception(() => Witness.Read(file));
            Assert.True(error is null or InputException, $"byte {i} = {bytes[i]}: {error}");
            bytes[i] = before;
        }
    }

    private void Refused(string message, string text)
    {
        string file = folder.File("a.json", text);
        Examples.Refused(message, () => Witness.Read(file));
    }
}
