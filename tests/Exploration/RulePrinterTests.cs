using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Exploration;

public class RulePrinterTests
{
    /// <summary>One queue, and a guest that posts: the thread finds nothing to do and sleeps.</summary>
    [Fact]
    public void RulesOfATinyConfiguration_ReadLikeTheDriver()
    {
        var twoQueues = Configurations.Get("two-queues");
        var tiny = twoQueues with { Name = "one-queue", Summary = "nothing is sent", Vif = twoQueues.Vif with { Queues = 1, StallTimeoutMs = 0 }, Lengths = [], Takes = false };
        Golden.AssertSame("rules-one-queue", Print(new ByteLimit(), tiny, out _));
    }

    [Theory]
    [InlineData("byte-limit", "ticking")]
    [InlineData("stall-detection", "two-queues")]
    public void EveryRule_IsPrintedOnce_InLinesOf100Columns(string revision, string configuration)
    {
        string[] lines = Print(History.Find(revision)!, Configurations.Get(configuration), out var result).Split('\n');
        Assert.Equal(result.Rules, lines.Count(l => l.StartsWith("  when  ", StringComparison.Ordinal)));
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 100));
        // No number stands where the field has a word.
        Assert.DoesNotContain(lines, l => l.Contains("d__", StringComparison.Ordinal) || l.Contains('<'));
    }

    [Fact]
    public void RuleOfAPacket_SaysWhereItCameFromAndWhatItWrites()
    {
        string printed = Print(new ByteLimit(), Configurations.Get("one-packet"), out _);
        Assert.Contains("\nhost0: offers 64 bytes to queue 0\n", printed, StringComparison.Ordinal);
        Assert.Contains("\nhost0 in Offer@2 > Xmit@3 > StartXmit@5 > Enqueue@2 > Append: links the packet\n", printed, StringComparison.Ordinal);
        Assert.Contains("rx_queue_len.0 := 64", printed, StringComparison.Ordinal);
        Assert.Contains("req_cons.0 goes on by 1", printed, StringComparison.Ordinal);
    }

    private static string Print(Revision revision, Configuration configuration, out ExplorationResult result)
    {
        using var output = new StringWriter { NewLine = "\n" };
        result = Explorer.PrintRules(revision, configuration, ExplorationBudget.Unlimited, output);
        return output.ToString();
    }
}
