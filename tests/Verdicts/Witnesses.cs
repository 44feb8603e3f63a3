using System.Runtime.CompilerServices;
using Netback.Properties.Verdicts;

namespace Netback.Tests.Verdicts;

/// <summary>The witnesses in the repository, one for each cell that is expected to be violated.</summary>
/// <remarks>To renew them: <c>netback verify --out tests/witnesses</c>.</remarks>
internal static class Witnesses
{
    public static string Folder([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(thisFile)!)!, "witnesses");

    private static readonly List<(string Name, bool HasSchedule)> All =
        [.. new WitnessFolder(Folder()).Files().Select(f => (Path.GetRelativePath(Folder(), f), Witness.Read(f) is Interleaving))];

    /// <summary>The scenarios with one context at a time, by their names below the folder.</summary>
    public static IEnumerable<string> Names => All.Where(w => !w.HasSchedule).Select(w => w.Name);

    /// <summary>The scenarios that come nearest to a bound that holds, by their names below the folder.</summary>
    public static IEnumerable<string> TightestNames => Directory.EnumerateFiles(Folder(), "*.tightest.json", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Folder(), f));

    /// <summary>The schedules of the cells in which interleavings break something, by their names below the folder.</summary>
    public static IEnumerable<string> InterleavingNames => All.Where(w => w.HasSchedule).Select(w => w.Name);

    public static ScenarioWitness Read(string name) => Witness.Read<ScenarioWitness>(Path.Combine(Folder(), name));
}
