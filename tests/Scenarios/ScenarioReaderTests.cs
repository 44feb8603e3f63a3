using Xunit;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

/// <summary>Each way in which a scenario can be wrong, and what the one line about it says.</summary>
public class ScenarioReaderTests
{
    [Theory]
    [InlineData("\"name\":\"small\",", "", "name: missing")]
    [InlineData("\"small\"", "\"\"", "name: must be 1 to 200 characters")]
    [InlineData("\"small\"", "\"a\\nb\"", "name: must be 1 to 200 characters")]
    [InlineData("\"small\"", "\"\\ud800\"", "name: is not valid Unicode")]
    [InlineData("\"small\"", "7", "name: must be a string, not a number")]
    [InlineData("\"by hand\"", "null", "class: must be a string, not null")]
    [InlineData("\"name\":", "\"nmae\":", "unknown key \"nmae\"; known here: name, class, vif")]
    [InlineData("\"class\":", "\"name\":", "name: the key is given twice")]
    [InlineData("\"class\":", "\"cl\\nass\":", "unknown key \"cl?ass\"")]
    [InlineData("\"class\":", "\"cl\\udc00\":", "a key is not valid Unicode")]
    [InlineData("\"honours-stop\"", "\"honors-stop\"", "host: must be one of honours-stop, ignores-stop, not \"honors-stop\"")]
    [InlineData("\"startIndex\":0", "\"startIndex\":4294967296", "startIndex: must be a whole number from 0 to 4294967295")]
    [InlineData("\"startIndex\":0", "\"startJiffies\":18446744073709551616", "startJiffies: must be a whole number from 0 to 1844")]
    [InlineData("\"startIndex\":0", "\"startJiffies\":-1", "startJiffies: must be a whole number from 0 to")]
    [InlineData("\"startIndex\":0", "\"startJiffies\":true", "startJiffies: must be a number, not true or false")]
    [InlineData("\"steps\":[", "\"steps\":[[],", "steps[0]: must be an object, not an array")]
    [InlineData("\"steps\":", "\"trace\":", "unknown key \"trace\"; known here: name, class, vif, host")]
    public void ScenarioWithABadField_IsRefusedWithItsPlace(string good, string bad, string message) => RefusedInstead(good, bad, message);

    [Theory]
    [InlineData("\"queues\":2", "\"queues\":0", "vif.queues: must be a whole number from 1 to 8, not 0")]
    [InlineData("\"queues\":2", "\"queues\":9", "vif.queues: must be a whole number from 1 to 8, not 9")]
    [InlineData("\"queues\":2,", "", "vif.queues: missing")]
    [InlineData("\"gso\":true,", "", "vif.gso: missing")]
    [InlineData("\"gso\":true", "\"gso\":1", "vif.gso: must be true or false, not a number")]
    [InlineData("\"mtu\":1500,", "", "vif.mtu: missing")]
    [InlineData("\"mtu\":1500", "\"mtu\":67", "vif.mtu: must be a whole number from 68 to 65535, not 67")]
    [InlineData("\"mtu\":1500", "\"mtu\":65536", "vif.mtu: must be")]
    [InlineData("\"mtu\":1500", "\"mtu\":1500.0", "vif.mtu: must be a whole number from 68 to 65535, not 1500.0")]
    [InlineData("\"mtu\":1500", "\"mtu\":15e2", "vif.mtu: must be a whole number")]
    [InlineData("\"drainTimeoutMs\":10000,", "", "vif.drainTimeoutMs: missing")]
    [InlineData("10000", "-1", "vif.drainTimeoutMs: must be a whole number from 0 to 1000000000, not -1")]
    [InlineData(",\"stallTimeoutMs\":60000", "", "vif.stallTimeoutMs: missing")]
    [InlineData("60000", "1000000001", "vif.stallTimeoutMs: must be a whole number from 0 to 1000000000")]
    [InlineData("60000", "60000,\"xdpHeadroom\":4096", "vif.xdpHeadroom: must be a whole number from 0 to 4095, not 4096")]
    [InlineData("60000", "60000,\"pageSize\":64,\"xdpHeadroom\":64", "vif.xdpHeadroom: must be a whole number from 0 to 63, not 64")]
    [InlineData("60000", "60000,\"ringSize\":48", "vif.ringSize: must be a power of two, not 48")]
    [InlineData("60000", "60000,\"ringSize\":131072", "vif.ringSize: must be a whole number from 1 to 65536")]
    [InlineData("60000", "60000,\"pageSize\":32", "vif.pageSize: must be a whole number from 64 to 65536")]
    [InlineData("60000", "60000,\"queueLimit\":0", "vif.queueLimit: must be a whole number from 1 to 1099511627776")]
    [InlineData("60000", "60000,\"maxPacketSlots\":0", "vif.maxPacketSlots: must be a whole number from 1 to 65536")]
    [InlineData("60000", "60000,\"gsoMaxSize\":65537", "vif.gsoMaxSize: must be a whole number from 1 to 65536")]
    [InlineData("60000", "60000,\"rxBatch\":0", "vif.rxBatch: must be a whole number from 1 to 2147483647")]
    [InlineData("60000", "60000,\"copyBatch\":2147483648", "vif.copyBatch: must be a whole number from 1 to 2147483647")]
    [InlineData("60000", "60000,\"timerHz\":300", "vif.timerHz: must be 0 or one of 100, 250, 1000, not 300")]
    [InlineData("60000", "60000,\"rxNotify\":false", "vif.drainTimeoutMs: must be 30, not 10000")]
    [InlineData("60000", "60000,\"events\":\"late\"", "vif.events: must be one of immediate, own, shared")]
    [InlineData("60000", "60000,\"byteCountBits\":65", "vif.byteCountBits: must be a whole number from 1 to 64")]
    [InlineData("60000", "60000,\"pageShift\":12", "vif: unknown key \"pageShift\"")]
    public void VifWithABadField_IsRefusedWithItsPlace(string good, string bad, string message) => RefusedInstead(good, bad, message);

