using Netback.Revisions;

using Netback.States;
namespace Netback.Properties.Exploration;

/// <summary>Refuses a revision that keeps state where no search can see it.</summary>
internal static class StateCheck
{
    /// <exception cref="NotSupportedException">Something of the revision can change and is not in a cell; the sentence names it.</exception>
    public static void Demand(Revision revision)
    {
        var type = revision.GetType();
        if ((Immutable.WhyNot(type) ?? Immutable.StaticOf(type)) is { } why)
            throw new NotSupportedException(
                $"{revision.Name} keeps state that no search can see: {why}. State of a revision belongs in a PerQueue<T>, see docs/revisions.md.");
    }
}
