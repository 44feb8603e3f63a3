namespace Netback.Properties.Specification;

/// <summary>In how many runs each probe was hit. Not safe to use from several threads.</summary>
public sealed class ProbeCounts
{
    private readonly long[] runs = new long[Enum.GetValues<Probe>().Length];

    public long this[Probe probe]
    {
        get => runs[(int)probe];
        internal set => runs[(int)probe] = value;
    }

    /// <summary>Other runs.</summary>
    public void Add(ProbeCounts others)
    {
        for (int i = 0; i < runs.Length; i++) runs[i] += others.runs[i];
    }

    /// <summary>A run has ended.</summary>
    /// <param name="hit">What it hit.</param>
    public void Add(Probes hit)
    {
        foreach (var probe in hit.Members()) runs[(int)probe]++;
    }
}
