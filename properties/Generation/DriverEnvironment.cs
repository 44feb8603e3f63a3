using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// What surrounds the driver: which hosts and guests a property is claimed for. A verdict is always one for a revision, a
/// property and one of these.
/// </summary>
/// <param name="Name">As on the command line and in tables.</param>
/// <param name="Summary">In a few words.</param>
/// <param name="Host">What the host's stack does when a Tx queue is stopped.</param>
/// <param name="Hostile">Whether guests forge the producer index or send malformed Tx requests.</param>
/// <param name="BacksOff">Whether events without work slow down those after them.</param>
/// <param name="Shapes">Whether packets begin anywhere in a page, and may carry a hash.</param>
/// <param name="Notifies">Whether the guest sends events when it posts.</param>
/// <param name="Xdp">Whether the guest wants XDP headroom in each slot.</param>
/// <param name="HasStack">Whether there is a qdisc, a link watch, or both, above the driver.</param>
/// <param name="Reconnects">Whether the frontend connects again after it has gone away.</param>
public sealed record DriverEnvironment(string Name, string Summary, HostStack Host, bool Hostile = false, bool Xdp = false, bool Reconnects = false, bool HasStack = false,
    bool BacksOff = false, bool Notifies = true, bool Shapes = false)
{
    /// <summary>The stack respects a stopped Tx queue; guests keep to the protocol, however slow, small, lazy or dead they are.</summary>
    public static readonly DriverEnvironment Honest =
        new("honest", "host respects a stopped Tx queue, guests keep to the protocol", HostStack.HonoursStop);

    /// <summary>As <see cref="Honest"/>, but the stack goes on offering packets when the Tx queue is stopped.</summary>
    public static readonly DriverEnvironment AnyHost =
        new("any-host", "host ignores a stopped Tx queue, guests keep to the protocol", HostStack.IgnoresStop);

    /// <summary>As <see cref="Honest"/>, but guests forge indices and provoke fatal Tx errors.</summary>
    public static readonly DriverEnvironment HostileGuest =
        new("hostile", "host respects a stopped Tx queue, guests forge indices and provoke fatal errors", HostStack.HonoursStop, Hostile: true);

    /// <summary><see cref="AnyHost"/> and <see cref="HostileGuest"/> together.</summary>
    public static readonly DriverEnvironment HostileAnyHost =
        new("hostile-any", "host ignores a stopped Tx queue, guests forge indices and provoke fatal errors", HostStack.IgnoresStop, Hostile: true);

    /// <summary>As <see cref="Honest"/>, and the guest may want XDP headroom. Only for revisions since v5.9.</summary>
    public static readonly DriverEnvironment XdpHeadroom =
        new("xdp", "as honest, and the guest may want XDP headroom in every slot", HostStack.HonoursStop, Xdp: true);

    /// <summary><see cref="AnyHost"/> and <see cref="XdpHeadroom"/> together.</summary>
    public static readonly DriverEnvironment XdpAnyHost =
        new("xdp-any", "as any-host, and the guest may want XDP headroom in every slot", HostStack.IgnoresStop, Xdp: true);

    /// <summary><see cref="HostileGuest"/> and <see cref="XdpHeadroom"/> together.</summary>
    public static readonly DriverEnvironment HostileXdp =
        new("hostile-xdp", "as hostile, and the guest may want XDP headroom in every slot", HostStack.HonoursStop, Hostile: true, Xdp: true);

    /// <summary>As <see cref="Honest"/>, and the frontend goes and comes back: with another number of queues, on a new ring or on the one that it
    /// has in use; and connecting may fail.</summary>
    public static readonly DriverEnvironment Reconnecting =
        new("reconnecting", "as honest, and the frontend goes away and connects again", HostStack.HonoursStop, Reconnects: true);

    /// <summary>As <see cref="Honest"/>, with a finite qdisc for each Tx queue, and a link watch: what a user of the host feels. Where contexts interleave there is no such
    /// stack.</summary>
    public static readonly DriverEnvironment Stack =
        new("stack", "as honest, with a qdisc and linkwatch above the driver", HostStack.HonoursStop, HasStack: true);

    /// <summary>As <see cref="Honest"/>, but events that turn out to be without work slow down those after them, over a channel of their own or one
    /// that guest Tx shares.</summary>
    public static readonly DriverEnvironment EventBackOff =
        new("event-back-off", "as honest, and spurious events delay those after them", HostStack.HonoursStop, BacksOff: true);

    /// <summary>As <see cref="Honest"/>, but the guest sends no events when it posts. Only for revisions that serve such guests.</summary>
    public static readonly DriverEnvironment NoRxNotify =
        new("no-rx-notify", "as honest, and the guest sends no events when it posts", HostStack.HonoursStop, Notifies: false);

    /// <summary>As <see cref="Honest"/>, but the linear area of a packet begins anywhere in a page, as a socket or another guest has made it, and the guest may have set a
    /// hash algorithm: what the driver takes a packet to need and what it takes can differ.</summary>
    public static readonly DriverEnvironment PacketShapes =
        new("packet-shapes", "as honest, packets begin anywhere in a page and may carry a hash", HostStack.HonoursStop, Shapes: true);

    /// <summary>The part of <see cref="Honest"/> in which a packet waits without a break, so that its expiries keep waking
    /// the Rx thread. Properties claimed here look at such stretches of time only.</summary>
    public static readonly DriverEnvironment Steady =
        new("steady", "as honest, judged only while packets wait without a break", HostStack.HonoursStop) { SearchedAs = Honest };

    /// <summary>The same part of <see cref="AnyHost"/>.</summary>
    public static readonly DriverEnvironment SteadyAnyHost =
        new("steady-any", "as any-host, while a packet waits without a break", HostStack.IgnoresStop) { SearchedAs = AnyHost };

    /// <summary>The same part of <see cref="XdpHeadroom"/>.</summary>
    public static readonly DriverEnvironment SteadyXdp =
        new("steady-xdp", "as xdp, while a packet waits without a break", HostStack.HonoursStop, Xdp: true) { SearchedAs = XdpHeadroom };

    /// <summary>As <see cref="Honest"/>, but CPUs that feed one queue do not take turns, since several Tx queues of the stack share it. Where
    /// one context runs at a time there is no such thing.</summary>
    public static readonly DriverEnvironment NoTxLock =
        new("no-tx-lock", "as honest, and CPUs feed one queue at the same time, without a common Tx lock", HostStack.HonoursStop) { TakesContexts = true };

    private readonly DriverEnvironment? searchedAs;

    public static IReadOnlyList<DriverEnvironment> All { get; } =
        [Honest, Steady, AnyHost, SteadyAnyHost, HostileGuest, HostileAnyHost, XdpHeadroom, SteadyXdp, XdpAnyHost, HostileXdp, Reconnecting, Stack, EventBackOff, NoRxNotify, PacketShapes, NoTxLock];

    /// <summary>Those in which one context can run at a time.</summary>
    public static IReadOnlyList<DriverEnvironment> OfScenarios { get; } = [.. All.Where(s => !s.TakesContexts)];

    /// <summary>Whether they only make sense where contexts interleave.</summary>
    public bool TakesContexts { get; private init; }

    /// <summary>The environment whose search covers these; themselves but for <see cref="Steady"/> and its like.</summary>
    public DriverEnvironment SearchedAs { get => searchedAs ?? this; private init => searchedAs = value; }

    /// <summary>What is not as among honest guests, in the order of the parameters.</summary>
    private bool[] Features => [Host == HostStack.IgnoresStop, Hostile, Xdp, Reconnects, HasStack, BacksOff, !Notifies, Shapes];

    /// <summary>The environment of a scenario, alone if it is one of those that are searched; else those that it is of at the same time.</summary>
    public static IReadOnlyList<DriverEnvironment> PartsOf(Scenario scenario)
    {
        bool[] features = [scenario.Host == HostStack.IgnoresStop, scenario.Steps.Any(s => s.IsHostile), scenario.HasHeadroom, scenario.Steps.Any(s => s.Do == StepKind.Connect),
            scenario.Stack is not null, scenario.Vif.Events != EventDelivery.Immediate, !scenario.Vif.RxNotify, scenario.HasShapes];
        var searched = OfScenarios.Where(e => e.SearchedAs == e).ToList();
        return searched.Find(e => e.Features.SequenceEqual(features)) is { } known ? [known]
            : [.. searched.Where(e => e.Features.Count(f => f) == 1 && e.Features.Zip(features).All(f => !f.First || f.Second))];
    }

    /// <summary>Several together.</summary>
    public static DriverEnvironment Together(IReadOnlyList<DriverEnvironment> parts) => new(string.Join('+', parts), $"{string.Join(" and ", parts)} together",
        parts.Any(p => p.Host == HostStack.IgnoresStop) ? HostStack.IgnoresStop : HostStack.HonoursStop, parts.Any(p => p.Hostile), parts.Any(p => p.Xdp), parts.Any(p => p.Reconnects),
        parts.Any(p => p.HasStack), parts.Any(p => p.BacksOff), parts.All(p => p.Notifies), parts.Any(p => p.Shapes));

    public override string ToString() => Name;
}
