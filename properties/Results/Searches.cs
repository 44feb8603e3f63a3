namespace Netback.Properties.Results;

/// <summary>Carries searches out on all cores. By itself it keeps nothing; <see cref="KeptSearches"/> does.</summary>
internal class Searches
{
    /// <summary>Nothing is kept, and everything is searched.</summary>
    public static readonly Searches Unkept = new();

    /// <summary>Whether some are left to others: then nothing can be concluded here from all of them.</summary>
    public virtual bool IsPart => false;

    /// <summary>Carries out those that are not known yet, the longest first.</summary>
    /// <param name="searches">What to search.</param>
    /// <param name="form">How results are kept.</param>
    /// <param name="found">Told what each has come to, from any thread, also if it was known; or null.</param>
    /// <param name="cores">Searches at the same time; as many as there are cores if left out.</param>
    /// <param name="stop">Ends it between two searches.</param>
    /// <returns>What each has come to, in the order given; null for those that are left to others.</returns>
    public T?[] Run<T>(IReadOnlyList<Search<T>> searches, IForm<T> form, Action<T>? found = null, int? cores = null, CancellationToken stop = default)
        where T : class
    {
        var costs = searches.Select(s => (s.Name, s.Cost)).ToList();
        var results = new T?[searches.Count];
        bool[] wanted = Wanted(costs);
        var open = new List<int>();
        for (int i = 0; i < results.Length; i++)
        {
            if (!wanted[i]) continue;
            if ((results[i] = Known(searches[i].Name, form)) is { } known) found?.Invoke(known);
            else open.Add(i);
        }
        int[] order = [.. Share.LongestFirst(costs).Where(open.Contains)];
        int next = -1;
        // Not in ranges: the longest search must not wait behind others.
        Parallel.For(0, Math.Min(order.Length, cores ?? Environment.ProcessorCount), new ParallelOptions { MaxDegreeOfParallelism = cores ?? Environment.ProcessorCount }, _ =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) < order.Length;)
            {
                try
                {
                    stop.ThrowIfCancellationRequested();
                    results[order[at]] = Go(searches[order[at]], form, found);
                }
                catch
                {
                    // Nobody begins another.
                    Volatile.Write(ref next, order.Length);
                    throw;
                }
            }
        });
        return results;
    }

    private T Go<T>(Search<T> search, IForm<T> form, Action<T>? found) where T : class
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = search.Go();
        if (search.IsWhole(result)) Keep(search.Name, result, form, clock.Elapsed);
        found?.Invoke(result);
        return result;
    }

    /// <summary>Which of some searches are to be carried out here.</summary>
    protected virtual bool[] Wanted(IReadOnlyList<(string Name, double Cost)> searches) => [.. searches.Select(_ => true)];

    /// <summary>What a search has come to before, or null.</summary>
    protected virtual T? Known<T>(string name, IForm<T> form) where T : class => null;

    /// <summary>Keeps what a search has come to. From any thread.</summary>
    protected virtual void Keep<T>(string name, T result, IForm<T> form, TimeSpan took) where T : class
    {
    }
}