    [Theory]
    [InlineData("\"do\":\"xmit\",", "", "steps[0].do: missing")]
    [InlineData("\"do\":\"xmit\"", "\"do\":\"XMIT\"", "steps[0].do: must be one of xmit, post, consume, kick, kickTx, run, advance, lag")]
    [InlineData("\"queue\":1", "\"queue\":2", "steps[0].queue: there is no queue 2, the vif has queues 0 to 1")]
    [InlineData("\"queue\":1", "\"queue\":-1", "steps[0].queue: must be a whole number, at least 0, not -1")]
    [InlineData("\"queue\":1", "\"queue\":4294967296", "steps[0].queue: there is no queue 4294967296")]
    [InlineData("\"queue\":1", "\"queue\":1,\"queue\":1", "steps[0].queue: the key is given twice")]
    [InlineData("\"length\":1514,", "", "steps[0].length: missing")]
    [InlineData("1514", "0", "steps[0].length: must be a whole number from 1 to 65536, not 0")]
    [InlineData("1514", "1515", "steps[0].length: 1515 bytes, but a packet without gso has at most 1514 on this vif")]
    [InlineData("1514,\"gso\":false", "1515", "steps[0].length: 1515 bytes")]
    [InlineData("1514,\"gso\":false", "65537,\"gso\":true", "steps[0].length: must be a whole number from 1 to 65536")]
    [InlineData("false,\"count\":2", "\"no\"", "steps[0].gso: must be true or false, not a string")]
    [InlineData("\"count\":2", "\"count\":0", "steps[0].count: must be a whole number from 1 to 1000000, not 0")]
    [InlineData("\"count\":2", "\"count\":1000001", "steps[0].count: must be")]
    [InlineData("\"count\":2", "\"value\":2", "steps[0]: unknown key \"value\"; known here: do, queue, length, gso, offset, hash, count")]
    [InlineData("\"count\":2", "\"offset\":4096", "steps[0].offset: must be a whole number from 0 to 4095, not 4096")]
    [InlineData("\"count\":2", "\"hash\":1", "steps[0].hash: must be true or false, not a number")]
    [InlineData("\"count\":2", "\"hash\":true", "steps[0].hash: a packet with a hash, but the vif has hash false")]
    [InlineData("\"count\":5", "\"count\":-5", "steps[1].count: must be a whole number from 0 to 2147483647, not -5")]
    [InlineData("\"count\":5", "\"count\":5.5", "steps[1].count: must be a whole number from 0 to 2147483647, not 5.5")]
    [InlineData("\"count\":5", "\"count\":2147483648", "steps[1].count: must be")]
    [InlineData("\"count\":5", "\"gso\":true", "steps[1]: unknown key \"gso\"; known here: do, queue, count")]
    [InlineData(",\"count\":5", "", "steps[1].count: missing")]
    [InlineData("\"ms\":20", "\"ms\":20,\"queue\":0", "steps[2]: unknown key \"queue\"; known here: do, ms")]
    [InlineData("\"ms\":20", "\"ms\":\"20\"", "steps[2].ms: must be a number, not a string")]
    [InlineData("\"ms\":20", "\"ms\":1000000001", "steps[2].ms: must be a whole number from 0 to 1000000000")]
    [InlineData("\"value\":7", "\"value\":4294967296", "steps[3].value: must be a whole number from 0 to 4294967295")]
    [InlineData(",\"value\":7", "", "steps[3].value: missing")]
    [InlineData("\"disconnect\"", "\"disconnect\",\"queue\":0", "steps[4]: unknown key \"queue\"; known here: do")]
    [InlineData("\"host\":", "\"stack\":{\"qdisc\":-1},\"host\":", "stack.qdisc: must be a whole number from 0 to 100000, not -1")]
    [InlineData("\"host\":", "\"stack\":{\"length\":1},\"host\":", "stack: unknown key \"length\"; known here: qdisc, linkWatch")]
    [InlineData("\"host\":", "\"stack\":{\"linkWatch\":1},\"host\":", "stack.linkWatch: must be true or false, not a number")]
    [InlineData("\"disconnect\"", "\"connect\"", "steps[4].queues: missing")]
    [InlineData("\"disconnect\"", "\"connect\",\"queues\":3", "steps[4].queues: 3 queues, the vif has at most 2")]
    [InlineData("\"disconnect\"", "\"connect\",\"queues\":0", "steps[4].queues: must be a whole number from 1 to 8, not 0")]
    [InlineData("\"disconnect\"", "\"connect\",\"queues\":1,\"ring\":\"old\"", "steps[4].ring: must be one of new, in-use")]
    [InlineData("\"disconnect\"", "\"connect\",\"queues\":1,\"fails\":\"ring\"", "steps[4].fails: must be one of channel, thread")]
    [InlineData("\"disconnect\"", "\"connect\",\"queues\":1,\"count\":1", "steps[4]: unknown key \"count\"; known here: do, queues, ring, fails")]
    public void StepWithABadField_IsRefusedWithItsPlace(string good, string bad, string message) => RefusedInstead(good, bad, message);

