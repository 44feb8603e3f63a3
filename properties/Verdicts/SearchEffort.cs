namespace Netback.Properties.Verdicts;

/// <summary>How much is searched unless somebody says otherwise, and what less of it can say: that a known violation was not found by less
/// than the usual effort is no sign that it is gone.</summary>
public static class SearchEffort
{
    /// <summary>Cases for each revision and kind of surroundings.</summary>
    public const int Cases = 4_000;

    /// <summary>Schedules of each play and of each scenario.</summary>
    public const int Schedules = 100;

    /// <summary>Whether a violation is known that so few cases did not find.</summary>
    public static bool MissesKnown(Verdict v) => v.Cases < Cases && MissesKnown(v.Expected, v.Outcome);

    /// <summary>Whether a violation is known that so few schedules did not find.</summary>
    /// <param name="v">The verdict.</param>
    /// <param name="schedules">Of each play and of each scenario.</param>
    public static bool MissesKnown(InterleavingVerdict v, int schedules) => schedules < Schedules && MissesKnown(v.Expected, v.Outcome);

    private static bool MissesKnown(Outcome expected, Outcome found) =>
        expected == Outcome.Violated && (found is Outcome.Holds or Outcome.ProbesMissed);
}
