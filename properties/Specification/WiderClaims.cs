using Netback.Properties.Generation;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Specification;

/// <summary>
/// An environment that contains another can do all that the other can: one with a host that ignores a stopped Tx queue, or with a guest that may want XDP headroom, is claimed to keep
/// what the other is claimed to keep, unless a property needs an obedient host, or says itself what it claims there. What is violated in the one is violated in the other.
/// </summary>
/// <remarks>
/// Not in cells, but judged by <c>run</c> and <c>diff</c> from what is claimed of each part: three at once (a hostile guest, headroom and such a host), which would cost as much as a pair and
/// have nothing that two of them do not have; and, as nobody is a CPU where one context runs at a time, what is without turns at the Tx queue (<c>no-tx-lock</c>) together with others. Two
/// CPUs that both found the Tx queue running are a host that ignores a stopped one for a packet; who takes the packets out has no part in the bound.
/// </remarks>
internal static class WiderClaims
{
    /// <summary>In the order in which claims are made: what follows may follow further.</summary>
    private static readonly (DriverEnvironment Contained, DriverEnvironment Wider)[] Pairs =
    [
        (DriverEnvironment.Honest, DriverEnvironment.AnyHost), (DriverEnvironment.Steady, DriverEnvironment.SteadyAnyHost), (DriverEnvironment.HostileGuest, DriverEnvironment.HostileAnyHost),
        (DriverEnvironment.Honest, DriverEnvironment.XdpHeadroom), (DriverEnvironment.Steady, DriverEnvironment.SteadyXdp),
        (DriverEnvironment.XdpHeadroom, DriverEnvironment.XdpAnyHost), (DriverEnvironment.AnyHost, DriverEnvironment.XdpAnyHost),
        (DriverEnvironment.HostileGuest, DriverEnvironment.HostileXdp),
    ];

    /// <summary>
    /// What they are about where contexts interleave takes configurations of their own (a disconnect, packets of two sizes, a stall, events that come while others are
    /// handled), and has nothing to do with a stop or with how many slots a packet needs: these are explored with a host that respects it and without headroom, and not again.
    /// </summary>
    private static readonly string[] OfScenariosOnly =
    [
        "TeardownWithinDrain", "NothingLeftBehind", "NoUseAfterTeardown", "CarrierOffWhenDisconnected", "CarrierRecovers", "NoLostWakeup", "SmallRingProgress", "FifoExactlyOnce", "EoiMatchesEvent",
        "NoUseAfterFree", "NoSpin", "NoIdleWakeups",
    ];

    /// <summary>
    /// Claims for which another one says the same of a host that ignores a stopped Tx queue, or which have nothing to do with it. A Tx queue that is woken though full is so by a byte count
    /// that has wrapped (<c>ByteAccounting@any-host</c>), with a hostile guest as well; memory is bounded as bytes are (<c>BoundedMemoryForAnyHost@hostile-any</c>). A thread that turns the carrier on after a
    /// fatal error takes thousands of cases to come by.
    /// </summary>
    private static readonly string[] OfObedientHostsOnly = ["StopMatchesQueue", "ByteAccounting@hostile", "BoundedFootprint@hostile", "CarrierOffWhenDisconnected@hostile"];

    /// <summary>What takes a count that wraps is not looked for with headroom, where so long a queue goes through thousands of millions of slots.</summary>
    private static readonly string[] NotOfBoth = ["ByteAccounting"];

    /// <summary>What a property claims, and what follows from that.</summary>
    /// <param name="listed">Where it says itself that it is claimed.</param>
    public static IReadOnlyList<Claim> With(IReadOnlyList<Claim> listed)
    {
        var claims = Linked(listed);
        foreach (var pairs in Pairs.GroupBy(p => p.Wider))
        {
            var contained = pairs.Select(p => claims.Find(c => c.Environment == p.Contained)).OfType<Claim>().ToList();
            if (contained.Count > 0 && claims.TrueForAll(c => c.Environment != pairs.Key) && MakesSense(contained[0], pairs.Key)) claims.Add(Wider(contained, pairs.Key));
        }
        return claims;
    }

    /// <summary>What a property claims of a hostile guest and is judged by scenarios only follows, too: what contexts do to each other beside an honest one, they do there as well.</summary>
    private static List<Claim> Linked(IReadOnlyList<Claim> listed)
    {
        var honest = listed.FirstOrDefault(c => c.Environment == DriverEnvironment.Honest);
        return [.. listed.Select(c => honest is not null && c.IsOfScenariosOnly && c.Environment == DriverEnvironment.HostileGuest ? c with { FollowsFrom = [honest] } : c)];
    }

    private static bool MakesSense(Claim contained, DriverEnvironment wider) => !contained.Property.IsOfStates
        && !(wider == DriverEnvironment.XdpAnyHost && NotOfBoth.Contains(contained.Property.Name))
        && (wider.Host == HostStack.HonoursStop || !(contained.Property.NeedsObedientHost || OfObedientHostsOnly.Contains(contained.Name) || OfObedientHostsOnly.Contains(contained.Property.Name)));

    private static Claim Wider(List<Claim> contained, DriverEnvironment wider)
    {
        var first = contained[0];
        var probes = wider.Host == HostStack.IgnoresStop ? first.Probes.Without(Probe.StackHeld).With(Probe.OfferedWhileStopped) : first.Probes;
        return first with
        {
            Environment = wider, FollowsFrom = contained, Probes = wider.Xdp ? probes.With(Probe.Headroom) : probes,
            IsOfScenariosOnly = first.IsOfScenariosOnly || OfScenariosOnly.Contains(first.Property.Name),
        };
    }
}
