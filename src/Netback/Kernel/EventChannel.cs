namespace Netback;

/// <summary>
/// The guest's way to interrupt the host for one queue. An event while the interrupt is disabled, or with late EOI
/// before the last one was acknowledged, is kept once.
/// </summary>
/// <param name="kernel">The machine that the channel is part of.</param>
/// <param name="queue">Number of the queue.</param>
/// <param name="lateEoi">Whether the next event waits until the driver acknowledges this one.</param>
public sealed class EventChannel(Kernel kernel, int queue, bool lateEoi)
{
    private bool enabled = true, inService, pending;

    /// <summary>The interrupt handler of the driver.</summary>
    public required Func<ValueTask> Handler { get; init; }

    /// <summary>Whether an event has been delivered and not yet acknowledged (late EOI).</summary>
    public bool InService => inService;

    /// <summary>Number of the queue.</summary>
    public int Queue => queue;

    /// <summary>Whether the driver takes interrupts.</summary>
    public bool IsEnabled => enabled;

    /// <summary>Whether an event has come that could not be delivered yet.</summary>
    public bool IsPending => pending;

    /// <summary>The guest sends an event.</summary>
    public async ValueTask Raise()
    {
        kernel.Emit(EventKind.EventRaised, queue);
        pending = true;
        await Deliver();
    }

    /// <summary>The driver enables or disables the interrupt. After disabling it waits for a handler that runs.</summary>
    public async ValueTask Enable(bool on)
    {
        await kernel.Point(on ? "enables the interrupt" : "disables the interrupt");
        enabled = on;
        if (!on && kernel.HandlerEnd(queue) is { } ended) await kernel.Until("waits for the interrupt handler", ended);
        await Deliver();
    }

    /// <summary>The driver acknowledges the event (late EOI). One that came meanwhile is delivered.</summary>
    public async ValueTask EndOfInterrupt()
    {
        await kernel.Point("acknowledges the event");
        inService = false;
        await Deliver();
    }

    private ValueTask Deliver()
    {
        if (!pending || !enabled || inService) return default;
        pending = false;
        inService = lateEoi;
        return kernel.Interrupt(this);
    }
}
