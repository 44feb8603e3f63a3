using System.Text.RegularExpressions;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>A configuration from a file is read in full, or refused with one line that says where it is wrong.</summary>
public sealed class ConfigurationReaderTests : IDisposable
{
    private const string Vif = "{\"queues\":1,\"gso\":false,\"mtu\":50,\"drainTimeoutMs\":1,\"stallTimeoutMs\":0,\"ringSize\":2,"
        + "\"pageSize\":64,\"queueLimit\":1,\"maxPacketSlots\":1,\"rxBatch\":2,\"copyBatch\":2}";

    private const string Least = "{\"name\":\"one\",\"summary\":\"small\",\"vif\":" + Vif
        + ",\"host\":\"honours-stop\",\"lengths\":[64],\"posts\":[1],\"clock\":\"stopped\"}";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void LeftOutKeys_MeanWhatTheyMeanInCode()
    {
        var named = Configurations.Get("one-packet");
        AssertSame(named with { Name = "one", Summary = "small" }, Read(Least));
    }

    [Fact]
    public void EveryKey_IsRead()
    {
        string all = Least[..^1].Replace("honours-stop", "ignores-stop", StringComparison.Ordinal)
            .Replace("[64]", "[64,1]", StringComparison.Ordinal).Replace("[1]", "[2,1]", StringComparison.Ordinal)
            .Replace("stopped", "any-time", StringComparison.Ordinal)
            + ",\"cpus\":2,\"txLock\":false,\"takes\":false,\"kicks\":true,\"fatal\":true,\"connects\":true,\"disconnects\":true,\"reconnects\":true,"
            + "\"forges\":[3],\"headrooms\":[0,63],\"offers\":5,\"destructorsTakeLocks\":true,\"startIndex\":4294967295,\"reduced\":false}";
        AssertSame(
            new("one", "small", Configurations.Get("one-packet").Vif)
            {
                Host = HostStack.IgnoresStop, Lengths = [64, 1], Posts = [2, 1], Clock = ClockPolicy.AnyTime, Cpus = 2, TxLock = false,
                Takes = false, Kicks = true, Fatal = true, Connects = true, Disconnects = true, Reconnects = true, Forges = [3], Headrooms = [0, 63], Offers = 5, DestructorsTakeLocks = true, StartIndex = uint.MaxValue,
                Reduced = false,
            },
            Read(all));
    }

    [Theory]
    [InlineData("\"clock\":\"stopped\"", "\"clok\":\"stopped\"", "unknown key \"clok\"; known here: name, summary,")]
    [InlineData("\"clock\":\"stopped\"", "\"clock\":\"slow\"", "clock: must be one of stopped, when-quiet, any-time, not \"slow\"")]
    [InlineData(",\"clock\":\"stopped\"", "", "clock: missing")]
    [InlineData("\"posts\":[1]", "\"posts\":[1],\"posts\":[1]", "posts: the key is given twice")]
    [InlineData("\"posts\":[1]", "\"posts\":1", "posts: must be an array, not a number")]
    [InlineData("\"posts\":[1]", "\"posts\":[1,1]", "posts[1]: 1 is given twice")]
    [InlineData("\"posts\":[1]", "\"posts\":[3]", "posts[0]: must be a whole number from 1 to 2")]
    [InlineData("\"posts\":[1]", "\"posts\":[1.5]", "posts[0]: must be a whole number from 1 to 2")]
    [InlineData("\"clock\"", "\"headrooms\":[64],\"clock\"", "headrooms[0]: must be a whole number from 0 to 63")]
    [InlineData("[64]", "[65]", "lengths[0]: must be a whole number from 1 to 64")]
    [InlineData("[64]", "[1,2,3,4,5,6,7,8,9]", "lengths: 9 elements, at most 8 are allowed here")]
    [InlineData("[64]", "[64,null]", "lengths[1]: must be a number, not null")]
    [InlineData("\"name\":\"one\"", "\"name\":\"One packet\"", "name: must be lower-case words")]
    [InlineData("\"name\":\"one\"", "\"name\":\"one-\"", "name: must be lower-case words")]
    [InlineData("\"queues\":1", "\"queues\":7", "vif.queues: must be a whole number from 1 to 6, not 7")]
    [InlineData("\"mtu\":50", "\"mtu\":49", "vif.mtu: must be a whole number from 50 to 65535, not 49")]
    [InlineData("\"clock\"", "\"cpus\":3,\"clock\"", "cpus: must be a whole number from 1 to 2, not 3")]
    [InlineData("\"clock\"", "\"kicks\":1,\"clock\"", "kicks: must be true or false, not a number")]
    [InlineData("{\"name\"", "[{\"name\"", "not JSON")]
    public void WhatTheFormDoesNotName_IsRefused_WithItsPlace(string good, string bad, string message)
    {
        Assert.Contains(good, Least, StringComparison.Ordinal);
        string path = folder.File("bad.json", Least.Replace(good, bad, StringComparison.Ordinal));
        var error = Assert.Throws<InputException>(() => ConfigurationReader.ReadFile(path));
        Assert.StartsWith($"{path}: {message}", error.Message, StringComparison.Ordinal);
        CliRun.Of("explore", "--revision", "byte-limit", "--config", path).Refused(message);
    }

