using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <summary>
/// What a <see cref="RuleBook"/> has learned of how contexts stand and what chains they can make, as one table: the search looks it up for each
/// context in each state.
/// </summary>
/// <param name="processes">Contexts; the clock comes after them.</param>
internal sealed class RuleTable(int processes)
{
    /// <summary>Numbers of a stand before those of its choices, and of a chain before what it writes.</summary>
    private const int HeadOfEnabled = 2, HeadOfChain = 1;

    private readonly DecisionTable decisions = new();
    private readonly int[][] roots = new int[processes][];
    private readonly List<Chain> chains = [];
    private Bitfield[] places = [];
    private int[] ticks = [];
    private int words, whole;

    /// <summary>Whether most of it is of what was known before, and of no use any more.</summary>
    public bool IsWasteful => decisions.Count > 2 * whole + (1 << 14);

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => whole == 0;

    /// <summary>Forgets all: rows have been laid out anew, or chains are other ones.</summary>
    /// <param name="wordsOfRow">Words of a row from now on.</param>
    /// <param name="placeColumns">The places of contexts.</param>
    public void Clear(int wordsOfRow, Column[] placeColumns)
    {
        decisions.Clear();
        chains.Clear();
        Array.Clear(ticks);
        (words, whole) = (wordsOfRow, 0);
        places = [.. placeColumns.Select(p => new Bitfield(p.Word, p.Shift, p.Mask))];
        // One for each place that a row can tell.
        for (int c = 0; c < processes; c++) roots[c] = new int[(int)placeColumns[c].Mask + 1];
    }

    /// <summary>Adds what is known of some spots, in place of what was known before: of all, if there is nothing yet.</summary>
    public void Add(IEnumerable<Spot> spots)
    {
        foreach (var spot in spots) Add(spot);
        if (whole == 0) whole = decisions.Count;
    }

    private void Add(Spot spot)
    {
        int[] entries = [.. spot.Chains.Select(c => decisions.Add(c, PlaceOf))];
        if (spot.Process == processes)
        {
            ticks = entries;
            return;
        }
        // If it is too new for that, rows are going to be laid out anew.
        if (spot.Place < roots[spot.Process].Length) roots[spot.Process][spot.Place] = decisions.Add(spot.Enabled, PlaceOfEnabled);

        int PlaceOfEnabled(Enabled enabled) =>
            decisions.Keep([(int)enabled.Status, enabled.Actions.Length, .. enabled.Actions.SelectMany(action => (int[])[action, entries[action]])]);
    }

    private int PlaceOf(Chain chain)
    {
        int[] numbers = new int[HeadOfChain + 4 * words];
        if (chain.Shift != 0 || chain.Violations.Length > 0)
        {
            chains.Add(chain);
            numbers[0] = chains.Count;
        }
        for (int w = 0; w < words; w++)
        {
            var (clears, sets) = (chain.Clears(w), chain.Sets(w));
            ((int[])[(int)clears, (int)(clears >> 32), (int)sets, (int)(sets >> 32)]).CopyTo(numbers, HeadOfChain + 4 * w);
        }
        return decisions.Keep(numbers);
    }

    /// <summary>How a context stands in a state.</summary>
    /// <returns>False if that has not been learned.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryEnabled(ref ulong row, int process, out EnabledView enabled)
    {
        ref readonly var at = ref places[process];
        int place = decisions.Find(roots[process][(int)(Unsafe.Add(ref row, at.Word) >> at.Shift & at.Mask)], ref row);
        enabled = new(ref decisions.At(place));
        return place != 0;
    }

    /// <summary>Carries out the steps that follow a choice.</summary>
    /// <param name="entry">Of the choice, in its context's stand.</param>
    /// <param name="row">The state.</param>
    /// <param name="to">Takes the state after them.</param>
    /// <param name="chain">The chain, if more comes of it than what it writes; else null.</param>
    /// <returns>False if they have not been learned.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryMake(int entry, ref ulong row, Span<ulong> to, out Chain? chain)
    {
        chain = null;
        int place = decisions.Find(entry, ref row);
        if (place == 0) return false;
        ref int head = ref decisions.At(place);
        ref ulong into = ref MemoryMarshal.GetReference(to);
        for (int w = 0; w < to.Length; w++)
        {
            ref byte write = ref Unsafe.As<int, byte>(ref Unsafe.Add(ref head, HeadOfChain + 4 * w));
            Unsafe.Add(ref into, w) = Unsafe.Add(ref row, w) & ~Unsafe.ReadUnaligned<ulong>(ref write) | Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref write, 8));
        }
        if (head != 0) chain = chains[head - 1];
        return true;
    }

    /// <summary>The entry for an action of the clock.</summary>
    public int Tick(int action) => action < ticks.Length ? ticks[action] : 0;

    /// <summary>How a context stands, as the table has it.</summary>
    public readonly ref struct EnabledView(ref int head)
    {
        private readonly ref int head = ref head;

        public ContextStatus Status => (ContextStatus)head;

        /// <summary>Choices that it has.</summary>
        public int Count => Unsafe.Add(ref head, 1);

        public int Action(int i) => Unsafe.Add(ref head, HeadOfEnabled + 2 * i);

        public int Entry(int i) => Unsafe.Add(ref head, HeadOfEnabled + 2 * i + 1);
    }

    /// <summary>Where a column lies in a row.</summary>
    private readonly record struct Bitfield(int Word, int Shift, ulong Mask);
}
