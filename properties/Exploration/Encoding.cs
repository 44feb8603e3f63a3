namespace Netback.Properties.Exploration;

/// <summary>A growing row of small numbers: the form in which states are compared.</summary>
internal sealed class Encoding
{
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(bool value) => Add(value ? 1 : 0);

    /// <summary>Appends a number; small ones take one byte.</summary>
    public void Add(long value)
    {
        if (Length + 10 > bytes.Length) Array.Resize(ref bytes, bytes.Length * 2);
        ulong rest = (ulong)(value << 1) ^ (ulong)(value >> 63);
        for (; rest >= 0x80; rest >>= 7) bytes[Length++] = (byte)(rest | 0x80);
        bytes[Length++] = (byte)rest;
    }

    /// <summary>The numbers again, in order.</summary>
    public static List<long> Decode(ReadOnlySpan<byte> bytes)
    {
        var values = new List<long>();
        for (int i = 0; i < bytes.Length;)
        {
            ulong value = 0;
            int shift = 0;
            for (; bytes[i] >= 0x80; shift += 7) value |= (ulong)(bytes[i++] & 0x7F) << shift;
            value |= (ulong)bytes[i++] << shift;
            values.Add((long)(value >> 1) ^ -(long)(value & 1));
        }
        return values;
    }
}
