namespace Netback;

/// <summary>The link of the vif as the host's stack sees it: off means that nothing is offered to the driver.</summary>
public sealed class Carrier(Vif vif) : Part(vif.Machine)
{
    private readonly Shared<bool> on = new(vif.Machine, "carrier", false);

    public bool IsOn => on.Peek;

    public Point<Shared<bool>.LoadEffect, bool> Look(string what) => on.Load(what);

    /// <summary>Told with each change: 1 without the vif's lock.</summary>
    private long Unlocked => vif.Lock.IsHeldHere ? 0 : 1;

    /// <param name="queue">The queue that it is on account of.</param>
    /// <param name="cause">Why.</param>
    public async Coroutine TurnOn(int queue, Cause cause)
    {
        if (!await on.Exchange(true, "turns the carrier on")) vif.Emit(EventKind.CarrierOn, queue, other: Unlocked, cause: cause);
    }

    /// <inheritdoc cref="TurnOn"/>
    public async Coroutine TurnOff(int queue, Cause cause)
    {
        if (await on.Exchange(false, "turns the carrier off")) vif.Emit(EventKind.CarrierOff, queue, other: Unlocked, cause: cause);
    }
}
