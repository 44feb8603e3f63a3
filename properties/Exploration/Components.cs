namespace Netback.Properties.Exploration;

/// <summary>The strongly connected components of a part of a graph that have a cycle (Tarjan's algorithm, without recursion).</summary>
internal sealed class Components
{
    private readonly StateGraph graph;
    private readonly Func<int, int, bool> isEdge;
    private readonly int[] index, low;
    private readonly bool[] onStack;
    private readonly Stack<int> stack = [];
    private readonly List<IReadOnlyList<int>> all = [];
    private int next;

    /// <param name="graph">The graph.</param>
    /// <param name="isEdge">Whether a transition, by its number, from a state of the part belongs to it.</param>
    /// <param name="isState">Whether a state belongs to the part.</param>
    public Components(StateGraph graph, Func<int, int, bool> isEdge, bool[] isState)
    {
        (this.graph, this.isEdge) = (graph, isEdge);
        (index, low, onStack) = (new int[graph.Count], new int[graph.Count], new bool[graph.Count]);
        for (int n = 0; n < graph.Count; n++)
            if (isState[n] && index[n] == 0) Visit(n);
        // In the order of their first states, so that it is always the same one that is told.
        all.Sort((a, b) => a[0].CompareTo(b[0]));
    }

    /// <summary>Each as its states, lowest number first.</summary>
    public IReadOnlyList<IReadOnlyList<int>> All => all;

    private void Visit(int root)
    {
        var calls = new Stack<(int State, int Edge)>();
        Enter(root);
        while (calls.TryPop(out var call))
        {
            var (state, edge) = call;
            int end = graph.EdgesOf(state).To;
            while (edge < end && !isEdge(state, edge)) edge++;
            if (edge < end)
            {
                int to = graph.Edge(edge).To;
                if (index[to] == 0)
                {
                    // Looked at again when the one below is done.
                    calls.Push((state, edge));
                    Enter(to);
                    continue;
                }
                if (onStack[to]) low[state] = Math.Min(low[state], low[to]);
                calls.Push((state, edge + 1));
            }
            else if (low[state] == index[state])
            {
                Leave(state);
            }
        }

        void Enter(int state)
        {
            index[state] = low[state] = ++next;
            stack.Push(state);
            onStack[state] = true;
            calls.Push((state, graph.EdgesOf(state).From));
        }
    }

    private void Leave(int root)
    {
        var states = new List<int>();
        int state;
        do
        {
            state = stack.Pop();
            onStack[state] = false;
            states.Add(state);
        }
        while (state != root);
        if (states.Count == 1 && !HasLoop(root)) return;
        states.Sort();
        all.Add(states);
    }

    private bool HasLoop(int state)
    {
        var (first, end) = graph.EdgesOf(state);
        for (int e = first; e < end; e++)
            if (graph.Edge(e).To == state && isEdge(state, e)) return true;
        return false;
    }
}
