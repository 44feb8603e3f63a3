namespace Netback.Properties.Observation;

/// <summary>A packet in the internal queue, with what it takes to say how long it has really waited.</summary>
/// <param name="Packet">The packet.</param>
/// <param name="Since">When it was accepted.</param>
/// <param name="ActiveSince">The same, later by the time in which the Rx thread could have run and got no CPU.</param>
/// <param name="Need">Slots that it takes of the ring when it is sent.</param>
public readonly record struct WaitingPacket(Packet Packet, Jiffies Since, Jiffies ActiveSince, int Need);
