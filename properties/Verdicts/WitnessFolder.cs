using System.Text.Json;
using Netback.Properties.Clauses;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A folder of witnesses, one for each violated cell. It keeps the shortest.</summary>
public sealed class WitnessFolder(string path)
{
    public string Path => path;

    /// <summary>All files below it that are called like witnesses, in order.</summary>
    public IEnumerable<string> Files() => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*" + Witness.Extension, SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];

    /// <summary>Writes the witness unless there is one for the same cell that replays and is no longer.</summary>
    /// <returns>The witness that the folder holds now.</returns>
    public Witness Keep(Witness witness)
    {
        string file = System.IO.Path.Combine(path, witness.FileName);
        if (File.Exists(file))
        {
            var kept = Witness.Read(file);
            if (kept.Scenario.Steps.Count <= witness.Scenario.Steps.Count && kept.Replay() is not null) return kept;
        }
        Write(file, stream => witness.Write(stream));
        return witness;
    }

    /// <summary>Writes the scenario that came nearest to the bound, for <c>netback run</c>, unless the folder has one that
    /// comes as near in no more steps.</summary>
    /// <returns>The largest value, less the bound, that the scenario in the folder reaches.</returns>
    public long KeepTightest(Verdict verdict)
    {
        var (revision, claim, scenario, reached) = (verdict.Revision, verdict.Claim, verdict.Tightest!, verdict.Reached!.Value);
        string file = System.IO.Path.Combine(path, TightestName(revision, claim));
        if (File.Exists(file))
        {
            var kept = ScenarioReader.ReadFile(file).Single().Scenario;
            if (ReachedBy(revision, claim, kept) is { } before
                && (before > reached || (before == reached && kept.Steps.Count <= scenario.Steps.Count))) return before;
        }
        Write(file, stream =>
        {
            using var json = new Utf8JsonWriter(stream, ScenarioWriter.Options with { Indented = true, NewLine = "\n" });
            ScenarioWriter.Write(json, scenario);
        });
        return reached;
    }

    public static string TightestName(Revision revision, Claim claim) =>
        System.IO.Path.Combine(revision.Name, claim.Name + ".tightest.json");

    /// <returns>The largest value, less the bound, that the scenario reaches; or null if nothing was measured.</returns>
    public static long? ReachedBy(Revision revision, Claim claim, Scenario scenario) =>
        new Jury(revision, [claim]).Hear(scenario).Monitors[0].Reached;

    /// <summary>A file is replaced in one piece or not at all.</summary>
    private static void Write(string file, Action<Stream> content)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            string draft = file + ".draft";
            using (var stream = File.Create(draft))
            {
                content(stream);
                stream.WriteByte((byte)'\n');
            }
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be written: {e.Message}", e);
        }
    }
}
