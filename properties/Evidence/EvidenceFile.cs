using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Evidence;

/// <summary><c>evidence.json</c>: written so that equal content is equal text, read strictly.</summary>
public static class EvidenceFile
{
    public const string Name = "evidence.json";

    private static readonly JsonSerializerOptions Options = new(JsonText.Strict) { WriteIndented = true, NewLine = "\n" };

    public static string ToJson(ReviewEvidence evidence) => JsonSerializer.Serialize(evidence, Options) + "\n";

    /// <exception cref="InputException">The file is not evidence of the version that is understood here.</exception>
    public static ReviewEvidence Read(string path)
    {
        ReviewEvidence? evidence;
        try
        {
            using var document = ScenarioReader.ReadDocument(path);
            evidence = document.Deserialize<ReviewEvidence>(Options);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: is not evidence: {InputException.Brief(e.Message.Split('\n')[0])}", e);
        }
        if (evidence is null) throw new InputException($"{path}: is not evidence: null");
        if (evidence.Evidence != ReviewEvidence.CurrentVersion)
            throw new InputException($"{path}: is evidence of version {evidence.Evidence}, and only {ReviewEvidence.CurrentVersion} is understood");
        foreach (string file in FilesOf(evidence))
            if (Path.IsPathRooted(file) || file.Split('/', '\\').Contains(".."))
                throw new InputException($"{path}: {InputException.Quote(file)} is not below the folder of the report");
        EvidenceCheck.Of(evidence, path);
        return evidence;
    }

    /// <summary>All witnesses and tightest scenarios that the evidence names.</summary>
    public static IEnumerable<string> FilesOf(ReviewEvidence evidence) =>
        evidence.Cells.SelectMany(c => new[] { c.Witness?.File, c.Tightest }).OfType<string>()
            .Concat(evidence.Explorations.SelectMany(e => e.Findings).Select(f => f.File))
            .Concat(evidence.Races.Select(r => r.Finding?.File).OfType<string>());
}
