using System.Diagnostics;
using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>Explores what contexts can do to each other.</summary>
public static class Explorer
{
    /// <summary>Visits each state of a configuration once, those with shorter ways first.</summary>
    public static ExplorationResult Exhaustive(Revision revision, Configuration configuration, ExplorationBudget budget) =>
        new BreadthFirst(revision, configuration, budget).Run();
}
