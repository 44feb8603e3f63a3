namespace Netback.States;

/// <summary>
/// Reads the state of a machine as numbers and puts it back: one number for each cell and one for what each context is in the middle of.
/// Times are told relative to the present, indices relative to the consumer of their ring, packets by the order in which they are met.
/// </summary>
public sealed class StateSpace
{
    private readonly SteppedMachine machine;
    private readonly Encoding encoding;
    private readonly Places places;
    private readonly Pool pool;
    private readonly List<Cell> pooled = [];

    // By number of the cell; those behind its end lie in no slot.
    private readonly (int Slot, int Field)[] slotOf;
    private readonly List<long> blank = [];
    private readonly List<Cell> structure = [], ringCells = [], timeCells = [], references = [], affected = [];
    private readonly List<EventIndex> eventCells = [];
    private readonly HashSet<Cell> isAffected = [];
    private int sorted;

    /// <param name="machine">A machine whose packets live in slots, with all parts made.</param>
    /// <param name="horizon">How far back its states tell moments and indices apart.</param>
    public StateSpace(SteppedMachine machine, Horizon horizon)
    {
        this.machine = machine;
        pool = machine.Pool ?? throw new ArgumentException("Packets of this machine do not live in slots.", nameof(machine));
        if (pool.Slots.Count > Shift.MaxSlots) throw new NotSupportedException($"More than {Shift.MaxSlots} packets.");
        if (machine.Rings.Count > Shift.MaxRings) throw new NotSupportedException($"More than {Shift.MaxRings} rings.");
        encoding = new(machine, horizon);
        places = new(encoding);
        slotOf = new (int, int)[machine.Cells.Count];
        Array.Fill(slotOf, (-1, 0));
        for (int slot = 0; slot < pool.Slots.Count; slot++)
        {
            var cells = pool.Slots[slot].Cells;
            for (int field = 0; field < cells.Count; field++)
            {
                pooled.Add(cells[field]);
                slotOf[cells[field].CellNumber] = (slot, field);
                if (cells[field].Codec.HoldsPooled || cells[field].Codec is Codec<bool>) structure.Add(cells[field]);
                if (slot == 0) blank.Add(cells[field].Read(encoding));
            }
        }
    }

    /// <summary>Places that contexts have been found in so far.</summary>
    public int PlaceCount => places.Count;

    /// <summary>What a context is in the middle of, in words.</summary>
    public string Describe(int place) => places[place].ToString();

    /// <summary>The methods that a context is in the middle of, callers first, each with the number of its await.</summary>
    public IReadOnlyList<string> MethodsOf(int place) => places.MethodsOf(place);

    /// <summary>The live locals of these methods, as <c>name = value</c>; not those of what never changes.</summary>
    public IReadOnlyList<string> LocalsOf(int place) => places.LocalsOf(place);

    /// <summary>A number of a cell as a value, in words.</summary>
    public string Show(Cell cell, long code) => cell.Codec.Show(code, encoding);

    /// <summary>The point at which a place stands, or null if it is idle.</summary>
    public string? WhatOf(int place) => place == Place.Starting ? "starts" : places[place].At?.What;

    /// <summary>Puts a state back.</summary>
    /// <param name="cells">By number of the cell.</param>
    /// <param name="at">The place of each context.</param>
    public void Restore(ReadOnlySpan<long> cells, ReadOnlySpan<int> at)
    {
        encoding.Rewind();
        var all = machine.AllCells;
        for (int i = 0; i < cells.Length; i++) all[i].Write(cells[i], encoding);
        for (int c = 0; c < at.Length; c++) places.Restore(machine.Contexts[c], at[c]);
    }

    /// <summary>Reads the whole state, every context from its frames.</summary>
    /// <param name="cells">Takes a number for each cell.</param>
    /// <param name="at">Takes the place of each context.</param>
    /// <param name="restored">The places that were put back last, if they were: who has not run since is where he was, if nothing has moved, and his frames are not read.</param>
    public void Read(List<long> cells, int[] at, ReadOnlySpan<int> restored = default)
    {
        var (ms, rings) = encoding.Observe();
        bool stays = !Number(out _) && ms == 0 && rings == 0 && restored.Length > 0;
        for (int c = 0; c < at.Length; c++) at[c] = stays && machine.Contexts[c].Leaf is { IsTemplate: true } ? restored[c] : places.Of(machine.Contexts[c]);
        cells.Clear();
        foreach (var cell in machine.AllCells) cells.Add(CodeOf(cell));
    }

