using Netback.Properties.Engines;

namespace Netback.Properties.Verdicts;

/// <summary>A search on a thread of its own, which is left behind if one of its cases does not come to an end.</summary>
internal static class WatchedSearch
{
    /// <summary>How long one case may take. The slowest that ends takes some seconds, where all cores are busy.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30), Shortest = TimeSpan.FromSeconds(5);

    /// <summary>Searches.</summary>
    /// <param name="search">What is done on the thread; exceptions are passed on.</param>
    /// <param name="failed">What it comes to if a case does not end.</param>
    /// <param name="budget">Of all searches: no case may take longer.</param>
    public static T Of<T>(Func<T> search, Func<SearchError, T> failed, TimeSpan? budget)
    {
        var limit = budget is { } time && time < Longest ? time > Shortest ? time : Shortest : Longest;
        var (watch, patience) = (new CaseWatch(), new Patience(limit));
        var work = Task.Factory.StartNew(() =>
        {
            watch.Attach();
            return search();
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        // Not Wait: that could carry the search out on the thread that is to watch it.
        while (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(Patience.Pause))
        {
            if (!patience.EndsWith(watch.Current, Environment.CpuUsage.TotalTime)) continue;
            if (watch.LeaveBehind() is { } stuck) return failed(new($"a case does not end: its last step takes longer than {limit.TotalSeconds:N0} s", stuck.Case, stuck.Scenario));
        }
        return work.GetAwaiter().GetResult();
    }
}
