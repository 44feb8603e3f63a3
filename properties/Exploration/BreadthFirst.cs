using System.Diagnostics;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>One exhaustive exploration: breadth first, so that the first way found to anything is a shortest one.</summary>
internal sealed class BreadthFirst
{
    private readonly Configuration configuration;
    private readonly ExplorationBudget budget;
    private readonly Successors successors;
    private readonly StateTable states;
    private readonly List<(Breach Breach, int State, Choice? Choice)> findings = [];
    private readonly HashSet<string> broken = [];
    private readonly HashSet<ulong> relative = [];
    private readonly Moves[] moves;
    private readonly int[] row;
    private long transitions;

    public BreadthFirst(Revision revision, Configuration configuration, ExplorationBudget budget)
    {
        (this.configuration, this.budget) = (configuration, budget);
        successors = new(revision, configuration);
        states = new(successors.Width);
        moves = new Moves[successors.Actors.Length];
        row = new int[successors.Width];
    }

    public ExplorationResult Run()
    {
        var clock = Stopwatch.StartNew();
        string? truncated = null;
        states.Add(successors.Initial, -1, default, out _);
        int state = 0, depth = 0, levelEnd = 1;
        for (; state < states.Count; state++)
        {
            if (state == levelEnd) (depth, levelEnd) = (depth + 1, states.Count);
            if (states.Count > budget.States) truncated = $"at {budget.States:N0} states";
            else if ((state & 0xFFF) == 0 && clock.Elapsed > budget.Time) truncated = $"after {budget.Time.Value.TotalSeconds:N0} s";
            if (truncated is not null) break;
            Expand(state);
        }
        return new(states.Count, transitions, depth, states.Count - state, [.. findings.Select(Report)])
        {
            Truncated = truncated,
            Parts = (successors.SharedStates, successors.LocalStates),
            Executed = (successors.Runs, successors.RunSteps),
            Bytes = states.Size + successors.Size,
            Took = clock.Elapsed,
        };
    }

    private void Expand(int state)
    {
        bool quiet = true, blocked = false;
        int clock = moves.Length - 1;
        for (int actor = 0; actor < clock; actor++)
        {
            moves[actor] = successors.MovesOf(states, state, actor);
            quiet &= moves[actor].Standing != Standing.Ready;
            blocked |= moves[actor].Standing == Standing.Blocked;
        }
        if (quiet) CheckRest(state);
        if (blocked) CheckDeadlock(state, quiet);
        for (int actor = 0; actor < clock; actor++) Follow(state, actor);
        if (configuration.Clock == ClockPolicy.Stopped || (configuration.Clock == ClockPolicy.WhenQuiet && !quiet)) return;
        moves[clock] = successors.MovesOf(states, state, clock);
        Follow(state, clock);
    }

    private void Follow(int state, int actor)
    {
        var move = moves[actor];
        for (int i = 0; i < move.Count; i++)
        {
            var outcome = successors.Outcome(states, state, actor, move, i);
            states[state].CopyTo(row);
            row[0] = outcome.Shared;
            for (int j = 1; j < row.Length; j++)
                row[j] = j - 1 == actor ? outcome.Local : successors.Grow(row[j], outcome.Shift);
            var choice = new Choice(actor, outcome.Act);
            states.Add(row, state, choice, out _);
            transitions++;
            foreach (var breach in outcome.Breaches) Note(breach, state, choice);
        }
    }

    private void CheckRest(int state)
    {
        foreach (var breach in successors.AtRest(states[state][0])) Note(breach, state, null);
    }

    /// <summary>Someone waits. It is in vain if nobody else could go on, or if the chain of those waited for is a circle.</summary>
    private void CheckDeadlock(int state, bool quiet)
    {
        for (int actor = 0; actor < moves.Length - 1; actor++)
        {
            if (moves[actor].Standing != Standing.Blocked) continue;
            int at = actor, steps = 0;
            while (steps <= moves.Length && at >= 0 && moves[at].Waits is { } waits) (at, steps) = (waits.Holder, steps + 1);
            if (quiet || steps > moves.Length) Note(new("NoDeadlock", Chain(actor)), state, null);
        }
    }

    private string Chain(int actor)
    {
        var links = new List<string>();
        for (int at = actor; at >= 0 && moves[at].Waits is { } waits && links.Count < moves.Length; at = waits.Holder)
        {
            string holder = waits.Holder == at ? ", which it holds itself" : waits.Holder < 0 ? "" : $", held by {successors.Actors[waits.Holder]}";
            links.Add($"{successors.Actors[at]} {waits.What}{holder}");
            if (waits.Holder == actor) break;
        }
        return "deadlock: " + string.Join("; ", links);
    }

    private void Note(in Breach breach, int state, Choice? choice)
    {
        if (broken.Add(breach.Clause)) findings.Add((breach, state, choice));
    }

    private Finding Report((Breach Breach, int State, Choice? Choice) found)
    {
        var path = states.PathTo(found.State);
        if (found.Choice is { } last) path.Add(last);
        var world = successors.Run([]);
        var steps = new List<ScheduleStep>();
        foreach (var choice in path)
        {
            steps.Add(new(world.Actors[choice.Actor].Name, world.WordsOf(choice)));
            world.Do(choice);
        }
        return new(found.Breach, new(steps));
    }
}
