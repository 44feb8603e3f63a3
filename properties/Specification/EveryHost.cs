using Netback.Properties.Generation;

namespace Netback.Properties.Specification;

/// <summary>
/// A host that ignores a stopped Tx queue is one more host: what is claimed where it respects a stopped Tx queue is claimed where it ignores it, unless a property needs an
/// obedient one, or says itself what it claims there. What is violated in scenarios with the one is violated with the other.
/// </summary>
internal static class EveryHost
{
    private static readonly (DriverEnvironment Obedient, DriverEnvironment Any)[] Pairs =
        [(DriverEnvironment.Honest, DriverEnvironment.AnyHost), (DriverEnvironment.HostileGuest, DriverEnvironment.HostileAnyHost)];

    /// <summary>
    /// What they are about where contexts interleave takes configurations of their own (a disconnect, packets of two sizes, a stall, events that come while others are
    /// handled), and has nothing to do with a stop: these are explored with a host that respects it, and not again.
    /// </summary>
    private static readonly string[] OfScenariosOnly =
    [
        "TeardownWithinDrain", "NothingLeftBehind", "NoUseAfterTeardown", "CarrierOffWhenDisconnected", "CarrierRecovers", "NoLostWakeup", "SmallRingProgress", "FifoExactlyOnce", "EoiMatchesEvent",
        "NoUseAfterFree", "NoSpin", "NoIdleWakeups",
    ];

    /// <summary>
    /// Claims for which another one says the same, or which have nothing to do with the host. A Tx queue that is woken though full is so by a byte count that has wrapped
    /// (<c>ByteAccounting@any-host</c>), with a hostile guest as well; memory is bounded as bytes are (<c>BoundedMemoryForAnyHost@hostile-any</c>). A thread that turns the
    /// carrier on after a fatal error takes thousands of cases to come by.
    /// </summary>
    private static readonly string[] OfObedientHostsOnly =
        ["StopMatchesQueue@honest", "StopMatchesQueue@hostile", "ByteAccounting@hostile", "BoundedFootprint@hostile", "CarrierOffWhenDisconnected@hostile"];

    /// <param name="property">The property.</param>
    /// <param name="listed">Where it says itself that it is claimed.</param>
    public static IEnumerable<Claim> ClaimsOf(Property property, IReadOnlyList<Claim> listed) => property.NeedsObedientHost || property.IsOfStates ? [] :
        from pair in Pairs
        let obedient = listed.FirstOrDefault(c => c.Environment == pair.Obedient)
        where obedient is not null && !OfObedientHostsOnly.Contains(obedient.Name) && !listed.Any(c => c.Environment == pair.Any)
        select obedient with
        {
            Environment = pair.Any, Probes = obedient.Probes.Without(Probe.StackHeld).With(Probe.OfferedWhileStopped), FollowsFrom = obedient,
            IsOfScenariosOnly = obedient.IsOfScenariosOnly || OfScenariosOnly.Contains(property.Name),
        };
}
