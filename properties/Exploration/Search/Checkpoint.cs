using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>
/// A file from which a search goes on that was ended before its end: the states up to the last whole level, and where they come from. The rules
/// are not in it, but the states in which they were learned, in their order: learning from these again comes to the same rules, the same numbers
/// of values and the same rows.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="leastPause">Between two times that it is written, at least; and at least twenty times as long as writing it takes.</param>
internal sealed class Checkpoint(string path, TimeSpan leastPause)
{
    private const int Version = 4, CostFactor = 20, SumBytes = SHA256.HashSizeInBytes;

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan? costly;
    private bool isWhole;

    /// <summary>What a search is at the end of a level.</summary>
    /// <param name="Learned">States from which rules were learned, in their order; an empty one where rows were laid out anew.</param>
    /// <param name="Levels">For each level how many states each shard then held.</param>
    /// <param name="Findings">What was violated so far: the property, the state, and the choice or -1.</param>
    /// <param name="Transitions">Transitions so far.</param>
    /// <param name="Rests">States of rest so far.</param>
    /// <param name="Relays">How often rows were laid out anew.</param>
    public sealed record Status(IReadOnlyList<ulong[]> Learned, IReadOnlyList<int[]> Levels, IReadOnlyList<(string Property, int State, int Choice)> Findings,
        long Transitions, int Rests, int Relays);

    /// <summary>Whether enough time has passed since it was written last.</summary>
    public bool IsDue => clock.Elapsed >= (costly > leastPause ? costly : leastPause);

    /// <summary>Writes it, in one piece or not at all.</summary>
    /// <param name="status">At the end of the last whole level.</param>
    /// <param name="table">The states; those of a level that is not whole yet are left out.</param>
    /// <param name="lookback">How far back it looks.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Save(Status status, StateTable table, Lookback lookback)
    {
        var began = clock.Elapsed;
        OutputFile.Write(path, stream =>
        {
            using var sum = SHA256.Create();
            using (var summed = new CryptoStream(stream, sum, CryptoStreamMode.Write, leaveOpen: true))
            using (var buffered = new BufferedStream(summed, 1 << 20))
            using (var writer = new BinaryWriter(buffered)) Write(writer, status, table, lookback);
            stream.Write(sum.Hash!);
        }, toDisk: true);
        costly = (clock.Elapsed - began) * CostFactor;
        clock.Restart();
    }

    private static void Write(BinaryWriter writer, Status status, StateTable table, Lookback lookback)
    {
        writer.Write(Version);
        writer.Write(lookback.Time);
        writer.Write(lookback.Rings);
        writer.Write(status.Learned.Count);
        foreach (ulong[] row in status.Learned) WriteRow(writer, row);
        writer.Write(status.Findings.Count);
        foreach (var (property, state, choice) in status.Findings)
        {
            writer.Write(property);
            writer.Write(state);
            writer.Write(choice);
        }
        writer.Write(status.Transitions);
        writer.Write(status.Rests);
        writer.Write(status.Relays);
        writer.Write(status.Levels.Count);
        foreach (int[] level in status.Levels)
            foreach (int count in level) writer.Write(count);
        for (int s = 0; s < StateTable.Shards; s++)
            for (int n = 0; n < status.Levels[^1][s]; n++)
            {
                WriteRow(writer, table.ShardAt(s)[n]);
                var (parent, choice) = table.ShardAt(s).From(n);
                writer.Write(parent);
                writer.Write(choice);
            }
    }

    /// <summary>How far back the search looks that goes on from it; as usual if there is none.</summary>
    /// <exception cref="InputException">It is something else, or damaged.</exception>
    public Lookback Lookback => !File.Exists(path) ? default : Read(LookbackOf);

    /// <summary>Reads it.</summary>
    /// <param name="relearn">Learns again; after it rows are as they were.</param>
    /// <param name="newTable">Makes the table, empty; called after <paramref name="relearn"/>.</param>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="InputException">It is something else, or damaged.</exception>
    public (Status Status, StateTable Table)? Load(Action<IReadOnlyList<ulong[]>> relearn, Func<StateTable> newTable)
    {
        if (!File.Exists(path)) return null;
        return Read(reader =>
        {
            LookbackOf(reader);
            var learned = new List<ulong[]>();
            for (int left = reader.ReadInt32(); left > 0; left--) learned.Add(ReadRow(reader));
            relearn(learned);
            var findings = new List<(string, int, int)>();
            for (int left = reader.ReadInt32(); left > 0; left--) findings.Add((reader.ReadString(), reader.ReadInt32(), reader.ReadInt32()));
            var (transitions, rests, relays) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32());
            var table = newTable();
            var levels = new List<int[]>();
            for (int left = reader.ReadInt32(); left > 0; left--) levels.Add([.. Enumerable.Range(0, StateTable.Shards).Select(_ => reader.ReadInt32())]);
            for (int s = 0; s < StateTable.Shards; s++)
                for (int n = 0; n < levels[^1][s]; n++)
                {
                    ulong[] row = ReadRow(reader);
                    table.ShardAt(s).Add(row, Shard.Hash(row), reader.ReadInt32(), reader.ReadUInt16());
                }
            return (new Status(learned, levels, findings, transitions, rests, relays), table);
        });
    }

    private static Lookback LookbackOf(BinaryReader reader) => new(reader.ReadInt32(), reader.ReadInt32());

    private T Read<T>(Func<BinaryReader, T> read)
    {
        try
        {
            using var stream = new BufferedStream(File.OpenRead(path), 1 << 20);
            using var reader = new BinaryReader(stream);
            if (reader.ReadInt32() != Version) throw new InputException($"{path}: is no checkpoint of this version");
            ExpectWhole(stream);
            return read(reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException or OverflowException)
        {
            throw new InputException($"{path}: cannot be read; delete it to start again: {e.Message}", e);
        }
    }

    /// <summary>That the checksum at the end is that of what stands before it; asked once.</summary>
    private void ExpectWhole(Stream stream)
    {
        if (isWhole) return;
        long at = stream.Position, left = stream.Length - SumBytes;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] some = new byte[1 << 16], written = new byte[SumBytes];
        for (stream.Position = 0; left > 0; )
        {
            int count = stream.Read(some, 0, (int)Math.Min(left, some.Length));
            if (count == 0) throw new EndOfStreamException();
            sum.AppendData(some, 0, count);
            left -= count;
        }
        stream.ReadExactly(written);
        if (!sum.GetHashAndReset().AsSpan().SequenceEqual(written)) throw new IOException("it is damaged, as its checksum says");
        stream.Position = at;
        isWhole = true;
    }

    /// <summary>The search has come to its end.</summary>
    public void Remove() => File.Delete(path);

    private static void WriteRow(BinaryWriter writer, ReadOnlySpan<ulong> row)
    {
        writer.Write((byte)row.Length);
        writer.Write(MemoryMarshal.AsBytes(row));
    }

    private static ulong[] ReadRow(BinaryReader reader)
    {
        ulong[] row = new ulong[reader.ReadByte()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
        return row;
    }
}
