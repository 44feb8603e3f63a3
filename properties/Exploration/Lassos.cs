namespace Netback.Properties.Exploration;

/// <summary>
/// Livelocks: a cycle of states that a fair schedule can go round for ever, in which the Rx thread of a queue makes steps, no slot is taken and
/// no packet goes, and in all of whose states a packet waits that the slots on offer fit.
/// </summary>
/// <remarks>
/// Fair (weakly): who can go on in all states of the cycle makes a step in it, the clock included. Host, guest and toolstack go on with
/// what they have begun, and need begin nothing. What is found can happen; with steps made together (<see cref="Configuration.Reduced"/>)
/// somebody who is held up within such steps only counts as not held up, so that a cycle may be taken for unfair.
/// </remarks>
internal sealed class Lassos(StateGraph graph)
{
    /// <summary>The property.</summary>
    public const string Property = "NoLivelock";

    private readonly RuleBook book = graph.Book;

    /// <summary>A state at which a cycle begins, and the choices that lead round it; or null.</summary>
    /// <param name="queue">The queue.</param>
    public (int State, List<Choice> Cycle)? Find(int queue)
    {
        int thread = book.Model.Find($"rx{queue}");
        bool[] waits = new bool[graph.Count];
        for (int n = 0; n < waits.Length; n++) waits[n] = book.Waits(graph[n], queue);
        foreach (var component in new Components(graph, (n, e) => waits[graph.Edge(e).To] && !IsProgress(n, e), waits).All)
            if (Round(component, thread) is { } cycle) return (component[0], cycle);
        return null;
    }

    private bool IsProgress(int state, int edge) => book.TakesOrFrees(graph[state], Expander.Unpack(graph.Edge(edge).Choice));

    /// <summary>A fair way round a component from its first state, or null if there is none.</summary>
    private List<Choice>? Round(IReadOnlyList<int> component, int thread)
    {
        var inside = component.ToHashSet();
        var cycle = new List<Choice>();
        int at = component[0];
        for (int c = 0; c <= book.Processes; c++)
        {
            int process = c;
            // It makes a step, or there is a state in which it could not.
            bool found = Walk(e => Expander.Unpack(graph.Edge(e).Choice).Process == process, _ => process != thread && !CanGoOn(at, process));
            if (!found) return null;
        }
        int first = component[0];
        return Walk(e => graph.Edge(e).To == first, _ => at == first && cycle.Count > 0) ? cycle : null;

        // Goes on, by a shortest way, until it has made a step or is in a state as wanted.
        bool Walk(Func<int, bool> made, Func<int, bool> there)
        {
            var from = new Dictionary<int, (int State, int Edge)>();
            var queue = new Queue<int>([at]);
            int begin = at;
            while (queue.TryDequeue(out int state))
            {
                at = state;
                if (there(state)) return Take(state, -1);
                var (first, end) = graph.EdgesOf(state);
                for (int e = first; e < end; e++)
                {
                    int to = graph.Edge(e).To;
                    if (!inside.Contains(to) || IsProgress(state, e)) continue;
                    if (made(e)) return Take(state, e);
                    if (to != begin && from.TryAdd(to, (state, e))) queue.Enqueue(to);
                }
            }
            at = begin;
            return false;

            bool Take(int state, int last)
            {
                int place = cycle.Count;
                at = last >= 0 ? graph.Edge(last).To : state;
                if (last >= 0) cycle.Insert(place, Expander.Unpack(graph.Edge(last).Choice));
                for (; state != begin; state = from[state].State) cycle.Insert(place, Expander.Unpack(graph.Edge(from[state].Edge).Choice));
                return true;
            }
        }
    }

    /// <summary>Whether a process could make a step in a state, and is not free to begin none.</summary>
    private bool CanGoOn(int state, int process)
    {
        if (process < book.Processes) return book.EnabledIn(graph[state], process)!.Status == ContextStatus.Ready;
        var (first, end) = graph.EdgesOf(state);
        for (int e = first; e < end; e++)
            if (Expander.Unpack(graph.Edge(e).Choice).Process == process) return true;
        return false;
    }
}
