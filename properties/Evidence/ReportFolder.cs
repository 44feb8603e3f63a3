using Netback.Properties.Scenarios;

namespace Netback.Properties.Evidence;

/// <summary>A folder that holds a report. It takes over an empty or a new folder, or one with a report in it, and no other.</summary>
public sealed class ReportFolder
{
    private static readonly string[] Kinds = [".witness.json", ".tightest.json", ".interleaving.json", ".svg"];

    /// <exception cref="InputException">There are other things in it.</exception>
    public ReportFolder(string path)
    {
        Path = path;
        try
        {
            if (Directory.Exists(path) && !File.Exists(FullName(EvidenceFile.Name)) && Directory.EnumerateFileSystemEntries(path).Any())
                throw new InputException($"{path}: is not empty, and there is no report in it");
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    public string Path { get; }

    /// <summary>Where a file of the report stands.</summary>
    /// <param name="name">Below the folder, with <c>/</c> between the parts.</param>
    public string FullName(string name) => System.IO.Path.Combine(Path, name.Replace('/', System.IO.Path.DirectorySeparatorChar));

    /// <summary>Writes a file, in one piece or not at all.</summary>
    public void Write(string name, string content)
    {
        string file = FullName(name);
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllText(file + ".draft", content);
            File.Move(file + ".draft", file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Takes away witnesses and pictures of an earlier report that this one does not name.</summary>
    /// <param name="named">Names as for <see cref="FullName"/>.</param>
    public void RemoveOthers(IEnumerable<string> named)
    {
        var kept = named.Select(FullName).ToHashSet(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).ToList())
            if (Kinds.Any(kind => file.EndsWith(kind, StringComparison.Ordinal)) && !kept.Contains(file)) File.Delete(file);
    }
}
