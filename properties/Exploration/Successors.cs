using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>What one actor can do in a state.</summary>
/// <param name="Standing">How it stands to the scheduler.</param>
/// <param name="First">Number of its first outcome.</param>
/// <param name="Count">How many there are: one if it is ready, else one for each act that it may begin.</param>
/// <param name="Waits">What it waits for, and who holds it, if it is blocked.</param>
internal readonly record struct Moves(Standing Standing, int First, int Count, (string What, int Holder)? Waits);

/// <summary>What becomes of a state when one actor does something.</summary>
/// <param name="Act">Which act, if it was idle.</param>
/// <param name="Shared">The shared state then.</param>
/// <param name="Local">What the actor is in the middle of then.</param>
/// <param name="Shift">What it means for the others.</param>
/// <param name="Breaches">What it breaks.</param>
internal readonly record struct Outcome(int Act, int Shared, int Local, int Shift, Breach[] Breaches)
{
    /// <summary>Whether it has been executed.</summary>
    public bool IsKnown => Shared >= 0;
}

/// <summary>
/// The transitions of a configuration. What an actor does depends on the shared state and on what it is itself in the middle
/// of; what the others are in the middle of plays no part. So each pair of the two is executed once, by the real
/// driver from the beginning of a run, and looked up from then on. Whenever a run is repeated for this, the state that it
/// leads to is compared with the one that was looked up: the search checks the grounds on which it stands as it goes.
/// </summary>
internal sealed class Successors
{
    /// <summary>Steps of one recording at most. Where a queue grows without bound a recording would never end, and whoever has a
    /// budget must be asked from time to time.</summary>
    private const int RecordingSteps = 1_000;

    private readonly Revision revision;
    private readonly Configuration configuration;
    private readonly Interner shared = new(), locals = new(), relative = new();
    private readonly Dictionary<string, int> words = [];
    private readonly Dictionary<ulong, int> movesOf = [];
    private readonly Dictionary<ulong, int> grown = [];
    private readonly List<Moves> moves = [];
    private readonly List<Outcome> outcomes = [];
    private readonly List<LocalForm.Shift> shifts = [default];
    private readonly Dictionary<LocalForm.Shift, int> shiftNumbers = new() { [default] = 0 };
    private readonly List<Breach[]> atRest = [];
    private readonly List<int> relativeOf = [];
    private readonly List<bool> good = [];
    private readonly bool[][] heals;
    private readonly Encoding form = new();
    private readonly long oldest;
    private readonly int behind;
    private World? lastWorld;
    private LocalForm? lastForm;

    public Successors(Revision revision, Configuration configuration)
    {
        (this.revision, this.configuration) = (revision, configuration);
        oldest = Math.Max(configuration.Vif.DrainTimeoutMs, revision.StallAfterMs(configuration.Vif) + 1 ?? 0);
        var world = NewWorld();
        behind = LocalForm.Behind(world.Vif.Queues[0]);
        Width = 1 + world.Kernel.Contexts.Count;
        Actors = [.. world.Actors.Select(a => a.Name)];
        heals = [.. world.Actors.Select((a, i) => a.Acts.Select(act =>
            world.Vif.Queues.Any(q => world.GuestNumber(q.Id) == i) && act.Heals).ToArray())];
        Initial = Read(world);
    }

    /// <summary>Numbers in the row of a state.</summary>
    public int Width { get; }

    public string[] Actors { get; }

    /// <summary>The state when the vif has just been connected.</summary>
    public int[] Initial { get; }

    /// <summary>Runs of the real driver so far.</summary>
    public long Runs { get; private set; }

    /// <summary>Steps of these runs.</summary>
    public long RunSteps { get; private set; }

    public int SharedStates => shared.Count;
    public int LocalStates => locals.Count;

    /// <summary>Bytes held, roughly.</summary>
    public long Size => shared.Size + locals.Size + (movesOf.Count + grown.Count) * 24L + moves.Count * 40L + outcomes.Count * 24L;

