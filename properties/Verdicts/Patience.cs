namespace Netback.Properties.Verdicts;

/// <summary>
/// Decides that a case does not come to an end. Not by the clock on the wall: a process that is stopped for a while, or that hardly gets a CPU, has done nothing wrong. Who is asked is the one who
/// watches, at each <see cref="Pause"/> in which it could run itself, and how much CPU time the process has had.
/// </summary>
/// <param name="limit">CPU time of the process, of all its threads, after which a case has taken too long.</param>
internal sealed class Patience(TimeSpan limit)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A case that waits takes no CPU time: it is given up after so many times the limit.</summary>
    private const int TimesIfItWaits = 10;

    private object? seen;
    private TimeSpan since;
    private long looks;

    /// <summary>Looks once.</summary>
    /// <param name="now">What is being carried out, or null if nothing is.</param>
    /// <param name="cpu">CPU time that the process has had until now.</param>
    public bool EndsWith(object? now, TimeSpan cpu)
    {
        if (now is null || !ReferenceEquals(now, seen)) (seen, since, looks) = (now, cpu, 0);
        else looks++;
        var watched = looks * Pause;
        return watched >= limit && (cpu - since >= limit || watched >= TimesIfItWaits * limit);
    }
}
