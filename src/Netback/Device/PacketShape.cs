namespace Netback;

/// <summary>What there is of a packet that the stack has for a guest.</summary>
/// <param name="Length">Bytes, 1 to 65536.</param>
/// <param name="Gso">Whether it is a GSO packet, which takes one more slot.</param>
/// <param name="Offset">Bytes of the page in front of its linear area, which is as long as the packet but a page at most: 0 to a page less one.</param>
/// <param name="Hash">Whether it is of a type whose hash the guest has asked for, which takes one more slot.</param>
public readonly record struct PacketShape(int Length, bool Gso, int Offset = 0, bool Hash = false);
