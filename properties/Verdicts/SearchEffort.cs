namespace Netback.Properties.Verdicts;

/// <summary>How much is searched unless somebody says otherwise. Less of it may miss what is known (<see cref="Verdict.MissesKnown"/>).</summary>
public static class SearchEffort
{
    /// <summary>Cases for each revision and kind of environment: the mutants that random scenarios find are found in as many.</summary>
    public const int Cases = 2_000;

    /// <summary>Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less.</summary>
    public const int Schedules = 50;

    /// <summary>Where a verdict is to be signed, one change is to be judged, or all configurations are explored.</summary>
    public const int ThoroughCases = 2 * Cases, ThoroughSchedules = 2 * Schedules;
}
