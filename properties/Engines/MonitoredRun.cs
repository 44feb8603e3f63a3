using Monitor = Netback.Properties.Specification.Monitor;
using Netback.Properties.Specification;
using Netback.Properties.Observation;
using Netback.States;

namespace Netback.Properties.Engines;

/// <summary>One run: what the monitors of each claim saw, and which probes were hit.</summary>
public sealed class MonitoredRun : IEventSink
{
    /// <summary>Events of one run, at most: some ten for each of the packets that one scenario may offer.</summary>
    private const long MaxEvents = 50_000_000;

    private readonly MonitorSet set;
    private readonly ObservedVif vif;
    private readonly ProbeWatch? probes;
    private readonly Monitor[] monitors;

    /// <summary>Whether what is watched is one run from its beginning, and not the states of many.</summary>
    private readonly bool hasHistory;

    [Constant("counts one run, of which no state is kept")]
    private long events;

    internal MonitoredRun(MonitorSet set, Machine machine, Parameters parameters, uint startIndex, bool looksForProbes)
    {
        this.set = set;
        vif = new(parameters, startIndex, machine, tracksTime: set.IsTimed);
        hasHistory = machine.Pool is null;
        probes = looksForProbes ? new(parameters, hasHistory, set.Revision) : null;
        var context = new MonitorContext(machine, set.Revision, parameters);
        monitors = [.. set.Claims.Select(c => c.Monitor(context))];
    }

    /// <summary>In the order of the claims.</summary>
    public IReadOnlyList<Monitor> Monitors => monitors;

    /// <summary>The claims, in the order of the monitors.</summary>
    public IReadOnlyList<Claim> Claims => set.Claims;

    /// <summary>Those that an event of a kind can violate, by their number.</summary>
    internal int[] Watching(EventKind kind) => set.Watching(kind);

    /// <summary>Situations that the run was in; none where nobody looks for them.</summary>
    public Probes Probes => probes?.Hit ?? default;

    /// <summary>What the monitors go by.</summary>
    public ObservedVif Observed => vif;

    public void On(in Event e)
    {
        if (hasHistory && ++events > MaxEvents) throw new EndlessCaseException(MaxEvents);
        vif.On(e);
        probes?.On(e, vif);
        foreach (int i in set.Watching(e.Kind)) monitors[i].On(e, vif);
    }
}
