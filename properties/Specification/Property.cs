using Netback.Properties.Generation;
using Netback.Revisions;

namespace Netback.Properties.Specification;

/// <summary>A property of the design.</summary>
public sealed class Property
{
    /// <param name="name">Its name, everywhere.</param>
    /// <param name="statement">What it says, in a sentence.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="monitor">Makes what watches a run for it.</param>
    /// <param name="claims">Where it is claimed.</param>
    public Property(string name, string statement, string source, Func<MonitorContext, Monitor> monitor,
        params ReadOnlySpan<Claim> claims)
    {
        (Name, Statement, Source) = (name, statement, source);
        var bound = new Claim[claims.Length];
        for (int i = 0; i < claims.Length; i++)
            bound[i] = claims[i] with { Property = this, Monitor = claims[i].Monitor ?? monitor };
        listed = bound;
    }

    private readonly Claim[] listed;

    public string Name { get; }
    public string Statement { get; }
    public string Source { get; }

    /// <summary>Where it is claimed: where it says so, and where that follows (<see cref="WiderClaims"/>).</summary>
    public IReadOnlyList<Claim> Claims => field ??= WiderClaims.With(listed);

    /// <summary>Whether, where contexts interleave, it is no monitor of events: engines that know every context look at each state.</summary>
    public bool IsOfStates { get; init; }

    /// <summary>The unit of what the property bounds, or an empty text.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Whether it is promised only where the host respects a stopped Tx queue.</summary>
    public bool NeedsObedientHost { get; init; }

    /// <summary>What is claimed of it for an honest guest, or null.</summary>
    public Claim? HonestClaim => Claims.FirstOrDefault(c => c.Environment == DriverEnvironment.Honest);

    /// <summary>What has to happen where contexts interleave before it says something that nothing was violated, unless a claim says otherwise.</summary>
    public EventKinds WantedEvents { get; init; }

    /// <summary>Whether the design of a revision has what the property speaks of.</summary>
    public Func<Revision, bool> AppliesTo { get; init; } = _ => true;
}

/// <summary>A property claimed in some environment.</summary>
/// <param name="Environment">Who is around the driver.</param>
/// <param name="Probes">What must have occurred for a verdict to count.</param>
public sealed record Claim(DriverEnvironment Environment, Probes Probes)
{
    /// <summary>The property.</summary>
    public Property Property { get; internal init; } = null!;

    /// <summary>Makes what watches a run for it; the property's own unless this environment needs another.</summary>
    public Func<MonitorContext, Monitor> Monitor { get; init; } = null!;

    /// <summary>What has to happen where contexts interleave before it says something that nothing was violated.</summary>
    public EventKinds WantedEvents { get => wanted ?? Property.WantedEvents; init => wanted = value; }

    private readonly EventKinds? wanted;

    /// <summary>Whether it can be judged where one context runs at a time.</summary>
    public bool IsOfScenarios => !Environment.TakesContexts;

    /// <summary>Whether it can be judged where contexts interleave: what is claimed of some stretches of a run, or for a stack above the
    /// driver, is judged in scenarios only.</summary>
    public bool IsOfContexts => Environment.SearchedAs == Environment && !Environment.HasStack && !IsOfScenariosOnly;

    /// <summary>Whether it is judged in scenarios only: another property says the same where contexts interleave, or it is about several queues, which no
    /// exploration comes to the end of, and excuses no queue whose thread waits for a CPU.</summary>
    public bool IsOfScenariosOnly { get; init; }

    /// <summary>Whether no exploration gets to what it speaks of, so that where contexts interleave it is judged by random schedules only.</summary>
    public bool IsOfSchedulesOnly { get; init; }

    /// <summary>The claims that make it one (<see cref="WiderClaims"/>), of environments that its own contains: what violates one of them violates it. None where a property says itself
    /// that it is claimed.</summary>
    public IReadOnlyList<Claim> FollowsFrom { get; init; } = [];

    /// <summary>Whether it is the other, or follows from it, over as many claims as it may be.</summary>
    public bool RestsOn(Claim other) => ReferenceEquals(this, other) || FollowsFrom.Any(c => c.RestsOn(other));

    /// <summary>Whether it is what is left of a property that is known to be violated (<see cref="Remainders.Remainder"/>).</summary>
    public bool IsRemainder { get; init; }

    /// <summary>What a violation of it is called where contexts interleave.</summary>
    public string ViolatedName => IsRemainder ? $"{Property.Name}-remainder" : Property.Name;

    /// <summary>How claims are named in tables and files: <c>BoundedMemory@honest</c>.</summary>
    public string Name => $"{Property.Name}@{Environment.Name}";

    /// <summary>Whether there is something to check: the design has it, and can be in that environment.</summary>
    public bool AppliesTo(Revision revision) => Property.AppliesTo(revision) && (!Environment.Xdp || revision.HasXdp) && (Environment.Notifies || revision.ServesWithoutRxNotify);
}
