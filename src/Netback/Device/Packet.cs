namespace Netback;

/// <summary>An skb as far as this path sees it: page-aligned data, no hash, no VLAN.</summary>
/// <param name="id">Number of the packet among all that the stack offered to the vif, from 0.</param>
/// <param name="length">Bytes, 1 to 65536.</param>
/// <param name="gso">Whether it is a GSO packet, which takes one more slot.</param>
public sealed class Packet(int id, int length, bool gso)
{
    /// <summary>The packet behind it in its queue, or null.</summary>
    public Packet? Next { get; internal set; }

    public int Id => id;
    public int Length => length;
    public bool Gso => gso;

    /// <summary>Jiffies from which on it may be dropped.</summary>
    public ulong Expires { get; set; }

    /// <summary>Whether its memory has been given back: nobody may look at it any more.</summary>
    public bool IsFreed { get; set; }
}
