using System.Numerics;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Tie;

/// <summary>
/// What a state of the driver is to a machine: reads the values of all its variables off the vif and off where contexts stand. Some
/// variables remember something that is past; their value follows from the one before.
/// </summary>
internal abstract class Abstraction : IEventSink
{
    /// <summary>The machine that the driver is held against.</summary>
    public abstract AbstractMachine Machine { get; }

    /// <summary>Whether a state of the driver says all: nothing has to be remembered, and each state of an exploration can be read by itself.</summary>
    public virtual bool NeedsNoHistory => false;

    /// <summary>The state as the machine sees it.</summary>
    /// <param name="world">The driver.</param>
    /// <param name="before">The state before the step that has just been made; null at the beginning.</param>
    /// <exception cref="TieException">A context stands where the machine knows no place.</exception>
    public abstract Valuation Of(World world, Valuation? before);

    /// <summary>What may have been chosen at a step: the values with which it is tried.</summary>
    public abstract IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after);

    /// <summary>Events of the driver, for what cannot be read off a state.</summary>
    public virtual void On(in Event e) { }

    /// <summary>Contexts of the host's CPUs.</summary>
    protected static IEnumerable<Standpoint> Hosts(World world) =>
        world.Actors.Where(a => a.Context is not null && a.Name.StartsWith("host", StringComparison.Ordinal)).Select(a => new Standpoint(a.Context!));

    /// <summary>Who holds a lock, or null.</summary>
    protected static Context? HolderOf(World world, SpinLock spinLock) => spinLock.Holder == 0 ? null : world.Machine.Contexts[spinLock.Holder - 1];

    protected static TieException Nowhere(Standpoint at) => new($"{at.Context.Name} stands at \"{at.What}\", and the machine knows no such place");

    protected static BigInteger PlaceOf(Variable position, string place)
    {
        for (int i = 0; i < position.Sort.Places.Count; i++)
            if (position.Sort.Places[i] == place) return i;
        throw new ArgumentException($"{place} is no place of {position.Name}", nameof(place));
    }
}
