namespace Netback;

/// <summary>The state of one Tx queue of the host's netdev: one bit that asks the stack to offer nothing.</summary>
public sealed class TxQueue(Kernel kernel, int queue)
{
    private readonly Shared<bool> stopped = new(kernel, "the stop bit", false);

    /// <summary>Whether the stack is asked to offer nothing.</summary>
    public bool IsStopped => stopped.Value;

    public Point<Shared<bool>.LoadEffect, bool> Look(string what) => stopped.Load(what);

    public async ValueTask Stop(string what)
    {
        int mark = kernel.Mark();
        if (!await stopped.Exchange(true, what)) kernel.Emit(EventKind.TxStopped, queue);
        kernel.Keep(mark, true);
    }

    public async ValueTask Wake(string what)
    {
        int mark = kernel.Mark();
        if (await stopped.Exchange(false, what)) kernel.Emit(EventKind.TxWoken, queue);
        kernel.Keep(mark, true);
    }
}
