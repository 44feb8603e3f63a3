namespace Netback.Properties.Proofs.Machines;

/// <summary>What is assumed of the host's network stack.</summary>
public enum HostKind
{
    /// <summary>It offers nothing while the Tx queue is stopped, and its CPUs take turns by the Tx lock.</summary>
    Obedient,
    /// <summary>It looks at the stop bit, but several CPUs feed the queue without turns: several Tx queues share it.</summary>
    WithoutTxLock,
    /// <summary>It offers packets whenever it likes, on any number of CPUs.</summary>
    Any,
}
