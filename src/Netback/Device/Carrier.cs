namespace Netback;

/// <summary>The link of the vif as the host's stack sees it: off means that nothing is offered to the driver.</summary>
public sealed class Carrier(Machine machine, EventStream events) : Part(machine)
{
    private readonly Shared<bool> on = new(machine, "carrier", false);

    public bool IsOn => on.Peek;

    public Point<Shared<bool>.LoadEffect, bool> Look(string what) => on.Load(what);

    /// <param name="queue">The queue that it is on account of.</param>
    /// <param name="cause">Why.</param>
    public async Coroutine TurnOn(int queue, Cause cause)
    {
        if (!await on.Exchange(true, "turns the carrier on")) events.Emit(EventKind.CarrierOn, queue, cause: cause);
    }

    /// <inheritdoc cref="TurnOn"/>
    public async Coroutine TurnOff(int queue, Cause cause)
    {
        if (await on.Exchange(false, "turns the carrier off")) events.Emit(EventKind.CarrierOff, queue, cause: cause);
    }
}
