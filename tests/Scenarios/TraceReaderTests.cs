using Xunit;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

public class TraceReaderTests
{
    [Fact]
    public void RecordedLine_IsReadWithAllItsFields()
    {
        var trace = Assert.Single(Read(Utf8(RecordedText))).Trace!;
        Assert.Equal([-1, 0, 1], trace.Select(line => line.Step));
        Assert.Equal([null, StepOutcome.Queued, StepOutcome.Bug], trace.Select(line => line.Outcome));
        Assert.Equal([(int?)null, 1, null], trace.Select(line => line.StalledQueues));
        Assert.Equal([1, 1, 0], trace.Select(line => line.Queues.Count));
        Assert.Equal(("function", "a > b"), (trace[2].Where, trace[2].What));
        Assert.Equal(
            new TraceQueue
            {
                Packets = 1, Bytes = 60, ReqProd = uint.MaxValue, ReqCons = 7, RspProd = 7, ReqEvent = 8,
                Thread = ThreadState.Sleeping, Deadline = 12, Stalled = true,
            },
            trace[1].Queues[0]);
    }

    [Theory]
    [InlineData("\"step\":0", "\"step\":1", "trace[1].step: must be 0, not 1")]
    [InlineData("\"step\":-1,", "", "trace[0].step: missing")]
    [InlineData("\"now\":0", "\"now\":6", "trace[1].now: must be a whole number, at least 6, not 5")]
    [InlineData("\"outcome\":null,", "", "trace[0].outcome: missing")]
    [InlineData("\"queued\"", "\"sent\"", "trace[1].outcome: must be one of queued, dropped, held, noCarrier, bug, not \"sent\"")]
    [InlineData("\"queued\"", "7", "trace[1].outcome: must be a string, not a number")]
    [InlineData("\"queued\"", "\"bug\"", "trace[1]: unknown key \"carrier\"; known here: step, now, outcome, where, what")]
    [InlineData("\"carrier\":true", "\"carrier\":null", "trace[0].carrier: must be true or false, not null")]
    [InlineData("\"stalledQueues\":1", "\"stalledQueues\":2", "trace[1].stalledQueues: must be a whole number from 0 to 1, not 2")]
    [InlineData("\"carrierUps\":3", "\"carrierUps\":3,\"what\":\"x\"", "trace[1]: unknown key \"what\"")]
    [InlineData("\"carrierUps\":3", "\"carrierUps\":-3", "trace[1].carrierUps: must be a whole number, at least 0, not -3")]
    [InlineData("\"queues\":[", "\"queues\":[{},", "trace[0].queues: 2 elements, at most 1")]
    [InlineData("\"what\":\"a > b\"", "\"what\":null", "trace[2].what: must be a string, not null")]
    [InlineData(",\"what\":\"a > b\"", "", "trace[2].what: missing")]
    [InlineData("\"txStopped\":false,", "", "trace[0].queues[0].txStopped: missing")]
    [InlineData("\"reqProd\":4294967295", "\"reqProd\":4294967296", "trace[0].queues[0].reqProd: must be a whole number from 0 to")]
    [InlineData("\"packets\":1", "\"packets\":null", "trace[0].queues[0].packets: must be a number, not null")]
    [InlineData("\"sleeping\"", "\"asleep\"", "trace[0].queues[0].thread: must be one of runnable, sleeping, stopped, spinning")]
    [InlineData("\"timer\":null", "\"timer\":-1", "trace[0].queues[0].timer: must be a whole number, at least 0, not -1")]
    [InlineData("\"stalled\":true", "\"stalled\":0", "trace[0].queues[0].stalled: must be true or false, not a number")]
    [InlineData("\"wakes\":0", "\"wakes\":0,\"wake\":0", "trace[0].queues[0]: unknown key \"wake\"")]
    [InlineData("\"held\":0", "\"stops\":0", "trace[0].queues[0].stops: the key is given twice")]
    [InlineData("[{\"do\":\"xmit\",\"length\":60},", "[", "trace: 3 elements, at most 2")]
    [InlineData("{\"do\":\"run\"}]", "{\"do\":\"run\",\"queue\":1}]", "scenario.steps[1].queue: there is no queue 1")]
    [InlineData("\"scenario\":", "\"script\":", "unknown key \"script\"")]
    [InlineData("{\"scenario\":", "{\"name\":\"x\",\"scenario\":", "unknown key \"name\"; known here: scenario, trace")]
    public void RecordedLineWithABadField_IsRefusedWithItsPlace(string good, string bad, string message)
    {
        int at = RecordedText.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0);
        string text = RecordedText[..at] + bad + RecordedText[(at + good.Length)..];
        Refused("file:2: " + message, () => Read(Utf8(ScenarioText + "\n" + text)));
    }

    [Fact]
    public void RecordedLineWithoutTrace_IsRefused() =>
        Refused("file:1: trace: missing", () => Read(Utf8("{\"scenario\":" + ScenarioText + "}")));

    [Fact]
    public void TraceWithoutScenario_IsRefused() =>
        Refused("file:1: scenario: missing", () => Read(Utf8("{\"trace\":[]}")));

    [Fact]
    public void TraceThatStopsEarlyWithoutABug_IsRefused()
    {
        string text = RecordedText[..RecordedText.IndexOf(",{\"step\":1", StringComparison.Ordinal)] + "]}";
        Refused("file:1: trace: ends after 2 of 3 lines, and not with a bug", () => Read(Utf8(text)));
    }

    [Fact]
    public void TraceThatGoesOnAfterABug_IsRefused()
    {
        string bug = """{"step":-1,"now":0,"outcome":"bug","where":"f","what":"c"},""";
        string text = RecordedText.Replace("\"trace\":[", "\"trace\":[" + bug, StringComparison.Ordinal)
            .Replace("{\"do\":\"run\"}", "{\"do\":\"run\"},{\"do\":\"run\"}", StringComparison.Ordinal);
        Refused("file:1: trace[1]: a bug ends the trace", () => Read(Utf8(text)));
    }
}
