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
    public abstract Machine Machine { get; }

    /// <summary>The state as the machine sees it.</summary>
    /// <param name="world">The driver.</param>
    /// <param name="works">Where contexts stand.</param>
    /// <param name="before">The state before the step that has just been made; null at the beginning.</param>
    /// <exception cref="TieException">A context stands where the machine knows no place.</exception>
    public abstract Valuation Of(World world, Standpoints works, Valuation? before);

    /// <summary>What may have been chosen at a step: the values with which it is tried.</summary>
    public abstract IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after);

    /// <summary>Events of the driver, for what cannot be read off a state.</summary>
    public virtual void On(in Event e) { }

    /// <summary>Contexts of the host's CPUs.</summary>
    protected static IEnumerable<SteppedContext> Hosts(World world) =>
        world.Actors.Where(a => a.Context is not null && a.Name.StartsWith("host", StringComparison.Ordinal)).Select(a => a.Context!);

    protected static TieException Nowhere(SteppedContext context) => new($"{context.Name} stands at \"{context.What}\", and the machine knows no such place");

    protected static BigInteger PlaceOf(Variable position, string place)
    {
        for (int i = 0; i < position.Sort.Places.Count; i++)
            if (position.Sort.Places[i] == place) return i;
        throw new ArgumentException($"{place} is no place of {position.Name}", nameof(place));
    }
}
