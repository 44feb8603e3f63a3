namespace Netback;

/// <summary>A lock that one context holds at a time. Others wait at the point where they take it.</summary>
/// <param name="kernel">The machine that the lock is part of.</param>
/// <param name="name">What it protects, for labels.</param>
/// <param name="interruptsOff">Whether its holder's CPU takes no interrupts.</param>
public sealed class SpinLock(Kernel kernel, string name, bool interruptsOff) : Guard
{
    // Made when they are needed first: most locks are never taken.
    private string? takes, releases;

    public bool IsHeld { get; private set; }

    /// <summary>Whether its holder's CPU takes no interrupts.</summary>
    public bool InterruptsOff => interruptsOff;

    /// <summary>What it protects, in words.</summary>
    public string Name => name;

    /// <summary>Who holds it: a context of a kernel in which contexts interleave, else null.</summary>
    public object? Holder { get; private set; }

    /// <summary>Whether the context that runs now holds it.</summary>
    public bool IsHeldHere => IsHeld && Holder == kernel.Running;

    public override bool IsOpen => !IsHeld;

    public Point<HoldEffect, bool> Acquire() => new(kernel.Until(takes ??= $"takes {name}", this), new(this, true));

    public Point<HoldEffect, bool> Release()
    {
        if (kernel.Interleaves) kernel.WillRelease();
        return new(kernel.Point(releases ??= $"releases {name}"), new(this, false));
    }

    private void Hold(bool held)
    {
        IsHeld = held;
        Holder = held ? kernel.Running : null;
        if (held && kernel.Interleaves) kernel.LockTaken(this);
    }

    public readonly struct HoldEffect(SpinLock spinLock, bool held) : IEffect<bool>
    {
        public bool Take()
        {
            if (spinLock.IsHeld == held)
                throw new InvalidOperationException("A lock is taken when it is free and released when it is held.");
            spinLock.Hold(held);
            return held;
        }
    }
}
