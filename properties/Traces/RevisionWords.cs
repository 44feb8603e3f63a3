using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Traces;

/// <summary>What a revision is called: one of the history, a mutant or a race made of one, or something else.</summary>
internal static class RevisionWords
{
    /// <summary>The mutant that the revision is the broken part of, or null.</summary>
    public static Mutant? MutantOf(Revision revision) => MutantList.All.FirstOrDefault(mutant => mutant.Faulty == revision);

    /// <summary>Name, origin and what is special about it.</summary>
    public static string Of(Revision revision)
    {
        if (MutantOf(revision) is { } mutant) return $"{mutant.FullName}: {mutant.What}";
        if (Drivers.RaceOf(revision) is { } race) return $"{Drivers.NameOf(revision)}: {race.What}";
        return Drivers.IsUpstream(revision)
            ? $"{revision.Name}, {revision.Upstream}: {revision.Summary}"
            : $"{revision.GetType().Name}, made of {revision.Name}";
    }
}
