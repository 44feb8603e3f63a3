using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>How often a search has begun anew because it made a difference to the driver what lies further back than states tell apart.</summary>
/// <param name="Time">On account of moments and deadlines.</param>
/// <param name="Rings">On account of indices.</param>
internal readonly record struct Lookback(int Time, int Rings)
{
    /// <summary>A driver to which it still makes a difference after so many times is refused.</summary>
    public const int Most = 3;

    /// <summary>A search that looks further back where that was too near, or null if it has looked back as far as it ever does.</summary>
    public Lookback? Further(TooNearException why)
    {
        var further = new Lookback(Time + (why.OfTime ? 1 : 0), Rings + (why.OfRings ? 1 : 0));
        return further == this || further.Time > Most || further.Rings > Most ? null : further;
    }

    /// <summary>How far back states tell moments and indices apart in a configuration.</summary>
    public Horizon Horizon(Revision revision, Parameters vif)
    {
        // Nothing in the driver or in a property asks for more.
        long oldest = vif.DrainTimeoutMs + Math.Max(vif.StallTimeoutMs, revision.StallAfterMs(vif) ?? 0) + 2;
        int reach = vif.RingSize + 1;
        long ms = By(Time, oldest);
        int slots = (int)By(Rings, reach);
        return new(oldest + ms, reach + slots, ms, slots);
    }

    /// <summary>First by one, as most faults that it takes this for miss a bound by one; then as far again as usual, and then four times as far.</summary>
    private static long By(int times, long usual) => times switch { 0 => 0, 1 => 1, 2 => usual, _ => 4 * usual };
}
