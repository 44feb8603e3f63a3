using System.Runtime.InteropServices;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>
/// The transitions of a configuration as rules that are learned by executing the real driver, once each: who stands here and finds these
/// values in the words that it reads, writes those. A state is a row of bits, a few for each context and each word that ever changes.
/// </summary>
/// <remarks>
/// <para>It is a guarded-command model of the driver, derived and not written (<see cref="RulePrinter"/>).</para>
/// <para>Reduction: a step that touches nothing that another context touches, or that only gives back a lock, is made together with the one
/// before it (Lipton's movers). Who touches what is what has been seen so far; when a step turns out to touch more, whoever has relied on
/// it begins anew (<see cref="Restarts"/>).</para>
/// </remarks>
internal sealed partial class RuleBook
{
    /// <summary>The place of a context that is in the middle of nothing.</summary>
    private const int Idle = 0;

    /// <summary>Steps that are made together at most.</summary>
    private const int LongestChain = 256;

    private readonly ModelInstance model;
    private readonly SteppedMachine machine;
    private readonly StateSpace space;
    private readonly bool reduces;
    private readonly int processes;
    private readonly Column[] places;
    private readonly List<Column> cells = [];
    private readonly Dictionary<Cell, Column> columnOf = [];
    private readonly Spot[][] spots;
    private readonly Spot clock;
    private readonly RuleTable table;
    private readonly HashSet<Spot> grown = [];
    private readonly Decision<Fact> tickEnabled = new();
    private readonly Decision<Rest> rest = new();
    private readonly Decision<Fact> good = new();
    private readonly Decision<Fact>[] waits;
    private readonly List<Rule> rules = [];
    private readonly List<Chain> chains = [];
    private readonly List<Shift> shifts = [Shift.None];
    private readonly Dictionary<Shift, int> shiftNumbers = new() { [Shift.None] = 0 };
    private readonly List<int[]>[] moved;
    private readonly Dictionary<Column, (ulong Reads, ulong Writes)> touched = [];
    private readonly HashSet<Column> locks = [];
    private readonly Column stopMark;
    private readonly List<long> codes = [];
    private readonly int[] at;
    private readonly ulong ticking;
    private int words = 1, mark;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="concurrent">What each context of the environment does, or null if it may do all that the configuration allows.</param>
    /// <param name="lookback">How far back states tell moments and indices apart.</param>
    /// <exception cref="NotSupportedException">Something can change that is not in a cell.</exception>
    public RuleBook(Revision revision, Configuration configuration, ConcurrentScenario? concurrent = null, Lookback lookback = default)
    {
        if (concurrent?.Scenario is not null) throw new NotSupportedException("Steps of a scenario wait until all is quiet, which no word of the machine says.");
        model = concurrent is null ? new(revision, configuration, savesStates: true) : new(revision, concurrent, savesStates: true);
        StateCheck.Demand(model);
        machine = model.Machine;
        reduces = configuration.Reduced;
        Horizon = lookback.Horizon(revision, configuration.Vif);
        space = new(machine, Horizon);
        processes = model.Clock;
        ticking = configuration.Clock == ClockPolicy.AnyTime ? 1UL << processes : 0;
        places = [.. model.Processes.Take(processes).Select(a => new Column(a.Name))];
        (spots, moved) = (new Spot[processes][], new List<int[]>[processes]);
        for (int c = 0; c < processes; c++) (spots[c], moved[c]) = ([], []);
        waits = [.. model.Vif.Queues.Select(_ => new Decision<Fact>())];
        clock = new(processes, 0, isIdle: false, model.Processes[processes].Actions.Count);
        table = new(processes);
        at = new int[processes];
        space.Read(codes, at);
        for (int c = 0; c < processes; c++) PlaceNumber(c, at[c]);
        for (int i = 0; i < codes.Count; i++) AddColumn(machine.Cells[i], codes[i]);
        stopMark = cells[machine.StopMark.CellNumber];
        for (int c = 0; c < machine.Cells.Count; c++)
            if (machine.Parts.OfType<SpinLock>().Any(l => l.IsCell(machine.Cells[c]))) locks.Add(cells[c]);
        Lay();
    }

    /// <summary>The model instance that steps are executed on.</summary>
    public ModelInstance Model => model;

    /// <summary>How far back states tell moments and indices apart.</summary>
    public Horizon Horizon { get; }

    /// <summary>Contexts; the clock comes after them.</summary>
    public int Processes => processes;

    /// <summary>Words of a row.</summary>
    public int Words => words;

    /// <summary>Bits of a row that are used.</summary>
    public int Bits { get; private set; }

    /// <summary>Rules learned so far.</summary>
    public IReadOnlyList<Rule> Rules => rules;

    /// <summary>What the numbers of places and values mean.</summary>
    public StateSpace Space => space;

    /// <summary>How everything moves that is told by distance, by the number that rules give.</summary>
    public IReadOnlyList<Shift> Shifts => shifts;

    /// <summary>The place of a process, as a column.</summary>
    public Column PlaceOf(int process) => places[process];

