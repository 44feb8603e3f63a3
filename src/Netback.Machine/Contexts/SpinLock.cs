namespace Netback;

/// <summary>A lock that one context holds at a time. Others wait at the point where they take it.</summary>
public sealed class SpinLock : Guard
{
    private readonly Cell<byte> holder;
    private readonly string takes, releases;

    /// <param name="machine">The machine that the lock is part of.</param>
    /// <param name="name">What it protects, for labels.</param>
    /// <param name="interruptsOff">Whether its holder's CPU takes no interrupts.</param>
    /// <param name="queue">The queue that it belongs to, or -1.</param>
    public SpinLock(Machine machine, string name, bool interruptsOff, int queue = -1) : base(machine)
    {
        (Name, Queue, InterruptsOff) = (name, queue, interruptsOff);
        (takes, releases) = ($"takes {name}", $"releases {name}");
        holder = new(machine, name, 0, queue);
    }

    /// <summary>What it protects, in words.</summary>
    public string Name { get; }

    /// <summary>The queue that it belongs to, or -1.</summary>
    public int Queue { get; }

    /// <summary>Whether its holder's CPU takes no interrupts.</summary>
    public bool InterruptsOff { get; }

    public bool IsHeld => holder.Peek != 0;

    public override bool IsOpen => holder.Peek == 0;

    public override string Describe => Name;

    /// <summary>Who holds it: the number of the context in its machine and 1, or 0.</summary>
    public int Holder => holder.Peek;

    /// <summary>Whether the context that runs now holds it.</summary>
    public bool IsHeldHere => holder.Peek != 0 && holder.Peek == Machine.RunningNumber;

    /// <summary>Whether this is the cell that says who holds it.</summary>
    internal bool IsCell(Cell cell) => cell == holder;

    public Point<HoldEffect, bool> Acquire() => new(Machine.Until(takes, this), new(this, true));

    public Point<HoldEffect, bool> Release() => new(Machine.Point(releases), new(this, false));

    private void Hold(bool held)
    {
        byte holds = holder.Value;
        if (held ? holds != 0 : holds == 0 || holds != Machine.RunningNumber)
            throw new InvalidOperationException($"A lock is taken when it is free and released by who holds it: {Machine.RunningName} {(held ? takes : releases)}.");
        holder.Value = (byte)(held ? Machine.RunningNumber : 0);
        if (held) Machine.LockTaken(this);
    }

    public readonly struct HoldEffect(SpinLock spinLock, bool held) : IEffect<bool>
    {
        public Access Access => new(held ? AccessKind.Acquire : AccessKind.Release, spinLock);

        public bool Take()
        {
            spinLock.Hold(held);
            return held;
        }
    }
}
