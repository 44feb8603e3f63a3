using Netback.Revisions;

namespace Netback.Tests.Traces;

/// <summary>A revision that the suite knows nothing of, as a reviewer would write one to try something out.</summary>
public sealed class IgnoresInterrupts : ByteLimit
{
    public override Coroutine Interrupt(GuestRxQueue q) => default;
}
