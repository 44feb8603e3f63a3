using Monitor = Netback.Properties.Clauses.Monitor;
using Netback.Properties.Clauses;
using Netback.Properties.Observation;

namespace Netback.Properties.Engines;

/// <summary>One run: what the monitors of each claim saw, and which probes were hit.</summary>
public sealed class MonitoredRun : IEventSink
{
    private readonly MonitorSet set;
    private readonly ObservedVif vif;
    private readonly ProbeWatch probes;
    private readonly Monitor[] monitors;

    internal MonitoredRun(MonitorSet set, Machine machine, Parameters parameters, uint startIndex)
    {
        this.set = set;
        vif = new(parameters, startIndex, machine, tracksTime: set.IsTimed);
        probes = new(parameters, hasHistory: machine.Pool is null);
        var context = new MonitorContext(machine, set.Revision, parameters);
        monitors = [.. set.Claims.Select(c => c.Monitor(context))];
    }

    /// <summary>In the order of the claims.</summary>
    public IReadOnlyList<Monitor> Monitors => monitors;

    /// <summary>The claims, in the order of the monitors.</summary>
    public IReadOnlyList<Claim> Claims => set.Claims;

    public Probes Probes => probes.Hit;

    public void On(in Event e)
    {
        vif.On(e);
        probes.On(e, vif);
        foreach (int i in set.Watching(e.Kind)) monitors[i].On(e, vif);
    }
}
