using System.Runtime.CompilerServices;
using Netback.Properties.Verdicts;

namespace Netback.Tests.Verdicts;

/// <summary>The witnesses in the repository, one for each cell that is expected to be violated.</summary>
/// <remarks>To renew them: <c>netback verify --out tests/witnesses</c>.</remarks>
internal static class Witnesses
{
    public static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(thisFile)!)!, "witnesses");

    /// <summary>Their names below the folder.</summary>
    public static IEnumerable<string> Names => new WitnessFolder(Folder()).Files().Select(f => Path.GetRelativePath(Folder(), f));

    /// <summary>The scenarios that come nearest to a bound that holds, by their names below the folder.</summary>
    public static IEnumerable<string> TightestNames => Directory.EnumerateFiles(Folder(), "*.tightest.json", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder(), f));

    /// <summary>The schedules of the cells in which interleavings break something, by their names below the folder.</summary>
    public static IEnumerable<string> InterleavingNames => Directory.EnumerateFiles(Folder(), "*" + Interleaving.Extension, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder(), f)).Order(StringComparer.Ordinal);

    public static Witness Read(string name) => Witness.Read(Path.Combine(Folder(), name));
}
