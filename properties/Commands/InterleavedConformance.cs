using Netback.Properties.Conformance.Interleaved;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>The part of <c>netback conform</c> that follows recordings whose contexts interleave.</summary>
internal static class InterleavedConformance
{
    /// <summary>Steps that are shown before the one that differs.</summary>
    private const int Shown = 8;

    /// <summary>Follows all recordings of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="revision">The revision to follow them with, or null for the one that each is of.</param>
    /// <param name="json">Whether to print one line of JSON.</param>
    /// <param name="output">Where to print.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="stop">Ends it early.</param>
    public static int Run(string path, Revision? revision, bool json, TextWriter output, Progress progress, CancellationToken stop)
    {
        List<InterleavedRecording> all = [.. InterleavedRecording.ReadFile(path)];
        var different = new List<Divergence>();
        progress.Begin("following", all.Count, "recordings", () => $"{different.Count:N0} different", "whether the rest are the same");
        progress.ForEach(all, FollowOne, stop);
        long accesses = all.Sum(r => (long)r.Steps.Count);
        if (json) output.WriteLine(Json(all.Count - different.Count, accesses, different));
        else Print(all.Count - different.Count, accesses, different, output);
        return different.Count == 0 ? ExitCode.Expected : ExitCode.Differs;

        void FollowOne(InterleavedRecording recording)
        {
            if (Follower.FirstDifference(recording, revision ?? recording.Revision) is { } difference) different.Add(difference);
        }
    }

    private static void Print(int same, long accesses, List<Divergence> different, TextWriter output)
    {
        foreach (var divergence in different)
        {
            var recording = divergence.Recording;
            output.WriteLine($"{recording.Generation}, seed {recording.Seed}, step {divergence.Step} of {recording.Steps.Count}:");
            foreach (var (number, step) in divergence.Before(Shown)) output.WriteLine($"    {number,5}  {step}");
            Wrap.Say(output, "    recorded  ", divergence.Recorded);
            Wrap.Say(output, "    here      ", divergence.Ours);
        }
        output.WriteLine($"{same:N0} the same, {different.Count:N0} different ({accesses:N0} accesses recorded)");
    }

    private static string Json(int same, long accesses, List<Divergence> different)
    {
        return JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("same", same);
            json.WriteNumber("accesses", accesses);
            json.WriteStartArray("different");
            foreach (var divergence in different)
            {
                json.WriteStartObject();
                json.WriteString("generation", divergence.Recording.Generation);
                json.WriteNumber("seed", divergence.Recording.Seed);
                json.WriteString("where", divergence.Recording.Where);
                json.WriteNumber("step", divergence.Step);
                json.WriteString("recorded", divergence.Recorded);
                json.WriteString("ours", divergence.Ours);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