    /// <summary>
    /// Reads what has become of a state in a step of one context, or of the clock, of which the log has taken down the accesses. What else the
    /// result depends on is noted as read.
    /// </summary>
    /// <param name="context">Who ran, or -1 for the clock.</param>
    /// <param name="codes">Takes the numbers of the cells that the step touches, in some fixed order.</param>
    /// <param name="place">Takes the place of who ran.</param>
    /// <param name="shift">Takes how everything has moved, for <see cref="Shifted"/>.</param>
    /// <returns>The cells that the step touches.</returns>
    internal IReadOnlyList<Cell> ReadStep(int context, List<long> codes, out int place, out Shift shift)
    {
        Sort();
        var log = machine.Accesses!;
        var (ms, rings) = encoding.Observe();
        affected.Clear();
        isAffected.Clear();
        foreach (var cell in log.WrittenCells) Affect(cell);
        foreach (var cell in eventCells)
        {
            if (!isAffected.Contains(cell) && !isAffected.Contains(cell.Decided)) continue;
            Depend(cell);
            Depend(cell.Decided);
            Affect(cell);
        }
        if (ms != 0) Touch(timeCells);
        if (rings != 0) Touch(ringCells);
        ulong slots = Shift.None.Slots;
        if (affected.Exists(structure.Contains) || affected.Exists(c => c.Codec.HoldsPooled))
        {
            foreach (var cell in references) Depend(cell);
            foreach (var cell in structure) Depend(cell);
            if (Number(out slots))
            {
                Touch(references);
                Touch(pooled);
            }
        }
        else
        {
            for (int i = 0; i < encoding.Numbers.Length; i++) encoding.Numbers[i] = i;
        }
        shift = new(ms, rings, slots);
        place = context < 0 ? Place.Idle : places.Of(machine.Contexts[context]);
        codes.Clear();
        foreach (var cell in affected) codes.Add(CodeOf(cell));
        return affected;
    }

    /// <summary>The number of a cell that has just been made, before anything was written to it.</summary>
    internal long DefaultOf(Cell cell) => cell.Default(encoding);

    /// <summary>Where a context is after another one has made a step.</summary>
    internal int Shifted(int place, in Shift shift) => places.Shifted(place, shift);

    /// <summary>The number of a cell with a value further back, if this one is as far back as a state can tell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cells">The numbers of all cells.</param>
    /// <param name="by">How much further.</param>
    internal long Further(Cell cell, IReadOnlyList<long> cells, int by)
    {
        long code = cells[cell.CellNumber];
        if (!cell.Codec.MovesWithRing) return cell.Codec.Further(code, by, encoding);
        // A word says exactly where an index is; but what an event index was does not matter any more once it has been decided about all up to it.
        return cell is EventIndex index && code == cells[index.Decided.CellNumber] - ((long)encoding.DecidedSlots << 4) ? code - ((long)by << 4) : code;
    }

    /// <summary>The place with locals further back that are as far back as a state can tell.</summary>
    internal int Further(int place, int by) => places.Further(place, by);

    /// <summary>Which locals differ of two places that differ in nothing else: moments and deadlines, indices, or both where it is something that follows from them.</summary>
    internal (bool OfTime, bool OfRings) Differences(int one, int other) => places.Differences(one, other);

    /// <summary>Whether two places differ in nothing but the values of locals.</summary>
    internal bool AreAlike(int one, int other) => places.AreAlike(one, other);

    private void Depend(Cell cell) => machine.Accesses!.Watched(cell);

    private void Affect(Cell cell)
    {
        if (isAffected.Add(cell)) affected.Add(cell);
    }

    private void Touch(IEnumerable<Cell> cells)
    {
        foreach (var cell in cells)
        {
            Depend(cell);
            Affect(cell);
        }
    }

    /// <summary>Cells may be made while the machine runs.</summary>
    private void Sort()
    {
        for (; sorted < machine.Cells.Count; sorted++)
        {
            var cell = machine.Cells[sorted];
            if (cell.Codec.MovesWithTime && cell != machine.Jiffies) timeCells.Add(cell);
            if (cell.Codec.MovesWithRing && !machine.Rings.Contains(cell)) ringCells.Add(cell);
            if (cell.Codec.HoldsPooled && SlotOf(cell).Slot < 0) references.Add(cell);
            if (cell is EventIndex index) eventCells.Add(index);
        }
    }

    /// <summary>Numbers the packets that are alive: along the chains that cells point to, then those that only contexts know.</summary>
    /// <returns>Whether any number has changed, or any packet is gone.</returns>
    private bool Number(out ulong slots)
    {
        Sort();
        var all = pool.Slots;
        int next = 0;
        bool moved = false;
        encoding.Numbers.AsSpan().Fill(-1);
        foreach (var cell in references)
            for (var p = (Pooled?)cell.Shown; p is { IsGone: false } && encoding.Numbers[p.Slot] < 0; p = p.Following) encoding.Numbers[p.Slot] = next++;
        foreach (var p in all)
            if (p is { IsUsed: true, IsGone: false } && encoding.Numbers[p.Slot] < 0) encoding.Numbers[p.Slot] = next++;
        slots = 0;
        for (int i = Shift.MaxSlots; i >= 0; i--)
        {
            int to = i < all.Count ? encoding.Numbers[i] : i;
            if (i < all.Count) moved |= to >= 0 ? to != i : all[i].IsUsed;
            slots = slots << 4 | (uint)(to < 0 ? 15 : to);
        }
        if (!moved) slots = Shift.None.Slots;
        return moved;
    }

    /// <summary>The number of a cell; what is in a slot is read from where the packet of that number lies.</summary>
    private long CodeOf(Cell cell)
    {
        var (slot, field) = SlotOf(cell);
        if (slot < 0) return cell.Read(encoding);
        int from = Array.IndexOf(encoding.Numbers, slot, 0, pool.Slots.Count);
        return from < 0 ? blank[field] : pool.Slots[from].Cells[field].Read(encoding);
    }

    /// <summary>The slot that a cell lies in, and its place there; -1 if in none.</summary>
    private (int Slot, int Field) SlotOf(Cell cell) => cell.CellNumber < slotOf.Length ? slotOf[cell.CellNumber] : (-1, 0);
}
