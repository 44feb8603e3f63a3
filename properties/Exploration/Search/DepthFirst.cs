using System.Diagnostics;

namespace Netback.Properties.Exploration;

/// <summary>
/// One exhaustive search, depth first: it goes on from the state that it has found last. It visits the states that <see cref="BreadthFirst"/> visits.
/// One that is cut short has been at the end of long ways, to which a search level by level has not come.
/// </summary>
/// <param name="book">The rules, learned already or not.</param>
/// <param name="report">Tells what is violated.</param>
/// <param name="budget">How much to explore. Whether all can recover is not asked.</param>
internal sealed class DepthFirst(RuleBook book, FindingReport report, ExplorationBudget budget)
{
    private readonly Stopwatch clock = new();
    private readonly Batch batch = new();
    private readonly Stack<(int State, int Depth)> open = [];
    private readonly FirstViolations found = new();
    private StateTable table = new(1);
    private long transitions;
    private int count, deepest, rests, restarts;

    /// <summary>All states found, as rows of the rules.</summary>
    public IEnumerable<ulong[]> States() => table.Rows();

    public ExplorationResult Run()
    {
        clock.Start();
        Scout.Learn(book);
        string? truncated;
        while (!Search(out truncated)) { }
        var took = clock.Elapsed;
        var ways = Shorten();
        return new ExplorationResult(count, transitions, deepest, truncated is null ? 0 : open.Count, [.. found.All.Select(f => report.Of(ways, f, []))])
        {
            Truncated = truncated, RestStates = rests, Took = took, CriticalPath = took,
        }.Of(book, table);
    }

    /// <returns>False if it has to begin anew: as rows have to be laid out anew, or as a reduction that it relied on is not one.</returns>
    private bool Search(out string? truncated)
    {
        truncated = null;
        table = new(book.Words);
        open.Clear();
        found.Clear();
        (transitions, count, deepest, rests, restarts) = (0, 1, 0, 0, book.Restarts);
        open.Push((table.Add(book.Initial, -1, 0), 0));
        book.Settle();
        while (open.Count > 0)
        {
            if ((truncated = budget.WhyToStop(count, found, clock)) is not null) return true;
            var (state, depth) = open.Pop();
            if (!Expand(state)) return false;
            transitions += batch.Count;
            rests += batch.Rests;
            deepest = Math.Max(deepest, depth);
            found.Add(batch.Violations);
            // What is found last is gone on from first: the first choice.
            for (int i = batch.Count - 1; i >= 0; i--)
            {
                if (!table.TryAdd(batch[i], batch.HashOf(i), state, batch.From(i).Choice, out int to)) continue;
                count++;
                open.Push((to, depth + 1));
            }
        }
        return true;
    }

    private bool Expand(int state)
    {
        batch.Clear(book.Words);
        if (Expander.Expand(book, table[state], state, batch)) return true;
        book.Learn(table[state]);
        if (book.NeedsRelay) book.Relay();
        else if (book.Restarts == restarts)
        {
            book.Settle();
            return Expand(state);
        }
        return false;
    }

    /// <summary>The ways that it took are as long as can be. Those who read of a violation get the shortest one through the states that it has visited.</summary>
    private StateTable Shorten()
    {
        var ways = new StateTable(book.Words);
        var queue = new Queue<int>([ways.Add(book.Initial, -1, 0)]);
        var wanted = found.All.Select(f => f.State).ToHashSet();
        while (wanted.Count > 0 && queue.TryDequeue(out int state))
        {
            wanted.Remove(table.Find(ways[state], Shard.Hash(ways[state])));
            batch.Clear(book.Words);
            // One that it has not gone on from may lead to what nobody has learned.
            if (!Expander.Expand(book, ways[state], state, batch)) continue;
            for (int i = 0; i < batch.Count; i++)
                if (table.Find(batch[i], batch.HashOf(i)) >= 0 && ways.TryAdd(batch[i], batch.HashOf(i), state, batch.From(i).Choice, out int to)) queue.Enqueue(to);
        }
        found.Renumber(state => ways.Find(table[state], Shard.Hash(table[state])));
        return ways;
    }
}
