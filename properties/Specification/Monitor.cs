using System.Runtime.CompilerServices;
using Netback.Properties.Observation;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Specification;

/// <summary>
/// Watches one run for one property: a deterministic automaton over the stream of events. It sees each event after the observed vif has taken
/// it in. What it remembers lies in cells (<see cref="MonitorContext.Remember"/>), bounded: counts are capped, times are told by distance. At
/// rest (<see cref="EventKind.AtRest"/>) it looks and changes nothing.
/// </summary>
public abstract class Monitor(MonitorContext context)
{
    protected MonitorContext Context { get; } = context;
    protected Revision Revision => Context.Revision;
    protected Parameters Parameters => Context.Parameters;

    /// <summary>The events it wants to see.</summary>
    public abstract EventKinds Watches { get; }

    /// <summary>Whether it measures time, or remembers how a turn began: then an exploration of it has many more states than one of the driver.</summary>
    public virtual bool IsTimed => false;

    /// <summary>What violated the property first, in a sentence with values, or null.</summary>
    [field: Constant("what the engine takes away")]
    public string? Violation { get; private set; }

    /// <summary>When that was, in ms since connecting.</summary>
    [field: Constant("what the engine takes away")]
    public long ViolatedAtMs { get; private set; }

    /// <summary>The largest value so far of what the property bounds, or null where it bounds nothing.</summary>
    [field: Constant("measured for people")]
    public long? Reached { get; private set; }

    /// <summary>What <see cref="Reached"/> can come to at most in a run in which such packets are offered, whatever else happens; null where packets alone do not decide that.
    /// Where they do, nothing is violated that comes to no more than 0.</summary>
    /// <param name="offered">Lengths in bytes, and how many of each.</param>
    public virtual long? MostReached(IEnumerable<(int Length, int Count)> offered) => null;

    public abstract void On(in Event e, ObservedVif vif);

    /// <summary>Forgets the violation, for an engine that looks for others.</summary>
    internal void Reset() => Violation = null;

    /// <summary>A sentence that is put together only if nothing was violated before: a property that is violated once is mostly violated again with each event.</summary>
    protected void Violate(in Event e, [InterpolatedStringHandlerArgument("")] ref Sentence what)
    {
        if (Violation is null) Violate(e, what.ToString());
    }

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
    protected static string Bytes(long bytes) => Count(bytes, "byte");

    /// <summary>A number of things, of which there may be one.</summary>
    protected static string Count(long number, string what) => Commands.Changes.Count(number, what);

    /// <summary>What violates a property, of which nothing is formatted if it does not count.</summary>
    [InterpolatedStringHandler]
    protected ref struct Sentence
    {
        private DefaultInterpolatedStringHandler text;

        public Sentence(int literals, int values, Monitor monitor, out bool counts)
        {
            counts = monitor.Violation is null;
            if (counts) text = new(literals, values);
        }

        public void AppendLiteral(string literal) => text.AppendLiteral(literal);

        public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

        public void AppendFormatted<T>(T value, string format) => text.AppendFormatted(value, format);

        /// <summary>The sentence, once.</summary>
        public override string ToString() => text.ToStringAndClear();
    }
}
