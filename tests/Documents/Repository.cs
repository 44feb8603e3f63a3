using System.Runtime.CompilerServices;

namespace Netback.Tests.Documents;

/// <summary>Where the repository is that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Folder(), "..", ".."));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
