using Netback.Properties.Scenarios;

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
        try
        {
            witness.Write(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be written: {e.Message}", e);
        }
        return witness;
    }
}
