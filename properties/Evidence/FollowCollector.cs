using Netback.Properties.Conformance.Interleaved;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>Follows the recordings whose contexts interleave: by the revision that they are of, and by drivers that must be told apart from it.</summary>
/// <param name="recordings">Folder of the recordings of the real driver.</param>
/// <param name="stop">Ends it early, between two files.</param>
internal sealed class FollowCollector(string recordings, CancellationToken stop)
{
    /// <returns>What came of it, or null if the folder has no such recordings.</returns>
    public BetweenPoints? Follow()
    {
        var followed = new List<FollowedRow>();
        var controls = new List<ControlRow>();
        var recorded = History.All.Where(r => r.InterleavedRecording is not null && File.Exists(FileOf(r))).ToList();
        foreach (var revision in recorded)
        {
            stop.ThrowIfCancellationRequested();
            List<InterleavedRecording> all = [.. InterleavedRecording.ReadFile(FileOf(revision))];
            var differences = all.Select(r => Follower.FirstDifference(r, revision)).OfType<Divergence>().ToList();
            followed.Add(new(revision.Name, revision.InterleavedRecording!, all.Count - differences.Count, differences.Count, all.Sum(r => (long)r.Steps.Count),
                differences.Count > 0 ? $"seed {differences[0].Recording.Seed}, step {differences[0].Step}: {differences[0].Recorded}; here {differences[0].Ours}" : null));
            foreach (var (other, what) in Others(revision, recorded))
                controls.Add(new(revision.InterleavedRecording!, Drivers.NameOf(other), what, all.Count(r => Follower.FirstDifference(r, other) is not null), all.Count));
        }
        return recorded.Count == 0 ? null
            : new(followed, controls, [.. History.Variants.Select(v => new RevisionRow(v.Name, v.Upstream, v.Summary, null))]);
    }

    /// <summary>The revisions recorded before and after, the revision compiled in another way, and races planted in it.</summary>
    private static IEnumerable<(Revision Driver, string What)> Others(Revision revision, List<Revision> recorded)
    {
        int at = recorded.IndexOf(revision);
        if (at > 0) yield return (recorded[at - 1], "the revision recorded before");
        if (at + 1 < recorded.Count) yield return (recorded[at + 1], "the revision recorded after");
        foreach (var variant in History.Variants.Where(v => History.Nearest(v) == revision)) yield return (variant, variant.Summary);
        // A recording begins when the vif has been connected.
        foreach (var race in Race.All.Where(r => r.Sound.GetType() == revision.GetType() && !Drivers.IsUpstream(r.Faulty) && !r.Configuration.Connects)) yield return (race.Faulty, race.What);
    }

    private string FileOf(Revision revision) => Path.Combine(recordings, "interleaved", revision.InterleavedRecording + ".jsonl.gz");
}
