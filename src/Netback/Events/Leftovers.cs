namespace Netback;

/// <summary>What a queue has at the start of a connection that it has not at the start of a first one.</summary>
[Flags]
public enum Leftovers : ushort
{
    None = 0,
    /// <summary>Packets in the internal queue, or packets that have been taken out and not completed.</summary>
    Packets = 1,
    /// <summary>A byte count above 0.</summary>
    Bytes = 2,
    /// <summary>The Tx queue is stopped.</summary>
    Stopped = 4,
    /// <summary>The stalled mark is not as the first connection begins.</summary>
    StalledMark = 8,
    /// <summary>A timer runs, or a purge is asked for.</summary>
    Timer = 16,
    /// <summary>An event that has come or is masked, or the mark of one.</summary>
    Event = 32,
    /// <summary>Slots needed, though there is no packet that needs them.</summary>
    Need = 64,
    /// <summary>Interrupts are off, or there is no thread.</summary>
    NotServed = 128,
    /// <summary>A word of the revision's own (<see cref="PerQueue{T}"/>) is not as it was before anything ran.</summary>
    Own = 256,
    /// <summary>An event channel, which the last connection has not given back.</summary>
    Channel = 512,
}
