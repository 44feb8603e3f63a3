using Netback.Properties.Observation;
using Netback.Revisions;

namespace Netback.Properties.Clauses;

/// <summary>Watches one run for one clause. It sees each event after the picture has taken it in.</summary>
public abstract class Monitor
{
    protected Monitor(Revision revision, Parameters parameters) => (Revision, Parameters) = (revision, parameters);

    protected Revision Revision { get; }
    protected Parameters Parameters { get; }

    /// <summary>The events it wants to see.</summary>
    public abstract EventKinds Watches { get; }

    /// <summary>What broke the clause first, in a sentence with values, or null.</summary>
    public string? Violation { get; private set; }

    /// <summary>When that was, in ms since connecting.</summary>
    public long ViolatedAtMs { get; private set; }

    /// <summary>The largest value so far of what the clause bounds, or null where it bounds nothing.</summary>
    public long? Reached { get; private set; }

    public abstract void On(in Event e, Picture picture);

    protected void Violate(in Event e, string what)
    {
        if (Violation is not null) return;
        Violation = what;
        ViolatedAtMs = e.TimeMs;
    }

    protected void Reach(long value)
    {
        if (Reached is null || value > Reached) Reached = value;
    }

    /// <summary>Bytes as people read them.</summary>
    protected static string Bytes(long bytes) => $"{bytes:N0} bytes";
}
