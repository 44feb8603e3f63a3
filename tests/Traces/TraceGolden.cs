using System.Runtime.CompilerServices;
using Netback.Tests.Commands;

namespace Netback.Tests.Traces;

/// <summary>Traces that a person has read and found good, in the folder <c>golden</c> next to this file.</summary>
internal static class TraceGolden
{
    /// <summary>The names of all texts.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(InFolder("golden"), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!);

    /// <summary>The text of that name.</summary>
    public static string Read(string name) => File.ReadAllText(InFolder("golden", name + ".txt"));

    /// <summary>Asserts that a text is the one of that name; with UPDATE_SNAPSHOTS=1 in the environment it becomes that one.</summary>
    public static void AssertSame(string name, string text) => Golden.AssertSameFile(InFolder("golden", name + ".txt"), text);

    /// <summary>A file in the folder of this one.</summary>
    public static string InFolder(params ReadOnlySpan<string> parts) => Path.Combine([Path.GetDirectoryName(ThisFile())!, .. parts]);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
