using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>
/// The known faults as scripts that a person can follow, on the revisions that have them and on some that do not. Examples
/// before properties: a search that finds nothing means little unless these are told apart.
/// </summary>
public class ScenarioExampleTests
{
    private static readonly Parameters Usual = Parameters.Default, Plain = Usual with { Gso = false };

    private static readonly Dictionary<string, Scenario> Scripts = new()
    {
        // A guest that offered slots and lets nobody use them; each packet by itself would fit.
        ["flood"] = Of(Usual, Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true), Step.Run(0),
            Step.Post(0, 17), Step.Xmit(0, 65_536, gso: true, count: 20)),
        ["flood ignoring a stopped Tx queue"] = Of(Usual, Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true, count: 40))
            with { Host = HostStack.IgnoresStop },
        // One packet is stuck, and it did not find the ring so short that the Tx queue was stopped.
        ["one packet stuck"] = Of(Plain, Step.Post(0, 1), Step.Xmit(0, 1514, count: 2), Step.Advance(10_002)),
        ["one packet stuck, and nobody looks"] = Of(Plain with { StallTimeoutMs = 10_000 }, Step.Post(0, 1), Step.Advance(0),
            Step.Xmit(0, 60, count: 2), Step.Advance(20_002)),
        // The Tx queue is stopped, and the guest sends an event at once, with nothing else.
        ["event while stopped"] = Of(Plain, Step.Xmit(0, 60), Step.Kick(0), Step.Run(0)),
        // The boot loader of iPXE posts fewer requests than the largest packet needs.
        ["iPXE"] = Of(Plain, Step.Post(0, 8), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(1)),
        ["iPXE with GSO"] = Of(Usual, Step.Post(0, 8), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(1)),
        // Slots in two small steps after connecting; nobody asked for an event at the second.
        ["slots in steps"] = Of(Plain, Step.Post(0, 4), Step.Advance(0), Step.Post(0, 14), Step.Advance(10_002)),
        // An mtu of whole pages: with the Ethernet header the frame is a byte and a slot longer.
        ["mtu without the header"] = Of(Plain with { Mtu = 4090 }, Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 4097), Step.Advance(0)),
        // Traffic keeps coming, so that expiries wake the thread; one slot is free, and each packet needs two.
        ["one slot left"] = Of(Usual, [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true), Step.Advance(0),
            .. Enumerable.Repeat<Step[]>([Step.Xmit(0, 4097), Step.Advance(9_000)], 8).SelectMany(s => s)]),
        ["idle, then blocked"] = Of(Plain, Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 60, count: 18), Step.Advance(60_001),
            Step.Xmit(0, 60), Step.Advance(0)),
        ["dead guest"] = Of(Plain with { DrainTimeoutMs = 100, StallTimeoutMs = 500 }, Step.Post(0, 18), Step.Advance(0),
            Step.Xmit(0, 60, count: 18), Step.Advance(501), Step.Xmit(0, 60), Step.Advance(1000), Step.Xmit(0, 60), Step.Advance(1000)),
        // 2 MiB of obedience.
        ["fill"] = Of(Plain, Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 1024, count: 2048)),
        ["headroom"] = Of(Plain with { XdpHeadroom = 256 }, Step.Post(0, 1), Step.Advance(0), Step.Xmit(0, 60), Step.Advance(0)),
        ["forged index"] = Of(Plain, Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 60, count: 300), Step.SetReqProd(0, 100_000), Step.Run(0)),
        ["packet, then event"] = Of(Plain, Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 60), Step.Kick(0), Step.Run(0)),
        ["disabled"] = Of(Plain with { Queues = 2 }, Step.Post(0, 18), Step.Post(1, 18), Step.Advance(0), Step.Xmit(1, 60), Step.TxFatal(),
            Step.Advance(3)),
    };

    [Theory]
    [InlineData("flood", "BoundedMemory@honest", "slot-estimate", "byte-limit xsa-392 proposed")]
    [InlineData("flood ignoring a stopped Tx queue", "BoundedMemoryForAnyHost@any-host", "slot-estimate byte-limit locked-peek", "xsa-392 xsa-424 proposed")]
    [InlineData("one packet stuck", "BoundedLatency@honest", "slot-estimate", "byte-limit head-need proposed")]
    [InlineData("one packet stuck, and nobody looks", "StallIsDetected@steady", "slot-estimate", "fewer-slots head-need proposed")]
    [InlineData("event while stopped", "NoSpuriousCarrierOff@honest", "slot-estimate", "byte-limit xsa-424 proposed")]
    [InlineData("iPXE", "SmallRingProgress@honest", "byte-limit", "slot-estimate fewer-slots head-need proposed")]
    [InlineData("iPXE with GSO", "SmallRingProgress@honest", "byte-limit fewer-slots", "slot-estimate head-need proposed")]
    [InlineData("slots in steps", "CarrierRecovers@honest", "stall-detection", "byte-limit fewer-slots xsa-392 proposed")]
    [InlineData("mtu without the header", "NoRingOverrun@honest", "fewer-slots", "stall-detection head-need xsa-424")]
    [InlineData("one slot left", "StallIsDetected@steady", "byte-limit fewer-slots head-need late-eoi locked-peek", "stall-detection xsa-392 xsa-424 proposed")]
    [InlineData("idle, then blocked", "NoSpuriousCarrierOff@honest", "stall-detection xsa-424", "byte-limit proposed")]
    [InlineData("dead guest", "NoFlapping@honest", "xsa-392 xsa-424", "stall-detection head-need proposed")]
    [InlineData("fill", "NoLossForObedientHost@honest", "xsa-392 xsa-424", "byte-limit locked-peek proposed")]
    [InlineData("fill", "NoFreeUnderLock@honest", "xsa-392", "byte-limit xsa-424 proposed")]
    [InlineData("headroom", "NoRingOverrun@xdp", "late-eoi xsa-424", "proposed")]
    [InlineData("forged index", "HostileIndexContained@hostile", "slot-estimate byte-limit head-need xsa-424", "proposed")]
    [InlineData("packet, then event", "NoUnlockedPeek@honest", "late-eoi", "head-need locked-peek proposed")]
    [InlineData("disabled", "NoSpin@hostile", "byte-limit fewer-slots xsa-424", "proposed")]
    public void KnownFault_IsSeenWhereItIs_AndNowhereElse(string script, string claim, string breaks, string holds)
    {
        Assert.All(breaks.Split(' '), revision => Assert.NotNull(Violation(script, claim, revision)));
        Assert.All(holds.Split(' '), revision => Assert.Null(Violation(script, claim, revision)));
    }

    [Fact]
    public void EveryScript_IsUsed()
    {
        var used = typeof(ScenarioExampleTests).GetMethod(nameof(KnownFault_IsSeenWhereItIs_AndNowhereElse))!
            .CustomAttributes.Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!)[0].Value);
        Assert.Equal(Scripts.Keys.Order(), used.Cast<string>().Distinct().Order());
    }

    [Fact]
    public void Violation_IsReportedWithItsStepAndTime()
    {
        var violation = Violation("one packet stuck", "BoundedLatency@honest", "slot-estimate")!;
        Assert.Equal((2, 0L), (violation.Step, violation.AtMs));
        Assert.Equal("rx0 sleeps for ever, the head expires at 10,000 ms", violation.What);
        Assert.Equal(-1, Violation("disabled", "NoPrematureCarrierOn@honest", "byte-limit")!.Step);
    }

    private static MonitorSet.FirstViolation? Violation(string script, string claim, string revision) =>
        new MonitorSet(History.Find(revision)!, [Catalogue.Claims.Single(c => c.Name == claim)]).FindViolation(Scripts[script]);

    private static Scenario Of(Parameters vif, params Step[] steps) => new("by hand", vif, HostStack.HonoursStop, steps);
}