    [Fact]
    public void UnknownName_IsRefused_WithTheNames()
    {
        CliRun.Of("explore", "--revision", "byte-limit", "--config", "nowhere").Refused("--config is a file or one of two-queues, one-packet,");
        CliRun.Of("explore", "--revision", "byte-limit", "--config", "none.json").Refused("none.json: no such file");
    }

    /// <summary>Events for no reason, over a channel that backs off, delay those after them: nothing is claimed of that between contexts, and nobody must take silence for an answer.</summary>
    [Fact]
    public void ExplorationThatJudgesNothing_SaysSo()
    {
        string kicks = Least.Replace("\"clock\"", "\"kicks\":true,\"offers\":1,\"takes\":false,\"clock\"", StringComparison.Ordinal);
        const string Said = "No property is claimed of an environment like this (event-back-off) where contexts interleave: only\ndeadlocks and recovery were looked for.\n";
        string path = folder.File("kicks.json", kicks);
        Assert.DoesNotContain("No property", CliRun.Of("explore", "--revision", "proposed", "--config", path).Expected().Output, StringComparison.Ordinal);
        path = folder.File("backs-off.json", kicks.Replace("\"ringSize\"", "\"events\":\"own\",\"ringSize\"", StringComparison.Ordinal));
        Assert.Contains(Said, CliRun.Of("explore", "--revision", "proposed", "--config", path).Expected().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void SomethingIsJudged_InEachConfigurationAndConcurrentScenario_OfEachRevision() =>
        Assert.All(Configurations.All.Concat(Configurations.Larger).Concat(ConcurrentScenarios.All.Select(s => s.Configuration)),
            configuration => Assert.All(History.All, revision => Assert.True(
                BenchMonitors.AreThere(revision, configuration) || (!configuration.Vif.RxNotify && !revision.ServesWithoutRxNotify),
                $"{configuration.Name} of {revision.Name}")));

    /// <summary>How many packets there can be is no error of a file, and no defect of the suite either.</summary>
    [Theory]
    [InlineData]
    [InlineData("--rules")]
    [InlineData("--strategy", "depth-first")]
    public void MorePacketsThanASearchCanSave_AreRefused_WithWhatToDo(params string[] how)
    {
        string path = folder.File("many.json", Least.Replace("\"queueLimit\":1", "\"queueLimit\":6400", StringComparison.Ordinal));
        Assert.NotEqual(Least, File.ReadAllText(path));
        CliRun.Of(["explore", "--revision", "byte-limit", "--config", path, .. how]).Refused(
            "one lets byte-limit have more than 8 packets at the same time, and no more can be explored: give the configuration offers, or a smaller queueLimit");
    }

    [Fact]
    public void Explore_ExploresTheFile_AndStillKnowsTheNames()
    {
        string path = folder.File("one.json", Least.Replace("\"maxPacketSlots\":1", "\"maxPacketSlots\":2", StringComparison.Ordinal));
        string counts = CliRun.Of("explore", "--revision", "byte-limit", "--config", "needing-two").Expected().Output.Split('\n')[1];
        Assert.StartsWith($"byte-limit, one: small\n{counts}\n", CliRun.Of("explore", "--revision", "byte-limit", "--config", path).Expected().Output);
    }

    [Fact]
    public void Document_ShowsAFileThatIsRead_AndNamesEveryKey()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration-format.md"));
        string example = Regex.Match(document, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        Assert.Equal("two-slot-packets", Read(example).Name);
        string known = Assert.Throws<InputException>(() => Read("{\"\":0}")).Message.Split("known here: ")[1];
        Assert.Equal(known.Split(", ").Order(), Regex.Matches(document, "^\\| `(\\w+)`", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Order());
    }

    private Configuration Read(string json) => ConfigurationReader.ReadFile(folder.File("good.json", json));

    /// <summary>Records compare lists by identity.</summary>
    private static void AssertSame(Configuration expected, Configuration actual)
    {
        Assert.Equal(expected.Lengths, actual.Lengths);
        Assert.Equal(expected.Posts, actual.Posts);
        Assert.Equal(expected.Forges, actual.Forges);
        Assert.Equal(expected.Headrooms, actual.Headrooms);
        Assert.Equal(expected with { Lengths = actual.Lengths, Posts = actual.Posts, Forges = actual.Forges, Headrooms = actual.Headrooms }, actual);
    }

    /// <summary>With events for no reason the channel delays those after them, which is what it is for: no lost wake-up.</summary>
    [Theory]
    [InlineData(EventDelivery.Immediate, true, "honest")]
    [InlineData(EventDelivery.Shared, false, "honest")]
    [InlineData(EventDelivery.Shared, true, "event-back-off")]
    [InlineData(EventDelivery.Own, true, "event-back-off")]
    public void GuestThatSendsEventsForNoReason_IsNotHonest_WhereTheyDelayOthers(EventDelivery events, bool kicks, string environment)
    {
        var usual = Configurations.Get("two-requests");
        Assert.Equal(environment, (usual with { Vif = usual.Vif with { Events = events }, Kicks = kicks }).Environment.Name);
        Scenario scenario = new("s", Parameters.Default with { Events = events }, HostStack.HonoursStop, kicks ? [Step.Kick(0)] : []);
        Assert.Equal(environment, ConcurrentScenario.Of(scenario).Configuration.Environment.Name);
    }
}