    /// <summary>Steps of the driver that were executed.</summary>
    public long Executed { get; private set; }

    /// <summary>How often rows have been laid out.</summary>
    public int Layout { get; private set; }

    /// <summary>Whether rows have to be laid out anew (<see cref="Relay"/>).</summary>
    public bool NeedsRelay { get; private set; }

    /// <summary>How often a step turned out not to be one that nobody can come before, after that had been relied on.</summary>
    public int Restarts { get; private set; }

    /// <summary>The state right after the vif has been connected.</summary>
    public ulong[] Initial => new ulong[words];

    /// <summary>What has been learned up to the last <see cref="Settle"/>, for fast look-ups.</summary>
    public RuleTable Table => table;

    /// <summary>How a process stands there, or null if that has not been learned.</summary>
    public Enabled? EnabledIn(ReadOnlySpan<ulong> row, int process) => spots[process][places[process].In(row)].Enabled.Find(row);

    /// <summary>What a state of rest violates, or null if that has not been learned.</summary>
    public Rest? RestOf(ReadOnlySpan<ulong> row) => rest.Find(row);

    /// <summary>
    /// Makes a choice in a state: its step, and those that nobody can come before.
    /// </summary>
    /// <param name="row">The state.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="to">Takes the state after it.</param>
    /// <param name="violations">Takes what is violated on the way.</param>
    /// <returns>The number of steps, or 0 if one of them has not been learned.</returns>
    public int Apply(ReadOnlySpan<ulong> row, Choice choice, Span<ulong> to, ref Violation[] violations)
    {
        if (ChainOf(row, choice) is not { } chain) return 0;
        // It may be the same row.
        if (chain.Shift != 0 && !KnowsShift(chain, row)) return 0;
        chain.Write(row, to);
        if (chain.Shift != 0) ShiftOthers(chain.Process, chain.Shift, to);
        if (chain.Violations.Length > 0) violations = [.. violations, .. chain.Violations];
        return chain.Steps;
    }

    /// <summary>The steps that are made together after a choice, or null if they have not been learned.</summary>
    public Chain? ChainOf(ReadOnlySpan<ulong> row, Choice choice) => SpotOf(row, choice.Process).Chains[choice.Action].Find(row);

    /// <summary>What becomes of the places of others by what a chain has written.</summary>
    /// <returns>False if that has not been learned.</returns>
    public bool TryShift(Chain chain, ReadOnlySpan<ulong> row, Span<ulong> to)
    {
        if (!KnowsShift(chain, row)) return false;
        ShiftOthers(chain.Process, chain.Shift, to);
        return true;
    }

    /// <summary>Whether time may move on.</summary>
    /// <param name="quiet">Whether nobody could go on.</param>
    public bool MayTick(bool quiet) =>
        model.Configuration.Clock == ClockPolicy.AnyTime || (model.Configuration.Clock == ClockPolicy.WhenQuiet && quiet);

    /// <summary>Number of the action of the clock, -1 if it has none left, waits until all is quiet, or is the clock of a machine that has stopped; or null if that has not been learned.</summary>
    public int? TickOf(ReadOnlySpan<ulong> row, bool quiet)
    {
        if (quiet && stopMark.ValueIn(row) != 0) return -1;
        if (!model.TestBench.IsConcurrentScenario) return quiet ? 0 : 1;
        return tickEnabled.Find(row)?.Value is { } next ? next >= 0 && !quiet && model.Processes[processes].Actions[next].WhenQuiet ? -1 : next : null;
    }

    /// <summary>Puts the model instance into a state.</summary>
    public void Restore(ReadOnlySpan<ulong> row)
    {
        LoadCodes(row);
        space.Restore(CollectionsMarshal.AsSpan(codes), at);
    }

    private void LoadCodes(ReadOnlySpan<ulong> row)
    {
        codes.Clear();
        foreach (var column in cells) codes.Add(column.ValueIn(row));
        for (int c = 0; c < processes; c++) at[c] = (int)places[c].ValueIn(row);
    }

    private bool IsIdle(int process, int place) => places[process].Values[place] == Idle;

    private Spot SpotOf(ReadOnlySpan<ulong> row, int process) => process == processes ? clock : spots[process][places[process].In(row)];

    /// <summary>Whether it is known where the others then stand.</summary>
    private bool KnowsShift(Chain chain, ReadOnlySpan<ulong> row)
    {
        for (int c = 0; c < processes; c++)
        {
            if (c == chain.Process) continue;
            var known = moved[c];
            if (chain.Shift >= known.Count || known[chain.Shift] is not { } table || places[c].In(row) is var place && (place >= table.Length || table[place] < 0)) return false;
        }
        return true;
    }

    /// <summary>A step that has not touched where others stand has moved what they stand relative to.</summary>
    private void ShiftOthers(int process, int shift, Span<ulong> row)
    {
        for (int c = 0; c < processes; c++)
            if (c != process) places[c].Set(row, moved[c][shift][places[c].In(row)]);
    }

    private IEnumerable<Spot> Spots() => [clock, .. spots.SelectMany(s => s).Where(s => s is not null)];
}
