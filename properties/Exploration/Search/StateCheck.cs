using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>Refuses a model that keeps state where no search can see it.</summary>
internal static class StateCheck
{
    /// <exception cref="NotSupportedException">Something can change and is not in a cell; the sentence names it.</exception>
    public static void Demand(World world)
    {
        var revision = world.Vif.Revision;
        if ((Immutable.WhyNotOf(revision) ?? Immutable.StaticOf(revision.GetType())) is { } why)
            throw new NotSupportedException(
                $"{revision.Name} keeps state that no search can see: {why}. State of a revision belongs in a PerQueue<T>.");
        foreach (var part in world.Machine.Parts)
            if ((Immutable.WhyNotOf(part) ?? Immutable.StaticOf(part.GetType())) is { } reason)
                throw new NotSupportedException($"{part.GetType().Name} keeps state that no search can see: {reason}. What changes belongs in a Cell<T>.");
    }
}
