namespace Netback;

/// <summary>The state of one Tx queue of the host's netdev: one bit that asks the stack to offer nothing.</summary>
public sealed class TxQueue(Machine machine, EventStream events, int queue) : Part(machine)
{
    private readonly Shared<bool> stopped = new(machine, "tx_stopped", false, queue);

    /// <summary>Whether the stack is asked to offer nothing.</summary>
    public bool IsStopped => stopped.Peek;

    public Point<Shared<bool>.LoadEffect, bool> Look(string what) => stopped.Load(what);

    public async Coroutine Stop(string what)
    {
        if (!await stopped.Exchange(true, what)) events.Emit(EventKind.TxStopped, queue);
    }

    public async Coroutine Wake(string what)
    {
        if (await stopped.Exchange(false, what)) events.Emit(EventKind.TxWoken, queue);
    }
}
