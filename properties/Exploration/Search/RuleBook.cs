using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>
/// The transitions of a configuration as rules that are learned by executing the real driver, once each: who stands here and finds these
/// values in the words that it reads, writes those. A state is a row of bits, a few for each context and each word that ever changes.
/// </summary>
/// <remarks>
/// <para>It is a guarded-command model of the driver, derived and not written (<see cref="Print"/>).</para>
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

    private readonly World world;
    private readonly SteppedMachine machine;
    private readonly StateSpace space;
    private readonly bool reduces;
    private readonly int actors;
    private readonly Column[] places;
    private readonly List<Column> cells = [];
    private readonly Dictionary<Cell, Column> columnOf = [];
    private readonly Spot[][] spots;
    private readonly Decision<Rule>[] ticks;
    private readonly Decision<Fact> tickStand = new();
    private readonly Decision<Rest> rest = new();
    private readonly Decision<Fact> good = new();
    private readonly List<Rule> rules = [];
    private readonly List<Shift> shifts = [Shift.None];
    private readonly Dictionary<Shift, int> shiftNumbers = new() { [Shift.None] = 0 };
    private readonly List<int[]>[] moved;
    private readonly Dictionary<Column, (ulong Reads, ulong Writes)> touched = [];
    private readonly HashSet<Column> locks = [];
    private readonly List<long> codes = [];
    private readonly HashSet<IDecision> grown = [];
    private readonly int[] at;
    private readonly ulong ticking;
    private int words = 1;

    /// <param name="revision">The driver.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="play">What each context of the environment does, or null if it may do all that the configuration allows.</param>
    /// <exception cref="NotSupportedException">Something can change that is not in a cell.</exception>
    public RuleBook(Revision revision, Configuration configuration, Play? play = null)
    {
        if (play?.Scenario is not null) throw new NotSupportedException("Steps of a scenario wait until all is quiet, which no word of the machine says.");
        world = play is null ? new(revision, configuration, savesStates: true) : new(revision, play, savesStates: true);
        StateCheck.Demand(world);
        machine = world.Machine;
        reduces = configuration.Reduced;
        var vif = configuration.Vif;
        // Nothing in the driver or in a property asks for more.
        long oldest = vif.DrainTimeoutMs + Math.Max(vif.StallTimeoutMs, revision.StallAfterMs(vif) ?? 0) + 2;
        space = new(machine, oldest, vif.RingSize + 1);
        actors = world.Clock;
        ticking = configuration.Clock == ClockPolicy.AnyTime ? 1UL << actors : 0;
        places = [.. world.Actors.Take(actors).Select(a => new Column(a.Name))];
        (spots, moved) = (new Spot[actors][], new List<int[]>[actors]);
        for (int c = 0; c < actors; c++) (spots[c], moved[c]) = ([], []);
        ticks = [.. world.Actors[actors].Acts.Select(_ => new Decision<Rule>())];
        at = new int[actors];
        space.Read(codes, at);
        for (int c = 0; c < actors; c++) PlaceNumber(c, at[c]);
        for (int i = 0; i < codes.Count; i++) AddColumn(machine.Cells[i], codes[i]);
        for (int c = 0; c < machine.Cells.Count; c++)
            if (machine.Parts.OfType<SpinLock>().Any(l => l.IsCell(machine.Cells[c]))) locks.Add(cells[c]);
        Lay();
    }

    /// <summary>The model instance that steps are executed on.</summary>
    public World World => world;

    /// <summary>Contexts; the clock comes after them.</summary>
    public int Actors => actors;

    /// <summary>Words of a row.</summary>
    public int Words => words;

    /// <summary>Bits of a row that are used.</summary>
    public int Bits { get; private set; }

    /// <summary>Rules learned so far.</summary>
    public int Rules => rules.Count;

    /// <summary>Steps of the driver that were executed.</summary>
    public long Executed { get; private set; }

    /// <summary>Whether rows have to be laid out anew (<see cref="Relay"/>).</summary>
    public bool NeedsRelay { get; private set; }

    /// <summary>How often a step turned out not to be one that nobody can come before, after that had been relied on.</summary>
    public int Restarts { get; private set; }

    /// <summary>The state right after the vif has been connected.</summary>
    public ulong[] Initial => new ulong[words];

    /// <summary>How an actor stands there, or null if that has not been learned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Stand? StandOf(ReadOnlySpan<ulong> row, int actor) => spots[actor][places[actor].In(row)].Stand.Find(row);

    /// <summary>What a state of rest violates, or null if that has not been learned.</summary>
    public Rest? RestOf(ReadOnlySpan<ulong> row) => rest.Find(row);

    /// <summary>
    /// Makes a choice in a state: its step, and those that nobody can come before.
    /// </summary>
    /// <param name="row">The state.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="to">Takes the state after it.</param>
    /// <param name="breaches">Takes what is violated on the way.</param>
    /// <returns>The number of steps, or 0 if one of them has not been learned.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Apply(ReadOnlySpan<ulong> row, Choice choice, Span<ulong> to, ref Breach[] breaches)
    {
        int c = choice.Actor;
        var rule = c == actors ? ticks[choice.Act].Find(row) : spots[c][places[c].In(row)].Steps[choice.Act].Find(row);
        if (rule is null || !Make(rule, row, to)) return 0;
        if (rule.Breaches.Length > 0) breaches = breaches.Length == 0 ? rule.Breaches : [.. breaches, .. rule.Breaches];
        int made = 1;
        if (!reduces || c == actors) return made;
        while (made < LongestChain)
        {
            var spot = spots[c][places[c].In(to)];
            if (spot.IsIdle) return made;
            if (spot.Stand.Find(to) is not { } stand) return 0;
            if (stand.Standing != Standing.Ready) return made;
            if (spot.Steps[0].Find(to) is not { } follows) return 0;
            if (!follows.IsMover) return made;
            if (!Make(follows, to, to)) return 0;
            if (follows.Breaches.Length > 0) breaches = [.. breaches, .. follows.Breaches];
            made++;
        }
        return made;
    }

    /// <summary>Learns how everybody stands in a state, all that its choices come to, and what it violates if nobody could go on.</summary>
    public void Learn(ReadOnlySpan<ulong> row)
    {
        bool quiet = true;
        for (int c = 0; c < actors; c++)
        {
            var stand = spots[c][places[c].In(row)].Stand.FindInTree(row) ?? LearnStand(row, c);
            quiet &= stand.Standing != Standing.Ready;
            foreach (byte act in stand.Acts) LearnChain(row, new(c, act));
        }
        if (MayTick(quiet))
        {
            int tick = !world.Stage.IsPlay ? quiet ? 0 : 1 : (tickStand.FindInTree(row) ?? LearnTick(row)).Value;
            if (tick >= 0) LearnChain(row, new(actors, tick));
        }
        if (quiet && rest.FindInTree(row) is null) LearnRest(row);
    }

    /// <summary>What has been learned since can be used from now on.</summary>
    public void Settle()
    {
        foreach (var decision in grown) decision.MakeTable();
        grown.Clear();
    }

    /// <summary>Whether time may move on.</summary>
    /// <param name="quiet">Whether nobody could go on.</param>
    public bool MayTick(bool quiet) =>
        world.Configuration.Clock == ClockPolicy.AnyTime || (world.Configuration.Clock == ClockPolicy.WhenQuiet && quiet);

    /// <summary>Number of the act of the clock, -1 if it has none left, or null if that has not been learned.</summary>
    public int? TickOf(ReadOnlySpan<ulong> row, bool quiet) => world.Stage.IsPlay ? tickStand.Find(row)?.Value : quiet ? 0 : 1;

    /// <summary>Whether queues are empty and all runs: what <see cref="Recovery"/> looks for.</summary>
    public bool IsGood(ReadOnlySpan<ulong> row)
    {
        if (good.FindInTree(row) is { } known) return known.Value != 0;
        Restore(row);
        machine.Accesses!.Start();
        bool is_ = world.Vif.Carrier.IsOn && world.Vif.Queues.All(q => q.Packets.Head.Peek is null && !q.Tx.IsStopped);
        machine.Accesses.Stop();
        return good.Add(row, ReadColumns(), new(is_ ? 1 : 0)).Value != 0;
    }

    /// <summary>Whether a choice is what a guest does that posts and takes all it can, or goes on with what was begun.</summary>
    public bool Heals(ReadOnlySpan<ulong> row, Choice choice) =>
        choice.Actor < actors && (!IsIdle(choice.Actor, places[choice.Actor].In(row)) || world.Actors[choice.Actor].Context!.Kind != ContextKind.Environment
            || world.Actors[choice.Actor].Acts[choice.Act].Heals);

    /// <summary>Lays rows out anew, with bits for all values met so far.</summary>
    /// <returns>Turns a row of the old layout into one of the new.</returns>
    public Turn Relay()
    {
        var old = All().Where(c => c.Bits > 0).Select(c => (Column: c, c.Word, c.Shift, c.Mask)).ToArray();
        Lay();
        return (from, to) =>
        {
            to.Clear();
            foreach (var (column, word, shift, mask) in old) column.Set(to, (int)(from[word] >> shift & mask));
        };
    }

    /// <summary>Turns a row of an old layout into one of a new.</summary>
    public delegate void Turn(ReadOnlySpan<ulong> from, Span<ulong> to);

    /// <summary>Executes a choice on the real driver and compares what comes of it, read from scratch, with the rules.</summary>
    /// <exception cref="UnsoundSearchException">They differ.</exception>
    /// <param name="row">The state.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="made">Steps that are made together, by the rules.</param>
    /// <param name="to">The state after them, by the rules.</param>
    /// <param name="violated">Takes the properties that the driver violates on the way.</param>
    public void Check(ReadOnlySpan<ulong> row, Choice choice, int made, ReadOnlySpan<ulong> to, List<string> violated)
    {
        Restore(row);
        for (int i = 0; i < made; i++)
        {
            world.Do(i == 0 ? choice : choice with { Act = 0 });
            foreach (var breach in world.Watch.Found) violated.Add(breach.Clause);
        }
        space.Read(codes, at);
        for (int c = 0; c < actors; c++) Compare(places[c], at[c], to);
        for (int i = 0; i < codes.Count; i++) Compare(cells[i], codes[i], to);

        static void Compare(Column column, long value, ReadOnlySpan<ulong> to)
        {
            if (column.ValueIn(to) != value) throw new UnsoundSearchException($"After a step of the driver itself {column.Name} is {value}; the rules say {column.ValueIn(to)}.");
        }
    }

    /// <summary>Puts the model instance into a state.</summary>
    public void Restore(ReadOnlySpan<ulong> row)
    {
        LoadCodes(row);
        space.Restore(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(codes), at);
    }

    private void LoadCodes(ReadOnlySpan<ulong> row)
    {
        codes.Clear();
        foreach (var column in cells) codes.Add(column.ValueIn(row));
        for (int c = 0; c < actors; c++) at[c] = (int)places[c].ValueIn(row);
    }

    /// <summary>Writes the rules as a guarded-command model.</summary>
    public void Print(TextWriter output)
    {
        for (int c = 0; c < actors; c++)
        {
            for (int place = 0; place < places[c].Values.Count; place++)
            {
                string where = space.Describe((int)places[c].Values[place]);
                foreach (var (decision, act) in spots[c][place].Steps.Select((d, a) => (d, a)))
                    foreach (var (when, rule) in decision.All()) PrintRule(output, world.Actors[c].Name, where, c, place, act, when, rule);
            }
        }
        foreach (var decision in ticks)
            foreach (var (when, rule) in decision.All()) PrintRule(output, Stage.Clock, "", actors, 0, 0, when, rule);
    }

    private void PrintRule(TextWriter output, string who, string where, int c, int place, int act, IReadOnlyList<(Column Column, int Number)> when, Rule rule)
    {
        string what = c == actors ? "ticks" : IsIdle(c, place) && world.Actors[c].Acts.Count > 0 ? world.Actors[c].Acts[act].Label : space.WhatOf((int)places[c].Values[place]) ?? "begins";
        output.WriteLine($"{who}: {what}{(rule.IsMover ? "  (at once)" : "")}");
        if (where.Length > 0) output.WriteLine($"  at    {where}");
        if (when.Count > 0) output.WriteLine($"  when  {string.Join(", ", when.Select(w => $"{w.Column.Name} = {w.Column.Values[w.Number]}"))}");
        foreach (var (column, number) in rule.Writes)
            output.WriteLine(c < actors && column == places[c]
                ? $"  then  {space.Describe((int)column.Values[number])}" : $"  sets  {column.Name} = {column.Values[number]}");
        foreach (var breach in rule.Breaches) output.WriteLine($"  violates {breach.Clause}");
    }

    private bool IsIdle(int actor, int place) => places[actor].Values[place] == Idle;

    private IEnumerable<Column> All() => [.. places, .. cells];

    private void LearnChain(ReadOnlySpan<ulong> from, Choice choice)
    {
        Span<ulong> row = stackalloc ulong[words];
        from.CopyTo(row);
        for (int made = 0; made < LongestChain; made++)
        {
            int c = choice.Actor;
            var decision = c == actors ? ticks[choice.Act] : spots[c][places[c].In(row)].Steps[choice.Act];
            var rule = decision.FindInTree(row) ?? LearnStep(row, choice, decision);
            if (NeedsRelay || (made > 0 && !rule.IsMover)) return;
            if (!Make(rule, row, row))
            {
                LearnShift(row, rule);
                if (NeedsRelay || !Make(rule, row, row)) return;
            }
            if (!reduces || c == actors) return;
            var stand = spots[c][places[c].In(row)].Stand.FindInTree(row) ?? LearnStand(row, c);
            if (stand.Standing != Standing.Ready || IsIdle(c, places[c].In(row))) return;
            choice = new(c, 0);
        }
    }

    /// <summary>Carries out a rule.</summary>
    /// <returns>False if it is not known where another context then stands.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Make(Rule rule, ReadOnlySpan<ulong> row, Span<ulong> to)
    {
        var (clears, sets) = (rule.Clears, rule.Sets);
        if (rule.Shift != 0) return MakeShifted(rule, row, to);
        ref ulong from = ref MemoryMarshal.GetReference(row), into = ref MemoryMarshal.GetReference(to);
        ref ulong clear = ref MemoryMarshal.GetArrayDataReference(clears), set = ref MemoryMarshal.GetArrayDataReference(sets);
        for (int w = 0; w < to.Length; w++) Unsafe.Add(ref into, w) = Unsafe.Add(ref from, w) & ~Unsafe.Add(ref clear, w) | Unsafe.Add(ref set, w);
        return true;
    }

    private bool MakeShifted(Rule rule, ReadOnlySpan<ulong> row, Span<ulong> to)
    {
        for (int c = 0; c < actors; c++)
        {
            if (c == rule.Actor) continue;
            var known = moved[c];
            if (rule.Shift >= known.Count || known[rule.Shift] is not { } table || places[c].In(row) is var place && (place >= table.Length || table[place] < 0)) return false;
        }
        for (int w = 0; w < to.Length; w++) to[w] = row[w] & ~rule.Clears[w] | rule.Sets[w];
        // The step has not touched where others stand.
        for (int c = 0; c < actors; c++)
            if (c != rule.Actor) places[c].Set(to, moved[c][rule.Shift][places[c].In(to)]);
        return true;
    }

    private void LearnShift(ReadOnlySpan<ulong> row, Rule rule)
    {
        for (int c = 0; c < actors; c++)
        {
            if (c == rule.Actor) continue;
            while (moved[c].Count <= rule.Shift) moved[c].Add([]);
            int place = places[c].In(row);
            var table = moved[c][rule.Shift];
            if (place >= table.Length)
            {
                int[] longer = new int[Math.Max(place + 1, table.Length * 2)];
                Array.Fill(longer, -1);
                table.CopyTo(longer, 0);
                moved[c][rule.Shift] = table = longer;
            }
            if (table[place] >= 0) continue;
            int to = space.Shifted((int)places[c].Values[place], shifts[rule.Shift]);
            table[place] = PlaceNumber(c, to);
            MoveOn(c, (int)places[c].Values[place], to, rule.Shift);
        }
    }

    private Stand LearnStand(ReadOnlySpan<ulong> row, int c)
    {
        Restore(row);
        var log = machine.Accesses!;
        log.Start();
        var standing = world.StandingOf(c);
        int holder = standing == Standing.Blocked && world.Actors[c].Context!.Guard is SpinLock spinLock ? spinLock.Holder - 1 : -1;
        var may = new List<byte>();
        if (standing == Standing.Ready) may.Add(0);
        if (standing == Standing.Idle)
            for (int act = 0; act < world.Actors[c].Acts.Count; act++)
                if (world.MayBegin(c, act)) may.Add((byte)act);
        log.Stop();
        var read = ReadColumns();
        Touch(c, read, []);
        var decision = spots[c][places[c].In(row)].Stand;
        grown.Add(decision);
        return decision.Add(row, read, new(standing, holder, [.. may]));
    }

    private Fact LearnTick(ReadOnlySpan<ulong> row)
    {
        Restore(row);
        machine.Accesses!.Start();
        int next = world.Actors[actors].Next ?? 0;
        bool may = next < world.Actors[actors].Acts.Count && world.MayBegin(actors, next);
        machine.Accesses.Stop();
        grown.Add(tickStand);
        return tickStand.Add(row, ReadColumns(), new(may ? next : -1));
    }

    private void LearnRest(ReadOnlySpan<ulong> row)
    {
        Restore(row);
        machine.Accesses!.Start();
        Breach[] breaches = [.. world.Watch.AtRest()];
        machine.Accesses.Stop();
        if (machine.Accesses.WrittenCells.Count > 0)
            throw new UnsoundSearchException($"A monitor writes {machine.Accesses.WrittenCells[0]} at rest, where it may only look.");
        grown.Add(rest);
        rest.Add(row, ReadColumns(), new(breaches));
    }

    private Rule LearnStep(ReadOnlySpan<ulong> row, Choice choice, Decision<Rule> decision)
    {
        Restore(row);
        int context = choice.Actor == actors ? -1 : choice.Actor, from = context < 0 ? -1 : at[context];
        Breach[] breaches = [];
        var outcome = Execute(choice, ref breaches);
        int[] when = new int[outcome.Read.Length];
        for (int i = 0; i < when.Length; i++) when[i] = outcome.Read[i].In(row);
        var writes = new List<(Column, int)>();
        for (int i = 0; i < outcome.Written.Length; i++)
        {
            var column = outcome.Written[i];
            writes.Add((column, column.NumberOf(outcome.Codes[i])));
            NeedsRelay |= column.Overflows;
        }
        var released = writes.Count(w => locks.Contains(w.Item1)) == 1 ? writes.Find(w => locks.Contains(w.Item1)) : default;
        Touch(choice.Actor, outcome.Read, outcome.Written);
        if (context >= 0) writes.Add((places[context], PlaceNumber(context, outcome.Place)));
        if (!shiftNumbers.TryGetValue(outcome.Shift, out int number))
        {
            shiftNumbers.Add(outcome.Shift, number = shifts.Count);
            shifts.Add(outcome.Shift);
        }
        var rule = new Rule(choice.Actor, [.. writes], number, breaches)
        {
            Reads = outcome.Read, Act = choice.Act, When = when, From = from, Outcome = outcome,
            Released = released.Item1 is { } l && l.Values[released.Item2] == 0 ? l : null,
        };
        decision.Add(row, outcome.Read, rule);
        grown.Add(decision);
        rules.Add(rule);
        DemandTheSameFurtherBack(rule, row);
        rule.IsMover = IsMover(rule);
        if (!NeedsRelay) rule.Lay(words);
        return rule;
    }

    /// <summary>One step of the real driver, from a state that has been put back.</summary>
    private Outcome Execute(Choice choice, ref Breach[] breaches)
    {
        Executed++;
        var log = machine.Accesses!;
        log.Start();
        world.Do(choice);
        var affected = space.ReadStep(choice.Actor == actors ? -1 : choice.Actor, codes, out int place, out var shift);
        log.Stop();
        if (world.Watch.Found.Count > 0) breaches = [.. world.Watch.Found];
        return new([.. ReadColumns()], [.. affected.Select(ColumnOf)], [.. codes], place, shift, string.Join(' ', breaches.Select(b => b.Clause)));
    }

    /// <summary>Notes who touches what, and looks again at those rules that rely on it if somebody touches more.</summary>
    private void Touch(int actor, IEnumerable<Column> reads, IEnumerable<Column> writes)
    {
        ulong bit = 1UL << actor;
        bool more = false;
        foreach (var column in reads)
        {
            var (r, w) = touched.GetValueOrDefault(column);
            if ((r & bit) != 0) continue;
            touched[column] = (r | bit, w);
            more = true;
        }
        foreach (var column in writes)
        {
            var (r, w) = touched.GetValueOrDefault(column);
            if ((w & bit) != 0) continue;
            touched[column] = (r, w | bit);
            more = true;
        }
        if (!more || !reduces) return;
        bool relied = false;
        foreach (var rule in rules)
        {
            if (!rule.IsMover || IsMover(rule)) continue;
            rule.IsMover = false;
            relied = true;
        }
        if (relied) Restarts++;
    }

    private bool IsMover(Rule rule)
    {
        if (!reduces || rule.Actor == actors || rule.Breaches.Length > 0) return false;
        ulong others = ~(1UL << rule.Actor) & ((1UL << actors) - 1 | ticking);
        foreach (var column in rule.Reads)
            if (column != rule.Released && (touched.GetValueOrDefault(column).Writes & others) != 0) return false;
        foreach (var (column, _) in rule.Writes)
        {
            if (column == rule.Released || column == places[rule.Actor]) continue;
            var (r, w) = touched.GetValueOrDefault(column);
            if (((r | w) & others) != 0) return false;
        }
        return rule.Shift == 0;
    }

    private List<Column> ReadColumns() => [.. machine.Accesses!.ReadCells.Select(ColumnOf)];

    private Column ColumnOf(Cell cell)
    {
        while (cells.Count < machine.Cells.Count) AddColumn(machine.Cells[cells.Count], space.DefaultOf(machine.Cells[cells.Count]));
        return columnOf[cell];
    }

    private void AddColumn(Cell cell, long initial)
    {
        var column = new Column(cell.ToString());
        column.NumberOf(initial);
        cells.Add(column);
        columnOf.Add(cell, column);
    }

    private int PlaceNumber(int c, int place)
    {
        int number = places[c].NumberOf(place);
        NeedsRelay |= places[c].Overflows;
        if (number >= spots[c].Length) Array.Resize(ref spots[c], Math.Max(8, number * 2));
        spots[c][number] ??= new(place == Idle, Math.Max(1, world.Actors[c].Acts.Count));
        return number;
    }

    private void Lay()
    {
        int word = 0, used = 0;
        Bits = 0;
        var spare = Spare();
        foreach (var column in All())
        {
            int bits = BitsOf(column) + (spare.Contains(column) ? 1 : 0);
            if (used + bits > 64) (word, used) = (word + 1, 0);
            (column.Word, column.Shift, column.Bits) = (bits == 0 ? 0 : word, bits == 0 ? 0 : used, bits);
            used += bits;
            Bits += bits;
        }
        words = word + 1;
        NeedsRelay = false;
        foreach (var rule in rules) rule.Lay(words);
        grown.UnionWith(Decisions());
        Settle();
    }

    /// <summary>One value more than there are, so that the next one finds room.</summary>
    private static int BitsOf(Column column) => column.Values.Count == 1 ? 0 : System.Numerics.BitOperations.Log2((uint)column.Values.Count) + 1;

    /// <summary>Columns that get a bit more, as far as that takes no further word: those with the most values, which grow most.</summary>
    private HashSet<Column> Spare()
    {
        int used = 0;
        foreach (var column in All()) used = BitsOf(column) is var bits && used % 64 + bits > 64 ? (used / 64 + 1) * 64 + bits : used + bits;
        // Where a word ends is not known before it is laid out: some bits are left alone.
        int left = Math.Max(0, (used + 63) / 64 * 64 - used - 2 * (used / 64 + 1));
        return [.. All().Where(c => c.Values.Count > 2).OrderByDescending(c => c.Values.Count).Take(left)];
    }

    private IEnumerable<IDecision> Decisions() =>
        [tickStand, rest, .. ticks, .. Spots().Select(s => s.Stand), .. Spots().SelectMany(s => s.Steps)];

    private IEnumerable<Spot> Spots() => spots.SelectMany(s => s).Where(s => s is not null);
}
