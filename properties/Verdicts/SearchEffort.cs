namespace Netback.Properties.Verdicts;

/// <summary>How much is searched unless somebody says otherwise. Less of it may miss what is known (<see cref="Verdict.MissesKnown"/>).</summary>
public static class SearchEffort
{
    /// <summary>Cases for each revision and kind of environment.</summary>
    public const int Cases = 4_000;

    /// <summary>Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less.</summary>
    public const int Schedules = 100;
}
