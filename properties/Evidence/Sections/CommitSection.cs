using Netback.Properties.Conformance;
using Netback.Properties.Pictures;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Revisions;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>What the commit message claims, in our own words, and the properties that stand for it.</summary>
internal static class CommitSection
{
    private const string Before = "slot-estimate", After = "byte-limit";

    private static readonly (string Says, string[] Claims)[] Message =
    [
        ("Problem 1: a guest that leaves a few slots free, fewer than the head needs, lets the internal queue grow without bound.",
            ["BoundedMemory@honest", "BoundedMemory@hostile"]),
        ("Problem 2: in that case nobody notices that the guest has stalled.", ["StallIsDetected@honest", "StallIsDetected@steady"]),
        ("Problem 3: a guest that is merely slow makes the carrier go off and on.",
            ["NoSpuriousCarrierOff@honest", "NoFlapping@honest", "NoPrematureCarrierOn@honest"]),
        ("So the queue is limited by bytes: above half a ring of pages (512 KiB) the Tx queue is stopped, and below that it is woken.",
            ["BoundedMemory@honest", "BoundedFootprint@honest", "TxQueueRestarts@honest", "ByteAccounting@honest"]),
        ("So each packet has a time at which it expires, and the Rx thread wakes for it: nobody's memory is held for longer.",
            ["BoundedLatency@honest", "TeardownWithinDrain@honest", "NoLostWakeup@honest"]),
        ("So the carrier is left alone; stall detection is left to the next commit.", ["NoSpuriousCarrierOff@honest", "NoFlapping@honest"]),
        ("So packets are sent only while there are slots for the largest possible packet.", ["NoRingOverrun@honest", "SmallRingProgress@honest"]),
    ];

    public static IEnumerable<Block> Of(ReviewEvidence evidence)
    {
        yield return new Heading(2, "claims", "What the commit claims, one by one");
        yield return new Paragraph("What the message of f48da8b14d04 says, in our words; the properties that stand for it; and what the search found before the commit "
            + "(`slot-estimate`), after it (`byte-limit`), after the next one of the same series (`stall-detection`) and today (`xsa-424`).");
        string[] columns = [Before, After, "stall-detection", TodaySection.Today];
        yield return new Table("Claims of the commit message", ["claim", "property", .. columns],
            [.. Message.SelectMany(m => m.Claims.Select((claim, i) => Row(evidence, i == 0 ? m.Says : "", claim, columns)))]);
        yield return new Paragraph(Memory(Worst(Truesize.Default), Worst(Truesize.PagePerFrame)));
        yield return Pair(Showcases.Growth, "The queue of `slot-estimate` grows without bound; that of `byte-limit` stays below its limit plus one packet, "
            + "the Tx queue is stopped, and packets that have waited for 10 s expire.");
        yield return Pair(Showcases.FalseAlarm, "`slot-estimate` treats the event as an expired stall timer: carrier off, queue purged. "
            + "With `byte-limit` the packet simply waits.");
        yield return Pair(Showcases.SmallRing, "The other side: `byte-limit` sends nothing unless 18 slots are free, and a guest that never posts so many "
            + "gets nothing at all. `head-need` asks for what the packet needs.");
    }

    /// <summary>What the limit amounts to in memory, which is what the message speaks of.</summary>
    private static string Memory(long worst, long worstInPages) =>
        $"The message promises a bound on memory, but what it limits is the bytes that packets carry ({Parameters.Default.QueueLimit:N0}). Short frames hold more memory than that: "
        + $"the worst mix holds {worst:N0} bytes per queue, {(double)worst / Parameters.Default.QueueLimit:N1} times the limit, and {worstInPages:N0} where each frame lies in a page of its own "
        + "(`netback footprint`; `BoundedFootprint` checks the first of these bounds). The guest chooses the number of queues. A limit on the memory held instead of the bytes carried would bound it at a tenth of that.";

    private static long Worst(Truesize model) => Footprint.Worst(model, History.Find(After)!, Parameters.Default);

    /// <summary>A showcase as two pictures.</summary>
    internal static Figure Pair(Showcase show, string caption) => new($"**{show.Title}** {caption}{Steps(show.Scenario)}",
        Draw.Pair("show-" + show.Name, show.Scenario, show.Before, show.After, show.Claim, asFiles: true));

    /// <summary>What the numbers above the columns stand for, where each step has one.</summary>
    private static string Steps(Scenario scenario) => scenario.Steps.Count > TimeSeriesPicture.MostColumns ? ""
        : " Steps: " + string.Join("; ", scenario.Steps.Select((step, i) => $"{i} {StepWords.Of(step)}")) + ".";

    private static IReadOnlyList<TableCell> Row(ReviewEvidence evidence, string says, string claim, string[] columns) =>
        [says, $"`{claim}`", .. columns.Select(revision => Long(evidence.Cell(claim, revision)))];
}
