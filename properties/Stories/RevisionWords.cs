using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Stories;

/// <summary>What a revision is called: one of the history, a mutant or a race made of one, or something else.</summary>
internal static class RevisionWords
{
    /// <summary>Whether it is one of the history, this or another instance of it.</summary>
    public static bool IsUpstream(Revision revision) => History.Find(revision.Name)?.GetType() == revision.GetType();

    /// <summary>The mutant that the revision is the broken part of, or null.</summary>
    public static Mutant? MutantOf(Revision revision) => MutantList.All.FirstOrDefault(mutant => mutant.Broken == revision);

    /// <summary>The race that the revision was made to have, or null.</summary>
    public static Race? RaceOf(Revision revision) =>
        IsUpstream(revision) ? null : Race.All.FirstOrDefault(race => race.Broken.GetType() == revision.GetType());

    /// <summary>Name, origin and what is special about it.</summary>
    public static string Of(Revision revision)
    {
        if (MutantOf(revision) is { } mutant) return $"{mutant.FullName}: {mutant.What}";
        if (RaceOf(revision) is { } race) return $"{race.Sound.Name}+{race.Name}: {race.What}";
        return IsUpstream(revision)
            ? $"{revision.Name}, {revision.Upstream}: {revision.Summary}"
            : $"{revision.GetType().Name}, made of {revision.Name}";
    }
}
