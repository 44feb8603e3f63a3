using Netback.Properties.Specification;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>A scenario that shows what a change of the design does: before it and after it.</summary>
/// <param name="Name">In kebab case.</param>
/// <param name="Title">What happens, in a sentence.</param>
/// <param name="Before">The revision before.</param>
/// <param name="After">The revision after.</param>
/// <param name="Claim">The claim that the one breaks and the other does not.</param>
/// <param name="Scenario">The same script for both.</param>
public sealed record Showcase(string Name, string Title, Revision Before, Revision After, Claim Claim, Scenario Scenario);

/// <summary>
/// Scenarios made by hand for the pictures of the report, longer and smoother than what is left of a witness when it has been shrunk. What is claimed
/// of them is tested.
/// </summary>
public static class Showcases
{
    private const int LargestGso = 65_226, FullFrame = 1_514;

    private static readonly Parameters Flapping = new() { DrainTimeoutMs = 3_000, StallTimeoutMs = 5_000 };

    /// <summary>Three slots are left and the head needs 17: slot by slot there is room for the small packets behind it.</summary>
    public static Showcase Growth { get; } = Of("growth",
        "A guest leaves three slots free, and the packet at the head needs 17. The host goes on sending 200 full frames a second.",
        "slot-estimate", "byte-limit", "BoundedMemory@honest", new(),
        [
            Step.Post(0, 20), Step.Run(0), Step.Xmit(0, LargestGso, gso: true), Step.Xmit(0, LargestGso, gso: true), Step.Run(0),
            .. Times(30, Step.Xmit(0, FullFrame, count: 100), Step.Advance(500)),
        ]);

    /// <summary>One event of the guest, 2 s after the Tx queue was stopped.</summary>
    public static Showcase FalseAlarm { get; } = Of("false-alarm",
        "The head does not fit yet, and the guest sends an event after 2 s: nothing is wrong, and no timeout is over.",
        "slot-estimate", "byte-limit", "NoSpuriousCarrierOff@honest", new(),
        [
            Step.Post(0, 20), Step.Run(0), Step.Xmit(0, LargestGso, gso: true), Step.Run(0), Step.Xmit(0, 32_768, gso: true), Step.Run(0),
            Step.Advance(2_000), Step.Kick(0), Step.Advance(2_000), Step.Post(0, 1), Step.Advance(2_000),
        ]);

    /// <summary>iPXE posts four requests.</summary>
    public static Showcase SmallRing { get; } = Of("small-ring",
        "A guest posts four requests at a time, as iPXE does, and is sent a frame each second.",
        "byte-limit", "head-need", "SmallRingProgress@honest", new() { Gso = false },
        [
            .. Times(4, Step.Post(0, 4), Step.Xmit(0, FullFrame), Step.Advance(1_000), Step.Xmit(0, FullFrame), Step.Advance(1_000),
                Step.Xmit(0, FullFrame), Step.Advance(1_000), Step.Consume(0, 4)),
        ]);

    /// <summary>When the backlog of a dead guest has expired, nothing needs slots any more, and the queue counts as ready.</summary>
    public static Showcase Flap { get; } = Of("flapping",
        "A guest takes one packet and then dies. The host offers another each 2.5 s (drain timeout 3 s, stall timeout 5 s).",
        "xsa-424", "proposed", "NoFlapping@honest", Flapping,
        [
            Step.Post(0, 18), Step.Run(0), Step.Xmit(0, LargestGso, gso: true), Step.Advance(1),
            .. Times(14, Step.Xmit(0, LargestGso, gso: true), Step.Advance(2_500)),
        ]);

    public static IReadOnlyList<Showcase> All { get; } = [Growth, FalseAlarm, SmallRing, Flap];

    private static Showcase Of(string name, string title, string before, string after, string claim, Parameters vif, IReadOnlyList<Step> steps) =>
        new(name, title, History.Find(before)!, History.Find(after)!, Catalogue.Claims.First(c => c.Name == claim),
            new(name, vif, HostStack.HonoursStop, steps));

    private static IEnumerable<Step> Times(int times, params Step[] steps) => Enumerable.Range(0, times).SelectMany(_ => steps);
}
