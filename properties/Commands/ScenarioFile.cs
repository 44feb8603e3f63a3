using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>What a command takes that runs scenarios: a file of them, or a witness.</summary>
internal static class ScenarioFile
{
    /// <summary>Reads either.</summary>
    /// <param name="path">The file; its name says which.</param>
    /// <param name="own">Revisions that a witness may be about besides those that are known, or null.</param>
    /// <returns>The witness, or null; and the scenarios that run with one context at a time.</returns>
    /// <exception cref="InputException">It is neither.</exception>
    public static (Witness? Witness, IReadOnlyList<Scenario> Scenarios) Open(string path, IReadOnlyList<Revision>? own = null)
    {
        if (!Witness.IsNamed(path)) return (null, [.. ScenarioReader.ReadFile(path).Select(r => r.Scenario)]);
        var witness = Witness.Read(path, own);
        return (witness, witness is ScenarioWitness alone ? [alone.Scenario] : []);
    }

    /// <summary>The scenarios of a file, or that of a witness without a schedule.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static IReadOnlyList<Scenario> Read(string path) =>
        Witness.IsNamed(path) ? [Witness.Read<ScenarioWitness>(path).Scenario] : Open(path).Scenarios;
}
