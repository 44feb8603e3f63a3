namespace Netback;

/// <summary>A lock that one context holds at a time. Others wait at the point where they take it.</summary>
/// <param name="kernel">The machine that the lock is part of.</param>
/// <param name="name">What it protects, for labels.</param>
/// <param name="interruptsOff">Whether its holder's CPU takes no interrupts.</param>
public sealed class SpinLock(Kernel kernel, string name, bool interruptsOff) : Guard
{
    private readonly string takes = $"takes {name}", releases = $"releases {name}";

    public bool IsHeld { get; private set; }

    /// <summary>Whether its holder's CPU takes no interrupts.</summary>
    public bool InterruptsOff => interruptsOff;

    public override bool IsOpen => !IsHeld;

    public Point<HoldEffect, bool> Acquire() => new(kernel.Until(takes, this), new(this, true));

    public Point<HoldEffect, bool> Release() => new(kernel.Point(releases), new(this, false));

    public readonly struct HoldEffect(SpinLock spinLock, bool held) : IEffect<bool>
    {
        public bool Take()
        {
            if (spinLock.IsHeld == held)
                throw new InvalidOperationException("A lock is taken when it is free and released when it is held.");
            return spinLock.IsHeld = held;
        }
    }
}
