using System.Diagnostics;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>One exhaustive exploration: breadth first, so that the first way found to anything is a shortest one.</summary>
internal sealed class BreadthFirst
{
    /// <summary>Steps of the driver after which to look at the clock.</summary>
    private const int StepsBetweenLooks = 10_000;

    private readonly Revision revision;
    private readonly Configuration configuration;
    private readonly ExplorationBudget budget;
    private readonly Successors successors;
    private readonly StateTable states;
    private readonly List<(Breach Breach, int State, Choice? Choice)> findings = [];
    private readonly HashSet<string> broken = [];
    private readonly HashSet<int> atRest = [];
    private readonly Moves[] moves;
    private readonly int[] row;
    private readonly Stopwatch clock = new();
    private long transitions, stepsAtLastLook;

    public BreadthFirst(Revision revision, Configuration configuration, ExplorationBudget budget)
    {
        (this.revision, this.configuration, this.budget) = (revision, configuration, budget);
        successors = new(revision, configuration);
        states = new(successors.Width);
        moves = new Moves[successors.Actors.Length];
        row = new int[successors.Width];
    }

    public ExplorationResult Run()
    {
        clock.Start();
        string? truncated = null;
        states.Add(successors.Initial, -1, default, out _);
        int state = 0, depth = 0, levelEnd = 1;
        for (; state < states.Count; state++)
        {
            if (state == levelEnd) (depth, levelEnd) = (depth + 1, states.Count);
            truncated = WhyToStop(state);
            if (truncated is not null) break;
            Expand(state);
        }
        var recovery = truncated is null && configuration is { Fatal: false, Disconnects: false, Takes: true } ? FindRecovery() : null;
        var took = clock.Elapsed;
        return new(states.Count, transitions, depth, states.Count - state, [.. findings.Select(Report)])
        {
            Truncated = truncated,
            Parts = (successors.SharedStates, successors.LocalStates),
            Executed = (successors.Runs, successors.RunSteps),
            Bytes = states.Size + successors.Size,
            RestStates = atRest.Count,
            Recoverable = recovery?.Recoverable,
            ConvergesWithin = recovery?.ConvergesWithin,
            Took = took,
            RelativeStates = configuration.IndexWindow > 0 ? CountRelative() : states.Count,
        };
    }

    private string? WhyToStop(int state)
    {
        if (states.Count > budget.States) return $"at {budget.States:N0} states";
        if (broken.Contains(budget.Until ?? "")) return $"at a breach of {budget.Until}";
        // To look at the clock takes as long as a few transitions that are known, and far less than one that has to be executed.
        if ((state & 0xFFF) != 0 && successors.RunSteps - stepsAtLastLook < StepsBetweenLooks) return null;
        stepsAtLastLook = successors.RunSteps;
        return clock.Elapsed > budget.Time ? $"after {budget.Time.Value.TotalSeconds:0.###} s" : null;
    }

    private Recovery FindRecovery()
    {
        var recovery = new Recovery(states.Count, s => successors.IsGood(states[s][0]));
        for (int state = 0; state < states.Count; state++)
        {
            bool quiet = Look(state, out _), guestActs = false;
            for (int actor = 0; actor < moves.Length; actor++)
            {
                if (actor == moves.Length - 1 && !Ticks(state, quiet)) break;
                var move = moves[actor];
                for (int i = 0; i < move.Count; i++)
                {
                    var outcome = successors.Outcome(states, state, actor, move, i);
                    bool heals = move.Standing == Standing.Ready || successors.Heals(actor, outcome.Act);
                    guestActs |= heals && move.Standing == Standing.Idle;
                    bool tick = actor == moves.Length - 1;
                    recovery.Add(state, Target(state, actor, outcome, out _, add: false), heals || (tick && quiet && !guestActs), tick);
                }
            }
        }
        recovery.Conclude();
        if (recovery.Stuck is { } stuck)
            Note(new(Recovery.CanRecover, "no state in which all queues are empty and all runs can be reached from here"), stuck, null);
        else if (recovery.Astray is { } astray)
            Note(new(Recovery.Converges, "with a guest that posts and takes all it can, it is not certain that all runs again"), astray, null);
        return recovery;
    }

