using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Observation;
using Netback.Revisions;
using Xunit;
using Monitor = Netback.Properties.Specification.Monitor;

namespace Netback.Tests.Specification;

/// <summary>
/// A stream of events made by hand, in front of one monitor. No driver stands behind it, so that it can hold what no revision
/// does. As in a real run the picture sees each event first, and the monitor only those that it wants.
/// </summary>
internal sealed class EventScript
{
    private readonly ObservedVif picture;
    private readonly Monitor monitor;
    private readonly uint[] posted, taken;
    private readonly HashSet<Packet> offered = [];
    private long now;
    private int packets;

    public EventScript(string claim, string revision = "byte-limit", Parameters? vif = null, uint startIndex = 0, bool interleaves = false, bool isKnown = false)
    {
        vif ??= Parameters.Default;
        Machine machine = interleaves ? new SteppedMachine() : new StraightMachine();
        picture = new(vif, startIndex, machine);
        var driver = History.Find(revision)!;
        var about = Catalogue.Claims.Single(c => c.Name == claim);
        // Where it is known to be violated: what is left of it.
        if (isKnown) about = (interleaves ? Remainder.OfContexts(about, driver) : Remainder.Of(about, driver))!;
        monitor = about.Monitor(new(machine, driver, vif));
        posted = [.. Enumerable.Repeat(startIndex, vif.Queues)];
        taken = [.. posted];
    }

    public EventScript Add(EventKind kind, int queue = 0, Packet? packet = null, long value = 0, long other = 0, Cause cause = Cause.None)
    {
        if (kind == EventKind.PacketOffered) offered.Add(packet!);
        var e = new Event(kind, queue, now, packet, value, other, cause);
        picture.On(e);
        if (monitor.Watches.Contains(kind)) monitor.On(e, picture);
        return this;
    }

    /// <param name="starved">Whether no thread gets a CPU meanwhile.</param>
    public EventScript Pass(long ms, bool starved = false)
    {
        now += ms;
        return Add(EventKind.TimePassed, value: ms, other: starved ? 1 : 0);
    }

    public EventScript Post(int slots, int queue = 0) =>
        Add(EventKind.SlotsPosted, queue, value: posted[queue] += (uint)slots, other: slots);

    public EventScript Take(Packet packet, int slots, int queue = 0) =>
        Add(EventKind.SlotsConsumed, queue, packet, taken[queue] += (uint)slots, slots);

    /// <summary>A packet that this script has not used yet.</summary>
    public Packet New(int length = 60, bool gso = false) => new(packets++, new(length, gso));

    /// <summary>Accepts new packets; the driver's byte count is not told.</summary>
    public EventScript Accept(int length = 60, bool gso = false, int count = 1, int queue = 0)
    {
        for (int i = 0; i < count; i++) Accept(New(length, gso), queue);
        return this;
    }

    /// <summary>Accepts a packet, which is offered before if it has not been.</summary>
    public EventScript Accept(Packet packet, int queue = 0, long counted = -1) =>
        (offered.Contains(packet) ? this : Add(EventKind.PacketOffered, queue, packet)).Add(EventKind.PacketAccepted, queue, packet, counted);

    public EventScript Dequeue(Packet packet, int queue = 0, long counted = -1) =>
        Add(EventKind.PacketDequeued, queue, packet, counted);

    /// <summary>The head leaves, whatever it is, and has expired.</summary>
    public EventScript Expire(int queue = 0)
    {
        var packet = picture[queue].Head!.Value.Packet;
        return Dequeue(packet, queue).Add(EventKind.PacketExpired, queue, packet);
    }

    /// <summary>The thread sleeps, and with that all is at rest.</summary>
    /// <param name="until">ms, or -1 for ever.</param>
    public EventScript Sleep(long until = -1, int queue = 0) => Add(EventKind.RxSlept, queue, value: until).Add(EventKind.AtRest);

    public EventScript CarrierOn(Cause cause = Cause.Ready) => Add(EventKind.CarrierOn, cause: cause);

    public EventScript CarrierOff(Cause cause = Cause.Stall, int queue = 0) => Add(EventKind.CarrierOff, queue, cause: cause);

    /// <summary>Goes on with what somebody else adds.</summary>
    public EventScript With(Func<EventScript, EventScript> more) => more(this);

    /// <summary>The monitor has seen nothing wrong so far.</summary>
    /// <param name="reached">How near the stream came to the bound, where that is known.</param>
    public EventScript Holds(long? reached = null)
    {
        Assert.Null(monitor.Violation);
        if (reached is not null) Assert.Equal(reached, monitor.Reached);
        return this;
    }

    /// <summary>The last event, and none before it, broke the property.</summary>
    public void BreaksBy(Func<EventScript, EventScript> last, string what, long? reached = null)
    {
        Holds();
        last(this);
        Assert.Contains(what, monitor.Violation, StringComparison.Ordinal);
        Assert.Equal(now, monitor.ViolatedAtMs);
        if (reached is not null) Assert.Equal(reached, monitor.Reached);
    }
}