    [Theory]
    [InlineData("1514,\"gso\":false", "100,\"gso\":true", "steps[0].gso: a GSO packet, but the vif has gso false")]
    [InlineData("60000}", "60000,\"gsoMaxSize\":1000}", "steps[0].length: 1514 bytes, but a packet without gso has at most 1000")]
    public void PacketThatTheVifCannotTake_IsRefused(string good, string bad, string message)
    {
        string text = ScenarioText.Replace("\"gso\":true", "\"gso\":false", StringComparison.Ordinal);
        Refused("file: " + message, () => ScenarioReader.Parse(Utf8(text.Replace(good, bad, StringComparison.Ordinal)), "file"));
    }

    [Theory]
    [InlineData("", "file: not JSON at byte 1")]
    [InlineData("{", "file: not JSON at byte 2")]
    [InlineData("[]", "file: must be an object, not an array")]
    [InlineData("null", "file: must be an object, not null")]
    [InlineData("{}", "file: name: missing")]
    [InlineData("{\n\"name\":x}", "file: not JSON at line 2, byte 8")]
    [InlineData("{} {}", "file: not JSON at byte 4")]
    [InlineData("{\"name\":\"a\",}", "file: not JSON")]
    [InlineData("// remark\n{}", "file: not JSON")]
    public void TextThatIsNoScenario_IsRefusedWithItsPlace(string text, string message) =>
        Refused(message, () => ScenarioReader.Parse(Utf8(text), "file"));

    [Fact]
    public void BytesThatAreNotUtf8_AreRefused() =>
        Refused("file: not UTF-8", () => ScenarioReader.Parse(new byte[] { (byte)'"', 0xff, (byte)'"' }, "file"));

    [Fact]
    public void DeepNesting_IsRefused() =>
        Refused("file: not JSON", () => ScenarioReader.Parse(Utf8(new string('[', 100_000)), "file"));

    [Fact]
    public void MoreStepsThanAllowed_AreRefused()
    {
        string steps = string.Join(',', Enumerable.Repeat("{\"do\":\"txFatal\"}", ScenarioReader.MaxSteps + 1));
        string text = ScenarioText[..ScenarioText.IndexOf('[', StringComparison.Ordinal)] + "[" + steps + "]}";
        Refused("file: steps: 100001 elements, at most 100000", () => ScenarioReader.Parse(Utf8(text), "file"));
    }

    [Fact]
    public void ExampleItself_IsRead() => Assert.Equal(5, ScenarioReader.Parse(Utf8(ScenarioText), "file").Steps.Count);

    private static void RefusedInstead(string good, string bad, string message)
    {
        int at = ScenarioText.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0);
        string text = ScenarioText[..at] + bad + ScenarioText[(at + good.Length)..];
        Refused("file: " + message, () => ScenarioReader.Parse(Utf8(text), "file"));
    }
}
