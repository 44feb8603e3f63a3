namespace Netback;

/// <summary>The link of the vif as the host's stack sees it: off means that nothing is offered to the driver.</summary>
public sealed class Carrier(Kernel kernel)
{
    private readonly Shared<bool> on = new(kernel, "the carrier", false);

    public bool IsOn => on.Value;

    /// <inheritdoc cref="Shared{T}.IsConstant"/>
    public bool IsConstant { set => on.IsConstant = value; }

    public Point<Shared<bool>.LoadEffect, bool> Look(string what) => on.Load(what);

    /// <param name="queue">The queue that it is on account of.</param>
    /// <param name="cause">Why.</param>
    public async ValueTask TurnOn(int queue, Cause cause)
    {
        if (!await on.Exchange(true, "turns the carrier on")) kernel.Emit(EventKind.CarrierOn, queue, cause: cause);
    }

    /// <inheritdoc cref="TurnOn"/>
    public async ValueTask TurnOff(int queue, Cause cause)
    {
        if (await on.Exchange(false, "turns the carrier off")) kernel.Emit(EventKind.CarrierOff, queue, cause: cause);
    }
}
