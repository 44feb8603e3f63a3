namespace Netback;

/// <summary>A context outside the Rx threads waits for what only they could do, and none of them does.</summary>
public sealed class DeadlockException(string what) : Exception($"a context outside the Rx threads {what}, in vain");
