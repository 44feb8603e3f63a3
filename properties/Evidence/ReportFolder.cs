using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Evidence;

/// <summary>A folder that holds a report. It takes over an empty or a new folder, or one with a report in it, and no other.</summary>
public sealed class ReportFolder
{
    private static readonly string[] Kinds = [Witness.Extension, Witness.OldExtension, ".tightest.json", ".svg"];

    /// <summary>Stands in the folder while a report is made there, and stays if that was interrupted.</summary>
    private const string Mark = "report.unfinished";

    /// <exception cref="InputException">There are other things in it, or it cannot be written.</exception>
    public ReportFolder(string path)
    {
        Path = path;
        try
        {
            if (Directory.Exists(path) && !File.Exists(FullName(EvidenceFile.Name)) && !File.Exists(FullName(Mark))
                && Directory.EnumerateFileSystemEntries(path).Any())
                throw new InputException($"{path}: is not empty, and there is no report in it");
            OutputFile.ExpectWritable(path);
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

    /// <summary>Keeps other processes from making a report there at the same time.</summary>
    /// <exception cref="InputException">One does already.</exception>
    public Making Begin()
    {
        try
        {
            var mark = new FileStream(FullName(Mark), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            OutputFile.RemoveDrafts(Path);
            return new(mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Path}: another netback report is at work there: {e.Message}", e);
        }
    }

    /// <summary>A report in the making.</summary>
    public sealed class Making : IDisposable
    {
        private readonly FileStream mark;

        internal Making(FileStream mark) => this.mark = mark;

        /// <summary>All of it is there.</summary>
        public void Finish() => File.Delete(mark.Name);

        public void Dispose() => mark.Dispose();
    }

    /// <summary>Writes a file, in one piece or not at all.</summary>
    public void Write(string name, string content) => OutputFile.Write(FullName(name), stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(content)));

    /// <summary>Takes away witnesses and pictures of an earlier report that this one does not name.</summary>
    /// <param name="named">Names as for <see cref="FullName"/>.</param>
    public void RemoveOthers(IEnumerable<string> named)
    {
        var kept = named.Select(FullName).ToHashSet(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).ToList())
            if (Kinds.Any(kind => file.EndsWith(kind, StringComparison.Ordinal)) && !kept.Contains(file)) File.Delete(file);
    }
}
