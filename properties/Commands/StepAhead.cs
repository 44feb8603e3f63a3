using System.Runtime.InteropServices;
using Netback.Properties.Exploration;
using Netback.States;

namespace Netback.Properties.Commands;

/// <summary>What can still be violated from a moment of a run: all states from there, nearest first, up to a number of states.</summary>
/// <remarks>It does not find out whether it makes a difference to a driver what lies further back than states tell apart, as an exploration does, which then begins anew (<see cref="Lookback"/>). To none of
/// the revisions does it.</remarks>
internal sealed class StepAhead
{
    private readonly ModelInstance model;
    private readonly StateSpace space;
    private readonly List<(long[] Cells, int[] At, int Parent, Choice Choice, int Depth)> states = [];
    private readonly HashSet<string> seen = [];
    private readonly List<(Violation Violation, int State, Choice? Choice)> found = [];
    private readonly List<long> codes = [];

    /// <param name="begin">Begins a run whose states are saved.</param>
    /// <param name="path">What has been chosen.</param>
    /// <exception cref="NotSupportedException">The run cannot be saved: it has more packets at a time than there is room for, or keeps state that no search can see.</exception>
    public StepAhead(Func<ModelInstance> begin, IReadOnlyList<Choice> path)
    {
        model = begin();
        StateCheck.Demand(model);
        Horizon = default(Lookback).Horizon(model.Vif.Revision, model.Configuration.Vif);
        space = new(model.Machine, Horizon);
        foreach (var choice in path) model.Do(choice);
        Meet(-1, default, 0);
    }

    /// <summary>How far back it tells states apart.</summary>
    public Horizon Horizon { get; }

    /// <summary>States visited.</summary>
    public int States => states.Count;

    /// <summary>Steps to the farthest of those that were gone on from.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether there are no others.</summary>
    public bool IsAll { get; private set; }

    /// <summary>For each property that can be violated, what happens and the choices that lead there, nearest first.</summary>
    public IReadOnlyList<(Violation Violation, IReadOnlyList<Choice> Way)> Found => [.. found.Select(f => (f.Violation, Way(f.State, f.Choice)))];

    /// <param name="limit">States at most.</param>
    /// <param name="stop">Ends it early.</param>
    public StepAhead Look(int limit, CancellationToken stop)
    {
        var choices = new List<Choice>();
        for (int at = 0; at < states.Count; at++)
        {
            stop.ThrowIfCancellationRequested();
            if (states.Count > limit) return this;
            var (cells, places, _, _, depth) = states[at];
            Depth = depth;
            space.Restore(cells, places);
            if (Replayer.AtRest(model, null) is { } atRest) Note(atRest, at, null);
            space.Restore(cells, places);
            model.Choices(choices);
            foreach (var choice in choices.ToArray())
            {
                space.Restore(cells, places);
                model.Do(choice);
                foreach (var violation in model.Watch.Found) Note(violation, at, choice);
                if (!model.Machine.IsStopped) Meet(at, choice, depth + 1);
            }
        }
        IsAll = true;
        return this;
    }

    private void Note(Violation violation, int state, Choice? choice)
    {
        if (!found.Exists(f => f.Violation.Property == violation.Property)) found.Add((violation, state, choice));
    }

    private List<Choice> Way(int state, Choice? last)
    {
        var way = new List<Choice>();
        if (last is { } choice) way.Add(choice);
        for (; states[state].Parent >= 0; state = states[state].Parent) way.Insert(0, states[state].Choice);
        return way;
    }

    private void Meet(int parent, Choice choice, int depth)
    {
        int[] at = new int[model.Clock];
        space.Read(codes, at);
        string key = string.Concat(MemoryMarshal.Cast<long, char>(CollectionsMarshal.AsSpan(codes)).ToString(), MemoryMarshal.Cast<int, char>(at).ToString());
        if (seen.Add(key)) states.Add(([.. codes], at, parent, choice, depth));
    }
}