    /// <summary>What is broken in a shared state if everybody is at rest there.</summary>
    public Breach[] AtRest(int sharedState) => atRest[sharedState];

    /// <summary>Whether all queues are empty, all Tx queues run and the carrier is on.</summary>
    public bool IsGood(int sharedState) => good[sharedState];

    /// <summary>Whether an act is what a guest does that posts and takes all it can.</summary>
    public bool Heals(int actor, int act) => heals[actor][act];

    /// <summary>Number of a shared state without regard to where the indices stand.</summary>
    public int Relative(int sharedState) => relativeOf[sharedState];

    /// <summary>The form of a shared state, as numbers.</summary>
    public List<long> FormOf(int sharedState) => Encoding.Decode(shared[sharedState]);

    /// <summary>What an actor can do in a state. Its outcomes may not have been learned yet.</summary>
    public Moves MovesOf(StateTable states, int state, int actor)
    {
        if (movesOf.TryGetValue(Key(states[state], actor), out int number)) return moves[number];
        Discover(Arrive(states, state), states[state]);
        return moves[movesOf[Key(states[state], actor)]];
    }

    /// <summary>What becomes of a state when an actor does the <paramref name="nth"/> of what it can.</summary>
    public Outcome Outcome(StateTable states, int state, int actor, in Moves move, int nth)
    {
        var outcome = outcomes[move.First + nth];
        if (outcome.IsKnown) return outcome;
        Learn(Arrive(states, state), new(actor, outcome.Act), move.First + nth);
        return outcomes[move.First + nth];
    }

    /// <summary>What a context is in the middle of after another one has done something.</summary>
    public int Grow(int local, int shift)
    {
        if (local == 0 || shift == 0) return local;
        ulong key = (ulong)(uint)local << 32 | (uint)shift;
        if (grown.TryGetValue(key, out int number)) return number;
        LocalForm.Grow(locals[local - 1], shifts[shift], oldest, behind, form);
        number = locals.Number(form.Bytes, out _) + 1;
        grown.Add(key, number);
        return number;
    }

    /// <summary>A run from the beginning.</summary>
    public World Run(IReadOnlyList<Choice> path)
    {
        var world = NewWorld();
        foreach (var choice in path) world.Do(choice);
        Runs++;
        RunSteps += path.Count;
        return world;
    }

    private World NewWorld() => new(revision, configuration);

    /// <summary>A run to a state that has been found.</summary>
    private World Arrive(StateTable states, int state)
    {
        var world = Run(states.PathTo(state));
        int[] row = Read(world);
        if (!states[state].SequenceEqual(row)) throw new UnsoundSearchException(Difference(states[state], row));
        return world;
    }

    /// <summary>
    /// Executes one choice, and goes on from there as long as there is anything that has not been executed before: whatever
    /// a run can reach, the search would need to know sooner or later, and going on is cheaper than coming back.
    /// To stop at any time is as good: what has not been executed yet will be when it is asked for.
    /// </summary>
    private void Learn(World world, Choice choice, int place)
    {
        int[] row;
        long end = RunSteps + RecordingSteps;
        do
        {
            var before = Standpoint.Of(world);
            world.Do(choice);
            RunSteps++;
            Breach[] breaches = world.Watch.Found.Count == 0 ? [] : [.. world.Watch.Found];
            row = Read(world);
            int local = choice.Actor < Width - 1 ? row[1 + choice.Actor] : 0;
            outcomes[place] = new(choice.Act, row[0], local, ShiftNumber(before.To(world)), breaches);
            Discover(world, row);
        }
        while (RunSteps < end && FindUnknown(row, choice.Actor, out choice, out place));
    }

