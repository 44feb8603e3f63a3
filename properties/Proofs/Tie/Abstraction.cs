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

    /// <summary>What a state of the driver does not say.</summary>
    public Memory Memory { get; } = new();

    /// <summary>The state as the machine sees it.</summary>
    /// <param name="model">The driver.</param>
    /// <param name="before">The state before the step that has just been made; null at the beginning.</param>
    /// <exception cref="TieException">A context stands where the machine knows no place.</exception>
    public abstract Valuation Of(ModelInstance model, Valuation? before);

    /// <summary>The state of a driver that an exploration has put back, and what has to be known beside it.</summary>
    /// <param name="model">The driver.</param>
    /// <param name="saved">Of <see cref="Memory"/>, in that state.</param>
    public Valuation Restored(ModelInstance model, long[] saved)
    {
        Memory.LoadFlags(saved);
        var state = Of(model, null);
        Memory.LoadVariables(saved, state);
        Memory.LoadFlags(saved);
        // Nothing has happened: what remembers stays, and what can be read is read.
        return Of(model, state);
    }

    /// <summary>What may have been chosen at a step: the values with which it is tried.</summary>
    public abstract IEnumerable<(Variable Choice, BigInteger Value)> Chosen(Valuation before, Valuation after);

    /// <summary>Whether a packet has been looked at in the last step that had been freed.</summary>
    public bool HasUsedFreed { get; private set; }

    /// <summary>Before a step.</summary>
    public void Begin() => HasUsedFreed = false;

    public void On(in Event e)
    {
        HasUsedFreed |= e.Kind == EventKind.UsedAfterFree;
        Hear(e);
    }

    /// <summary>Events of the driver, for what cannot be read off a state.</summary>
    protected virtual void Hear(in Event e) { }

    /// <summary>Contexts of the host's CPUs.</summary>
    protected static IEnumerable<Location> Hosts(ModelInstance model) =>
        model.Processes.Where(a => a.Context is not null && a.Name.StartsWith("host", StringComparison.Ordinal)).Select(a => new Location(a.Context!));

    /// <summary>Who holds a lock, or null.</summary>
    protected static Context? HolderOf(ModelInstance model, SpinLock spinLock) => spinLock.Holder == 0 ? null : model.Machine.Contexts[spinLock.Holder - 1];

    protected static TieException Nowhere(Location at) => new($"{at.Context.Name} is at \"{at.What}\", and the machine knows no such place");

    protected static BigInteger PlaceOf(Variable position, string place)
    {
        for (int i = 0; i < position.Sort.Places.Count; i++)
            if (position.Sort.Places[i] == place) return i;
        throw new ArgumentException($"{place} is no place of {position.Name}", nameof(place));
    }
}
