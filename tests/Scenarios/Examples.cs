using Xunit;
using System.IO.Compression;
using System.Text;
using Netback.Properties.Scenarios;

namespace Netback.Tests.Scenarios;

/// <summary>Valid input, for tests that spoil it, and the few things that all of them do.</summary>
internal static class Examples
{
    private const string Queue =
        """
        {"txStopped":false,"packets":1,"bytes":60,"reqProd":4294967295,"reqCons":7,"rspProd":7,"reqEvent":8,"thread":"sleeping",
        "deadline":12,"timer":null,"stalled":true,"delivered":0,"expired":0,"purged":0,"dropped":0,"notified":0,"held":0,
        "noCarrier":0,"stops":0,"wakes":0}
        """;

    public static readonly string ScenarioText =
        """
        {"name":"small","class":"by hand","vif":{"queues":2,"gso":true,"mtu":1500,"drainTimeoutMs":10000,"stallTimeoutMs":60000},
        "host":"honours-stop","startIndex":0,"steps":[
        {"do":"xmit","queue":1,"length":1514,"gso":false,"count":2},
        {"do":"post","queue":0,"count":5},
        {"do":"advance","ms":20},
        {"do":"setReqProd","queue":0,"value":7},
        {"do":"disconnect"}]}
        """.ReplaceLineEndings("");

    public static readonly string RecordedText =
        $$"""
        {"scenario":{"name":"tiny","vif":{"queues":1,"gso":true,"mtu":1500,"drainTimeoutMs":10,"stallTimeoutMs":20},
        "host":"ignores-stop","steps":[{"do":"xmit","length":60},{"do":"run"}]},"trace":[
        {"step":-1,"now":0,"outcome":null,"carrier":true,"disabled":false,"stalledQueues":null,"carrierDowns":0,"carrierUps":0,
        "queues":[{{Queue}}]},
        {"step":0,"now":5,"outcome":"queued","carrier":true,"disabled":false,"stalledQueues":1,"carrierDowns":2,"carrierUps":3,
        "queues":[{{Queue}}]},
        {"step":1,"now":5,"outcome":"bug","where":"function","what":"a > b"}]}
        """.ReplaceLineEndings("");

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>What the reader makes of a file called "file" with these bytes.</summary>
    public static List<RecordedScenario> Read(byte[] bytes, bool lines = true) =>
        [.. ScenarioReader.Read(new MemoryStream(bytes), "file", lines)];

    /// <summary>Asserts that reading is refused with one line that contains <paramref name="message"/>.</summary>
    public static void Refused(string message, Func<object?> read)
    {
        var refusal = Assert.Throws<InputException>(read);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    public static void AssertSame(Scenario expected, Scenario actual)
    {
        Assert.Equal(expected.Steps, actual.Steps);
        Assert.Equal(expected with { Steps = [] }, actual with { Steps = [] });
    }

    public static void AssertSame(IReadOnlyList<TraceLine> expected, IReadOnlyList<TraceLine> actual)
    {
        Assert.Equal(expected.Select(line => line.Queues), actual.Select(line => line.Queues));
        Assert.Equal(expected.Select(line => line with { Queues = [] }), actual.Select(line => line with { Queues = [] }));
    }
}