    /// <summary>Notes how all actors stand in a state, as far as that is not known yet.</summary>
    private void Discover(World world, ReadOnlySpan<int> row)
    {
        for (int actor = 0; actor < Width; actor++)
        {
            if (!movesOf.TryAdd(Key(row, actor), moves.Count)) continue;
            var standing = world.StandingOf(actor);
            int first = outcomes.Count;
            if (standing == Standing.Ready) outcomes.Add(new(0, -1, 0, 0, []));
            for (int act = 0; standing == Standing.Idle && act < world.Actors[actor].Acts.Count; act++)
                if (world.MayBegin(actor, act)) outcomes.Add(new(act, -1, 0, 0, []));
            moves.Add(new(standing, first, outcomes.Count - first, standing == Standing.Blocked ? Deadlocks.WaitOf(world, actor) : null));
        }
    }

    private bool FindUnknown(int[] row, int last, out Choice choice, out int place)
    {
        // First whoever went on last: that keeps runs short.
        for (int i = 0; i < Width; i++)
        {
            int actor = (last + i) % Width;
            var move = moves[movesOf[Key(row, actor)]];
            for (place = move.First; place < move.First + move.Count; place++)
            {
                if (outcomes[place].IsKnown || (actor == Width - 1 && configuration.Clock != ClockPolicy.AnyTime)) continue;
                choice = new(actor, outcomes[place].Act);
                return true;
            }
        }
        (choice, place) = (default, 0);
        return false;
    }

    private ulong Key(ReadOnlySpan<int> row, int actor) =>
        (ulong)(uint)row[0] << 32 | (uint)actor << 27 | (uint)(actor < Width - 1 ? row[1 + actor] : 0);

    private int ShiftNumber(in LocalForm.Shift shift)
    {
        if (shiftNumbers.TryGetValue(shift, out int number)) return number;
        shifts.Add(shift);
        return shiftNumbers[shift] = shifts.Count - 1;
    }

    private int[] Read(World world)
    {
        int[] row = new int[Width];
        row[0] = ReadShared(world);
        for (int i = 1; i < Width; i++) row[i] = ReadLocal(world, i - 1);
        return row;
    }

    private int ReadShared(World world)
    {
        SharedForm.Write(world, form, oldest, configuration.IndexWindow > 0);
        int number = shared.Number(form.Bytes, out bool isNew);
        if (!isNew) return number;
        atRest.Add([.. world.Watch.AtRest()]);
        good.Add(world.Vif.Carrier.IsOn && world.Vif.Queues.All(q => q.Packets.Head.Value is null && !q.Tx.IsStopped));
        if (configuration.IndexWindow > 0) SharedForm.Write(world, form, oldest, withWindow: false);
        relativeOf.Add(configuration.IndexWindow > 0 ? relative.Number(form.Bytes, out _) : number);
        return number;
    }

    private int ReadLocal(World world, int actor)
    {
        var context = world.Kernel.Contexts[actor];
        if (context.IsIdle) return 0;
        if (lastWorld != world) (lastWorld, lastForm) = (world, new(world, WordNumber, oldest));
        lastForm!.Write(context, form);
        return locals.Number(form.Bytes, out _) + 1;
    }

    private int WordNumber(string word)
    {
        if (words.TryGetValue(word, out int number)) return number;
        words.Add(word, words.Count);
        return words.Count - 1;
    }

    private string Difference(ReadOnlySpan<int> looked, ReadOnlySpan<int> real)
    {
        for (int i = 0; i < looked.Length; i++)
        {
            if (looked[i] == real[i]) continue;
            string who = i == 0 ? "the shared state" : Actors[i - 1];
            return $"The search is not sound for {configuration.Name}: {who} is [{Form(i, looked[i])}] by the table and [{Form(i, real[i])}] in the run.";
        }
        return "";
    }

    private string Form(int place, int number) =>
        place > 0 && number == 0 ? "idle" : string.Join(' ', Encoding.Decode(place == 0 ? shared[number] : locals[number - 1]));
}
