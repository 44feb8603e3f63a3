using System.Text.Json;
using Netback.Properties.Specification;
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

    /// <summary>Keeps what a search has found: the witness, or the scenario that came nearest to the bound.</summary>
    /// <returns>The verdict with what the folder holds now.</returns>
    public Verdict Keep(Verdict verdict)
    {
        if (verdict.Error?.Scenario is { } scenario) Write(System.IO.Path.Combine(path, ErrorName(verdict)), scenario);
        return KeepFound(verdict);
    }

    /// <summary>Where the scenario stands that ended the search of a verdict in an error, for <c>netback run</c>.</summary>
    public static string ErrorName(Verdict verdict) =>
        System.IO.Path.Combine(verdict.Revision.Name, $"error@{verdict.Claim.Environment.SearchedAs.Name}.scenario.json");

    private Verdict KeepFound(Verdict verdict) => verdict.Schedule is not null ? verdict with { Schedule = Keep(verdict.Schedule) } : verdict.Scenario is not null ? verdict with { Scenario = Keep(verdict.Scenario) }
        : verdict.Tightest is not null ? verdict with { Reached = KeepTightest(verdict) } : verdict;

    /// <summary>Writes the witness unless there is one for the same cell that replays and is no longer; one that is not of the known violation in any case.</summary>
    /// <returns>The witness that the folder holds now.</returns>
    public T Keep<T>(T witness) where T : Witness
    {
        string file = System.IO.Path.Combine(path, witness.FileName);
        if (!witness.IsUnknown && Readable(file, Witness.Read<T>) is { } kept && kept.FileName == witness.FileName && kept.Steps <= witness.Steps && kept.Reproduce() is not null) return kept;
        Write(file, witness.Write);
        return witness;
    }

    /// <summary>Writes the scenario that came nearest to the bound, for <c>netback run</c>, unless the folder has one that
    /// comes as near in no more steps.</summary>
    /// <returns>The largest value, less the bound, that the scenario in the folder reaches.</returns>
    public long KeepTightest(Verdict verdict)
    {
        var (revision, claim, scenario, reached) = (verdict.Revision, verdict.Claim, verdict.Tightest!, verdict.Reached!.Value);
        string file = System.IO.Path.Combine(path, TightestName(revision, claim));
        if (Readable(file, f => ScenarioReader.ReadFile(f).Single().Scenario) is { } kept
            && ReachedBy(revision, claim, kept) is { } before
            && (before > reached || (before == reached && kept.Steps.Count <= scenario.Steps.Count)))
            return before;
        Write(file, scenario);
        return reached;
    }

    private static void Write(string file, Scenario scenario) => Write(file, stream =>
    {
        using var json = new Utf8JsonWriter(stream, ScenarioWriter.Options with { Indented = true, NewLine = "\n" });
        ScenarioWriter.Write(json, scenario);
    });

    public static string TightestName(Revision revision, Claim claim) =>
        System.IO.Path.Combine(revision.Name, claim.Name + ".tightest.json");

    /// <returns>The largest value, less the bound, that the scenario reaches; or null if nothing was measured.</returns>
    public static long? ReachedBy(Revision revision, Claim claim, Scenario scenario) =>
        new MonitorSet(revision, [claim]).Run(scenario).Monitors[0].Reached;

    /// <summary>What the file holds, or null if there is none or it is not what it is called: then it is replaced.</summary>
    private static T? Readable<T>(string file, Func<string, T> read) where T : class
    {
        try
        {
            return File.Exists(file) ? read(file) : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Finds out whether it can be written, before anything is searched.</summary>
    /// <exception cref="InputException">It cannot.</exception>
    public void ExpectWritable() => OutputFile.ExpectWritable(path);

    /// <summary>Writes a text file, which ends with a line break, and the folders above it. A file is replaced in one piece or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string file, Action<Stream> content) => OutputFile.Write(file, stream =>
    {
        content(stream);
        stream.WriteByte((byte)'\n');
    });
}
