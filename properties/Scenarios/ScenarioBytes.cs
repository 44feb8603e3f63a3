using System.IO.Compression;

namespace Netback.Properties.Scenarios;

/// <summary>
/// The bytes of a file, unpacked if it is gzip, which its first two bytes say and not its name. <see cref="GZipStream"/>
/// takes packed data that is cut short for complete, so the length that the trailer states is checked here.
/// </summary>
internal sealed class ScenarioBytes : IDisposable
{
    // 10 bytes of header, an empty block of 2, 8 of trailer: no gzip file is smaller.
    private const int SmallestGzip = 20;

    private readonly string where;
    private readonly TailStream packed;
    private readonly GZipStream? unpacked;
    private uint length;

    public ScenarioBytes(Stream source, string where)
    {
        this.where = where;
        packed = new(source);
        if (Guarded(packed.StartsAsGzip))
            unpacked = new(packed, CompressionMode.Decompress);
    }

    /// <summary>Fills some of <paramref name="buffer"/> and returns how many bytes, 0 only at the end.</summary>
    public int Read(byte[] buffer, int start)
    {
        int count = Guarded(() => (unpacked ?? (Stream)packed).Read(buffer, start, buffer.Length - start));
        length += (uint)count;
        if (count == 0 && unpacked is not null && (packed.Count < SmallestGzip || packed.LastWord != length))
            throw new InputException($"{where}: the gzip data is cut short, damaged, or more than one gzip file in a row");
        return count;
    }

    public void Dispose()
    {
        unpacked?.Dispose();
        packed.Dispose();
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new InputException($"{where}: the gzip data is damaged", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{where}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Passes a stream on, knows its first two bytes beforehand and its last four afterwards.</summary>
    private sealed class TailStream(Stream source) : Stream
    {
        private readonly byte[] head = new byte[2];
        private int headLength, headRead;

        public long Count { get; private set; }

        /// <summary>The last four bytes that were passed on, as a little-endian number.</summary>
        public uint LastWord { get; private set; }

        public bool StartsAsGzip()
        {
            headLength = source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            return head is [0x1f, 0x8b];
        }

        public override int Read(Span<byte> buffer)
        {
            int count = headRead < headLength ? 1 : source.Read(buffer);
            if (headRead < headLength)
                buffer[0] = head[headRead++];
            foreach (byte b in buffer[Math.Max(0, count - 4)..count])
                LastWord = LastWord >> 8 | (uint)b << 24;
            Count += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
