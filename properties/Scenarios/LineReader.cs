namespace Netback.Properties.Scenarios;

/// <summary>
/// Cuts the bytes of a file into lines, or takes them as one, and never holds more than <see cref="ScenarioReader.MaxBytes"/>
/// of them: a file that is one endless line is refused instead of read.
/// </summary>
internal sealed class LineReader(ScenarioBytes source, string where, bool lines)
{
    /// <summary>Some editors begin a file with it.</summary>
    internal static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private byte[] buffer = new byte[1 << 16];
    private int start, end;
    private bool atEnd;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line without its line break, valid until the next call; false at the end.</summary>
    public bool Next(out ReadOnlyMemory<byte> line)
    {
        Number++;
        for (int searched = 0; ; searched = end - start, Fill())
        {
            int newline = lines ? buffer.AsSpan((start + searched)..end).IndexOf((byte)'\n') : -1;
            int length = newline >= 0 ? searched + newline : end - start;
            if (length > ScenarioReader.MaxBytes)
                throw new InputException(lines ? $"{where}:{Number}: the line is longer than {ScenarioReader.MaxBytes >> 20} MiB"
                    : $"{where}: longer than {ScenarioReader.MaxBytes >> 20} MiB");
            if (newline < 0 && !atEnd)
                continue;
            line = buffer.AsMemory(start, length);
            start = Math.Min(end, start + length + 1);
            if (Number == 1 && line.Span.StartsWith(ByteOrderMark))
                line = line[ByteOrderMark.Length..];
            return newline >= 0 || length > 0;
        }
    }

    private void Fill()
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        int count = source.Read(buffer, end);
        end += count;
        atEnd = count == 0;
    }
}
