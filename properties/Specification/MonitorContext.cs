using Netback.Revisions;

namespace Netback.Properties.Specification;

/// <summary>What a monitor is about.</summary>
/// <param name="Machine">Where it keeps what it remembers: in cells, so that an exploration tells states apart by it.</param>
/// <param name="Revision">The design: its bounds, timeouts and marks.</param>
/// <param name="Parameters">What is configured.</param>
public sealed record MonitorContext(Machine Machine, Revision Revision, Parameters Parameters)
{
    /// <summary>Whether the revision is one of the history. What it promises is then said here and not asked of it, so that one that takes other numbers is noticed. One
    /// that is derived from it says itself what it promises.</summary>
    private bool IsOfHistory { get; } = History.Has(Revision);

    /// <summary>ms that a packet may wait by the design; the drain timeout where it may wait for ever.</summary>
    public long DrainMs => (IsOfHistory ? null : Revision.ExpiresAfterMs(Parameters)) ?? Parameters.DrainTimeoutMs;

    /// <inheritdoc cref="Revision.MemoryBound"/>
    public long MemoryBound => !IsOfHistory ? Revision.MemoryBound(Parameters) : Parameters.QueueLimit + Parameters.MaxPacketBytes - (Revision is Xsa392 ? 1 : 0);

    /// <inheritdoc cref="Revision.QueueLimit"/>
    public long? QueueLimit => !IsOfHistory ? Revision.QueueLimit(Parameters) : Revision is ByteLimit ? Parameters.QueueLimit : null;

    /// <inheritdoc cref="Revision.WakeMark"/>
    public long WakeMark => !IsOfHistory ? Revision.WakeMark(Parameters) : QueueLimit ?? 0;

    /// <inheritdoc cref="Revision.SlotsThatEndStall"/>
    public int SlotsThatEndStall(int lacked) => !IsOfHistory ? Revision.SlotsThatEndStall(Parameters, lacked)
        : Math.Min(Revision switch { Xsa392 => lacked, FewerSlots => 1, StallDetection => Parameters.MaxPacketSlots, _ => lacked }, Parameters.RingSize);

    /// <inheritdoc cref="Revision.StallAfterMs"/>
    public long? StallAfterMs => !IsOfHistory ? Revision.StallAfterMs(Parameters) : Revision is StallDetection ? StallTimeoutMs : Revision is ByteLimit ? null : Parameters.DrainTimeoutMs;

    /// <inheritdoc cref="Revision.StallTimeoutMs"/>
    public long? StallTimeoutMs => !IsOfHistory ? Revision.StallTimeoutMs(Parameters)
        : Revision is not ByteLimit ? Parameters.DrainTimeoutMs
        // Only fewer-slots made 0 mean never; byte-limit has no detection, and is measured by what is configured.
        : Parameters.StallTimeoutMs == 0 && !(Revision is StallDetection and not FewerSlots) ? null : Parameters.StallTimeoutMs;

    /// <summary>ms by which a packet may leave later: what timers of the drain timeout can be late, a tick where they are exact.</summary>
    public long DrainSlackMs => Parameters.TimerSlackMs(DrainMs);

    /// <summary>Slots that a revision wants before it sends anything: for the largest packet that there may ever be (up to <c>stall-detection</c>), for the largest of
    /// this vif, by its mtu where there is no GSO (<c>fewer-slots</c>), none after that. Said here once more, so that a driver that wants others is noticed.</summary>
    public int SlotsBeforeAnything => Revision switch
    {
        HeadNeed => 0,
        FewerSlots => Math.Min(Parameters.Gso ? PagesOf(Parameters.GsoMaxSize) + 1 : PagesOf(Parameters.Mtu), Parameters.RingSize),
        _ => Math.Min(Parameters.MaxPacketSlots, Parameters.RingSize),
    };

    private int PagesOf(int bytes) => (bytes + Parameters.PageSize - 1) / Parameters.PageSize;

    /// <summary>A word that a monitor remembers.</summary>
    public Cell<T> Remember<T>(string name, T initial, int queue = -1) => new(Machine, $"monitor: {name}", initial, queue);

    /// <summary>One for each queue.</summary>
    public Cell<T>[] RememberEach<T>(string name, T initial) => [.. Enumerable.Range(0, Parameters.Queues).Select(q => Remember(name, initial, q))];
}
