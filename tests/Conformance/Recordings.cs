using System.IO.Compression;
using Netback.Revisions;

namespace Netback.Tests.Conformance;

/// <summary>The recordings of the real driver, next to the test assembly.</summary>
internal static class Recordings
{
    private static readonly string Folder = System.IO.Path.Combine(AppContext.BaseDirectory, "recordings");

    /// <summary>Paths of all recordings of scenarios, one context at a time.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.jsonl.gz", SearchOption.AllDirectories)
        .Where(path => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(path)) != "interleaved");

    /// <summary>The recording that a revision must agree with.</summary>
    /// <param name="kind">Folder: <c>public</c>, <c>handmade</c>, <c>xdp-public</c> or <c>xdp-handmade</c>.</param>
    /// <param name="revision">Name of the revision.</param>
    public static string Path(string kind, string revision) =>
        System.IO.Path.Combine(Folder, kind, $"{History.Find(revision)!.Recording}.jsonl.gz");

    public static string Unpacked(string path)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
