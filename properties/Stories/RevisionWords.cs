using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Stories;

/// <summary>What a revision is called: one of the history, a mutant of one, or something else.</summary>
internal static class RevisionWords
{
    /// <summary>The mutant that the revision is the broken part of, or null.</summary>
    public static Mutant? MutantOf(Revision revision) => MutantList.All.FirstOrDefault(mutant => mutant.Broken == revision);

    /// <summary>Name, origin and what is special about it.</summary>
    public static string Of(Revision revision) => MutantOf(revision) is { } mutant
        ? $"{mutant.FullName}: {mutant.What}"
        : Race.All.FirstOrDefault(race => race.Broken == revision && History.All.All(r => r.GetType() != revision.GetType())) is { } race
        ? $"{race.Sound.Name}+{race.Name}: {race.What}"
        : $"{revision.Name}, {revision.Upstream}: {revision.Summary}";
}
