using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// Sees every access to a cell of a machine. It checks that whoever touches a protected word other than at a
/// point may do so, tells a tracer, and notes for an exploration which words a step depends on and which ones it writes.
/// </summary>
public sealed class AccessLog(Machine machine)
{
    private readonly List<Cell> reads = [], writes = [];
    private int[] readIn = new int[64], writtenIn = new int[64];
    private int recording, last;
    private ITracer? tracer;
    private bool isHeard;

    /// <summary>Whether protection is checked: not while a vif is being connected.</summary>
    public bool Checks { get; set; }

    /// <summary>Sees reads and writes of shared words, or null.</summary>
    internal ITracer? Tracer
    {
        get => tracer;
        set => isHeard = (tracer = value) is not null || recording != 0;
    }

    /// <summary>The cells read since <see cref="Start"/> before they were written, in the order of the first read.</summary>
    internal IReadOnlyList<Cell> ReadCells => reads;

    /// <summary>The cells written since <see cref="Start"/>.</summary>
    internal IReadOnlyList<Cell> WrittenCells => writes;

    /// <summary>Begins to note accesses.</summary>
    internal void Start()
    {
        recording = ++last;
        isHeard = true;
        reads.Clear();
        writes.Clear();
    }

    /// <summary>Ends it.</summary>
    internal void Stop()
    {
        recording = 0;
        isHeard = tracer is not null;
    }

    /// <summary>The running context reads it in passing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Reads(Cell cell)
    {
        if (Checks && cell.IsGuarded) Check(cell, "reads");
        Loads(cell);
    }

    /// <summary>The running context writes it in passing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Writes(Cell cell)
    {
        if (Checks && cell.IsGuarded) Check(cell, "writes");
        Stores(cell);
    }

    /// <summary>The running context reads it at a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Loads(Cell cell)
    {
        if (isHeard) Tell(cell);
        if (cell.IsGivenBack is not null) DemandMemory(cell);
    }

    /// <summary>The running context writes it at a point.</summary>
    internal void Stores(Cell cell)
    {
        Changed(cell);
        if (cell.IsGivenBack is not null) DemandMemory(cell);
    }

    /// <summary>Somebody who watches looks at it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Watched(Cell cell)
    {
        if (recording != 0) NoteRead(cell);
    }

    /// <summary>It is written by whoever.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Changed(Cell cell)
    {
        if (recording != 0) NoteWritten(cell);
    }

    private void DemandMemory(Cell cell)
    {
        if (cell.IsGivenBack!.Peek) machine.Listener?.UsedAfterGivenBack(cell);
    }

    private void Tell(Cell cell)
    {
        tracer?.Read(cell);
        Watched(cell);
    }

    private void NoteRead(Cell cell)
    {
        int n = cell.CellNumber;
        if (n >= readIn.Length) Grow(n);
        if (readIn[n] == recording || writtenIn[n] == recording) return;
        readIn[n] = recording;
        reads.Add(cell);
    }

    private void NoteWritten(Cell cell)
    {
        int n = cell.CellNumber;
        if (n >= readIn.Length) Grow(n);
        if (writtenIn[n] == recording) return;
        writtenIn[n] = recording;
        writes.Add(cell);
    }

    private void Grow(int number)
    {
        Array.Resize(ref readIn, Math.Max(number + 1, readIn.Length * 2));
        Array.Resize(ref writtenIn, readIn.Length);
    }

    private void Check(Cell cell, string does)
    {
        if (machine.RunningNumber == 0) return;
        if (cell.Protection is not { } protection || !machine.Protects(protection))
            throw new InvalidOperationException(
                $"{machine.RunningName} {does} {cell} in passing, {(cell.Protection is { } p ? $"without {p.Describe}" : "and not at a point")}.");
    }
}
