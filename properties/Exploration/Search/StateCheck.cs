using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <summary>Refuses a model that keeps state where no search can see it.</summary>
internal static class StateCheck
{
    /// <returns>Which state a revision keeps where no search can see it, in a sentence; or null if it keeps none.</returns>
    public static string? WhyNot(Revision revision) => (Immutable.WhyNotOf(revision) ?? Immutable.StaticOf(revision.GetType())) is not { } why ? null
        : $"{revision.Name} keeps state that no search can see: {why}. State of a revision belongs in a PerQueue<T>.";

    /// <exception cref="NotSupportedException">Something can change and is not in a cell; the sentence names it.</exception>
    public static void Demand(ModelInstance model)
    {
        if (WhyNot(model.Vif.Revision) is { } why) throw new NotSupportedException(why);
        foreach (var part in model.Machine.Parts)
            if ((Immutable.WhyNotOf(part) ?? Immutable.StaticOf(part.GetType())) is { } reason)
                throw new NotSupportedException($"{part.GetType().Name} keeps state that no search can see: {reason}. What changes belongs in a Cell<T>.");
    }
}
