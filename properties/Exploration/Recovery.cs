namespace Netback.Properties.Exploration;

/// <summary>
/// What can, and what must, still become of the states of an exploration that has come to its end. Safety says that nothing bad happens;
/// this says that something good can always happen again, and, with a guest that does its part, that it does so in time.
/// </summary>
/// <param name="states">How many there are.</param>
/// <param name="isGood">Whether a state is one that is to be reached.</param>
internal sealed class Recovery(int states, Func<int, bool> isGood)
{
    /// <summary>The property that a good state can be reached from everywhere.</summary>
    public const string CanRecover = "CanRecover";

    /// <summary>The property that a good state is reached for certain once the guest does its part.</summary>
    public const string Converges = "Converges";

    private readonly List<(int From, int To, bool Heals, bool Ticks)> edges = [];
    private readonly int[] healing = new int[states];

    /// <summary>States from which a good one can be reached.</summary>
    public int Recoverable { get; private set; }

    /// <summary>A state from which none can, or null.</summary>
    public int? Stuck { get; private set; }

    /// <summary>Ticks until a good state at the latest, if all goes as <see cref="Add"/> says; null if it may never come.</summary>
    public int? ConvergesWithin { get; private set; }

    /// <summary>A state from which it may never come, or null.</summary>
    public int? Astray { get; private set; }

    /// <summary>Asks it of all states of a search.</summary>
    public static Recovery Of(StateGraph graph)
    {
        var book = graph.Book;
        var recovery = new Recovery(graph.Count, n => book.IsGood(graph[n]));
        for (int n = 0; n < graph.Count; n++)
        {
            bool guestActs = false;
            var (first, end) = graph.EdgesOf(n);
            for (int e = first; e < end; e++)
            {
                var (to, packed) = graph.Edge(e);
                var choice = Expander.Unpack(packed);
                bool tick = choice.Process == book.Processes, heals = book.Heals(graph[n], choice);
                guestActs |= heals && book.EnabledIn(graph[n], choice.Process)?.Status == ContextStatus.Idle;
                // Time passes, in a run that heals, only when nobody has anything left to do.
                recovery.Add(n, to, heals || (tick && graph.IsRest(n) && !guestActs), tick);
            }
        }
        recovery.Conclude();
        return recovery;
    }

    /// <param name="from">The state before.</param>
    /// <param name="to">The state after.</param>
    /// <param name="heals">Whether this is a step of a run in which the stack offers nothing more, the guest does all it can,
    /// and time passes only when nobody has anything left to do.</param>
    /// <param name="ticks">Whether time passes.</param>
    public void Add(int from, int to, bool heals, bool ticks)
    {
        edges.Add((from, to, heals, ticks));
        if (heals) healing[from]++;
    }

    public void Conclude()
    {
        var (start, into) = Backwards();
        bool[] reaches = new bool[states];
        int[] ticksTo = new int[states];
        int[] left = [.. healing];
        var can = new Queue<int>();
        var must = new Queue<int>();
        Array.Fill(ticksTo, -1);
        for (int state = 0; state < states; state++)
        {
            if (!isGood(state)) continue;
            (reaches[state], ticksTo[state]) = (true, 0);
            can.Enqueue(state);
            must.Enqueue(state);
        }
        while (can.TryDequeue(out int state))
        {
            for (int i = start[state]; i < start[state + 1]; i++)
            {
                int from = edges[into[i]].From;
                if (reaches[from]) continue;
                reaches[from] = true;
                can.Enqueue(from);
            }
        }
        // A state is settled when all that may follow is; it then takes as long as the longest of these.
        int[] longest = new int[states];
        while (must.TryDequeue(out int state))
        {
            for (int i = start[state]; i < start[state + 1]; i++)
            {
                var edge = edges[into[i]];
                if (!edge.Heals || ticksTo[edge.From] >= 0) continue;
                longest[edge.From] = Math.Max(longest[edge.From], ticksTo[state] + (edge.Ticks ? 1 : 0));
                if (--left[edge.From] > 0) continue;
                ticksTo[edge.From] = longest[edge.From];
                must.Enqueue(edge.From);
            }
        }
        Recoverable = reaches.Count(r => r);
        int stuck = Array.IndexOf(reaches, false), astray = Array.IndexOf(ticksTo, -1);
        (Stuck, Astray) = (stuck < 0 ? null : stuck, astray < 0 ? null : astray);
        ConvergesWithin = astray < 0 ? ticksTo.Max() : null;
    }

    /// <summary>The edges by the state that they lead to.</summary>
    private (int[] Start, int[] Into) Backwards()
    {
        int[] start = new int[states + 1], into = new int[edges.Count];
        foreach (var edge in edges) start[edge.To + 1]++;
        for (int i = 0; i < states; i++) start[i + 1] += start[i];
        int[] next = [.. start];
        for (int i = 0; i < edges.Count; i++) into[next[edges[i].To]++] = i;
        return (start, into);
    }
}