    private int CountRelative()
    {
        var table = new StateTable(successors.Width);
        for (int state = 0; state < states.Count; state++)
        {
            states[state].CopyTo(row);
            row[0] = successors.Relative(row[0]);
            table.Add(row, -1, default, out _);
        }
        return table.Count;
    }

    private void Expand(int state)
    {
        bool quiet = Look(state, out bool blocked);
        if (quiet) CheckRest(state);
        if (blocked) CheckDeadlock(state, quiet);
        for (int actor = 0; actor < moves.Length - 1; actor++) Follow(state, actor);
        if (Ticks(state, quiet)) Follow(state, moves.Length - 1);
    }

    /// <summary>Finds out what everybody can do.</summary>
    /// <returns>Whether all is quiet.</returns>
    private bool Look(int state, out bool blocked)
    {
        bool quiet = true;
        blocked = false;
        for (int actor = 0; actor < moves.Length - 1; actor++)
        {
            moves[actor] = successors.MovesOf(states, state, actor);
            quiet &= moves[actor].Standing != Standing.Ready;
            blocked |= moves[actor].Standing == Standing.Blocked;
        }
        return quiet;
    }

    private bool Ticks(int state, bool quiet)
    {
        if (configuration.Clock == ClockPolicy.Stopped || (configuration.Clock == ClockPolicy.WhenQuiet && !quiet)) return false;
        moves[^1] = successors.MovesOf(states, state, moves.Length - 1);
        return true;
    }

    private void Follow(int state, int actor)
    {
        var move = moves[actor];
        for (int i = 0; i < move.Count; i++)
        {
            var outcome = successors.Outcome(states, state, actor, move, i);
            Target(state, actor, outcome, out var choice, add: true);
            transitions++;
            foreach (var breach in outcome.Breaches) Note(breach, state, choice);
        }
    }

    private int Target(int state, int actor, in Outcome outcome, out Choice choice, bool add)
    {
        states[state].CopyTo(row);
        row[0] = outcome.Shared;
        for (int j = 1; j < row.Length; j++)
            row[j] = j - 1 == actor ? outcome.Local : successors.Grow(row[j], outcome.Shift);
        choice = new(actor, outcome.Act);
        int target = states.Add(row, state, choice, out bool isNew);
        if (isNew && !add) throw new InvalidOperationException("A state has been found that the search had not found.");
        return target;
    }

    private void CheckRest(int state)
    {
        atRest.Add(successors.Relative(states[state][0]));
        foreach (var breach in successors.AtRest(states[state][0])) Note(breach, state, null);
    }

    private void CheckDeadlock(int state, bool quiet)
    {
        var waits = moves.Take(moves.Length - 1).Select(m => m.Waits).ToArray();
        foreach (var breach in Deadlocks.Of(successors.Actors, waits, quiet)) Note(breach, state, null);
    }

    private void Note(in Breach breach, int state, Choice? choice)
    {
        if (broken.Add(breach.Clause)) findings.Add((breach, state, choice));
    }

    private Finding Report((Breach Breach, int State, Choice? Choice) found)
    {
        var path = states.PathTo(found.State);
        if (found.Choice is { } last) path.Add(last);
        var world = new World(revision, configuration);
        var recorder = new Recorder(world);
        foreach (var choice in path) recorder.Do(choice);
        // What can or must become of a state is not to be seen in one run.
        if (found.Breach.Clause is Recovery.CanRecover or Recovery.Converges) return new(found.Breach, recorder.Schedule);
        World NewWorld() => new(revision, configuration with { Reduced = false }, remembers: false);
        return new(found.Breach, ScheduleShrinker.Shrink(NewWorld, recorder.Schedule, found.Breach.Clause));
    }
}
