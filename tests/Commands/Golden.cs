using System.Runtime.CompilerServices;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>Texts that a person has read and found good, in the folder <c>golden</c> next to this file.</summary>
internal static class Golden
{
    /// <summary>Whether texts are to be written and not compared.</summary>
    public static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    /// <summary>The names of all texts.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder(), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!);

    /// <summary>
    /// Asserts that a text is the one of that name; with UPDATE_SNAPSHOTS=1 in the environment it becomes that one.
    /// Blanks at the end of a line do not count, for editors take them away.
    /// </summary>
    public static void AssertSame(string name, string text)
    {
        AssertSameFile(Path.Combine(Folder(), name + ".txt"), string.Join('\n', text.Split('\n').Select(line => line.TrimEnd(' '))));
    }

    /// <summary>Asserts that a text is what a file holds; with UPDATE_SNAPSHOTS=1 in the environment it becomes that.</summary>
    public static void AssertSameFile(string path, string text)
    {
        if (Update) File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"{path} is missing; run with UPDATE_SNAPSHOTS=1 to write it");
        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Folder([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "golden");
}
