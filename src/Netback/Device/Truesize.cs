using System.Numerics;

namespace Netback;

/// <summary>
/// What a packet costs: bytes of the host's memory that an skb holds while it waits, where the driver counts only what it carries. A model of
/// the kernel's <c>skb->truesize</c>: the struct itself, one buffer from the slab allocator for the linear area and the shared part
/// behind it, and a page for each fragment. As in the scenario format the linear area takes up to a page, and fragments the rest.
/// </summary>
/// <param name="Struct">Bytes of <c>struct sk_buff</c>: 256 on a 64-bit kernel, with cache lines of 64.</param>
/// <param name="Shared">Bytes of <c>struct skb_shared_info</c>, at the end of the buffer: 320 with 17 fragments.</param>
/// <param name="LeastBuffer">Bytes of the smallest buffer: 512, the first slab that has room for the shared part, or the page that many
/// drivers receive a frame into (4096).</param>
public sealed record Truesize(int Struct, int Shared, int LeastBuffer)
{
    /// <summary>A frame in the smallest buffer that holds it, as sockets allocate it: 768 bytes for one of 60, 2304 for one of 1514.</summary>
    public static readonly Truesize Default = new(256, 320, 512);

    /// <summary>A frame in a page of its own, as many drivers receive it: 4352 bytes whatever its length.</summary>
    public static readonly Truesize PagePerFrame = Default with { LeastBuffer = 4096 };

    /// <summary>Bytes of the shortest Ethernet frame, without its checksum: a host pads what is shorter.</summary>
    public const int ShortestFrame = 60;

    /// <summary>Bytes that a packet of <paramref name="length"/> bytes holds.</summary>
    /// <param name="length">Bytes that it carries.</param>
    /// <param name="pageSize">Bytes of a page.</param>
    public long Of(int length, int pageSize)
    {
        int linear = Math.Min(length, pageSize), fragments = (length - linear + pageSize - 1) / pageSize;
        long buffer = Math.Max(LeastBuffer, (long)BitOperations.RoundUpToPowerOf2((uint)(linear + Shared)));
        return Struct + buffer + (long)fragments * pageSize;
    }
}
