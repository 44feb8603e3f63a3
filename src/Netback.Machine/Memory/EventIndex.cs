using Netback.States;

namespace Netback;

/// <summary>
/// The word in which one end of a ring asks for an event when the other's producer passes an index. The producer reads it to decide about
/// all it has just published (<see cref="LoadFor"/>); an index about which that has been decided asks for nothing any more, and is
/// part of a state only as "passed", unless states tell more (<see cref="Horizon.DecidedSlots"/>).
/// </summary>
/// <param name="machine">The machine that it is part of.</param>
/// <param name="name">The field's name for it.</param>
/// <param name="initial">The index asked for at first.</param>
/// <param name="queue">The queue that it belongs to.</param>
public sealed class EventIndex(Machine machine, string name, RingIndex initial, int queue) : Shared<RingIndex>(machine, name, initial, queue)
{
    private readonly RingIndexCell decided = new(machine, initial with { Value = initial.Value - 1 }, name, queue);

    /// <summary>Reads the word, to decide whether the other end wants an event for what has been published up to <paramref name="now"/>.</summary>
    public Point<DecideEffect, RingIndex> LoadFor(RingIndex now, string what) => new(Machine.Point(what), new(this, now));

    /// <summary>A new ring: the index asked for at first.</summary>
    public new void Renew(RingIndex value)
    {
        decided.Value = value with { Value = value.Value - 1 };
        base.Renew(value);
    }

    internal override long Read(Encoding encoding)
    {
        RingIndex index = Unlogged, last = decided.Unlogged with { Value = decided.Unlogged.Value - (uint)encoding.DecidedSlots };
        return encoding.Distance((int)(index.Value - last.Value) < 0 ? last : index);
    }

    private RingIndex Unlogged => (RingIndex)Shown!;

    /// <summary>Up to where has been decided: what its own value means depends on that.</summary>
    internal Cell Decided => decided;

    public readonly struct DecideEffect(EventIndex word, RingIndex now) : IEffect<RingIndex>
    {
        public Access Access => new(AccessKind.Load, word);

        public RingIndex Take()
        {
            word.decided.Value = now;
            return word.Take();
        }
    }

    private sealed class RingIndexCell(Machine machine, RingIndex initial, string name, int queue)
        : Cell<RingIndex>(machine, name + " decided", initial, queue)
    {
        public RingIndex Unlogged => (RingIndex)Shown!;
    }
}
