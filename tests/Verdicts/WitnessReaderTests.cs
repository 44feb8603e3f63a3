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
    public const string Good =
        """
        {"witness":1,"revision":"slot-estimate","claim":"BoundedLatency@honest","violation":"it waits","seed":18446744073709551615,"case":7,
        "scenario":{"name":"small","vif":{"queues":1,"gso":false,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},
        "host":"honours-stop","startIndex":4294967290,"steps":[{"do":"xmit","queue":0,"length":60},{"do":"advance","ms":0}]}}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void GoodWitness_IsReadField_ByField()
    {
        var witness = Witness.Read(folder.File("a.json", Good));
        Assert.Equal(("slot-estimate", "BoundedLatency@honest"), (witness.Revision.Name, witness.Claim.Name));
        Assert.Equal(("it waits", ulong.MaxValue, 7), (witness.Violation, witness.Seed, witness.Case));
        Assert.Equal([Step.Xmit(0, 60), Step.Advance(0)], witness.Scenario.Steps);
        Assert.Equal(4294967290u, witness.Scenario.StartIndex);
    }

    [Theory]
    [InlineData("witness", "2", "witness: must be 1, not 2")]
    [InlineData("witness", "\"1\"", "witness: must be a number, not a string")]
    [InlineData("revision", "\"linux\"", "revision: must be one of slot-estimate, byte-limit")]
    [InlineData("revision", "1", "revision: must be a string, not a number")]
    [InlineData("claim", "\"BoundedLatency\"", "claim: must be one of BoundedMemory@honest")]
    [InlineData("claim", "null", "claim: must be a string, not null")]
    [InlineData("violation", "\"\"", "violation: must be 1 to")]
    [InlineData("violation", "[]", "violation: must be a string, not an array")]
    [InlineData("seed", "-1", "seed: must be a whole number from 0 to 18446744073709551615, not -1")]
    [InlineData("seed", "18446744073709551616", "seed: must be a whole number")]
    [InlineData("case", "0", "case: must be a whole number from 1 to 2147483647, not 0")]
    [InlineData("case", "2147483648", "case: must be a whole number from 1 to 2147483647")]
    [InlineData("scenario", "[]", "scenario: must be an object, not an array")]
    [InlineData("scenario", "{}", "scenario.name: missing")]
    [InlineData("extra", "1", "unknown key \"extra\"")]
    public void WrongValue_IsRefusedWithItsPlace(string key, string value, string message)
    {
        var json = JsonNode.Parse(Good)!.AsObject();
        json[key] = JsonNode.Parse(value);
        Refused(message, json.ToJsonString());
    }

    [Theory]
    [InlineData("witness")]
    [InlineData("revision")]
    [InlineData("claim")]
    [InlineData("violation")]
    [InlineData("case")]
    [InlineData("scenario")]
    public void MissingKey_IsRefused(string key) => RefusedWithout(key);

    [Fact]
    public void MissingSeed_IsRefused() => RefusedWithout("seed");

    private void RefusedWithout(string key)
    {
        var json = JsonNode.Parse(Good)!.AsObject();
        json.Remove(key);
        Refused($"{key}: missing", json.ToJsonString());
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
