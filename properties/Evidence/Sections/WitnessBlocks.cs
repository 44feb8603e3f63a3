using Netback.Properties.Commands;
using Netback.Properties.Evidence.Player;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Traces;
using Netback.Properties.Verdicts;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>A witness: in a player, as a picture and as a trace. It is replayed while this is written.</summary>
internal static class WitnessBlocks
{
    /// <param name="id">What the ids inside begin with.</param>
    /// <param name="name">The file, below the folder of the report.</param>
    /// <param name="folder">That folder.</param>
    /// <param name="sources">Where links to lines of source lead, or null for none.</param>
    /// <param name="cell">The cell that it must be of, or null if any will do.</param>
    public static IReadOnlyList<Block> Of(string id, string name, ReportFolder folder, Sources? sources, CellRow? cell = null)
    {
        string file = folder.FullName(name);
        var witness = Witness.Read(file);
        // Older files with a schedule do not say in which environment it was found.
        if (cell is not null && !name.EndsWith(Witness.OldExtension, StringComparison.Ordinal) && (Drivers.NameOf(witness.Driver), witness.Property) != (cell.Revision, cell.Claim))
            throw new InputException($"{file}: is a witness of {Drivers.NameOf(witness.Driver)} and {witness.Property}, not of {cell.Revision} and {cell.Claim}");
        if (witness.Reproduce() is null) throw new InputException($"{file}: does not violate {witness.Property} any more; run netback report without --from");
        return witness is Interleaving interleaving ? Of(id, name, interleaving, sources) : Of(id, name, (ScenarioWitness)witness);
    }

    private static IReadOnlyList<Block> Of(string id, string name, ScenarioWitness witness)
    {
        var trace = new StringWriter { NewLine = "\n" };
        ReplayCommand.Replay(witness, trace);
        return
        [
            new Play(id, Recordings.Of(witness)),
            new Figure(Again(name), [Draw.One("p" + id, witness.Scenario, witness.Driver, witness.Claim)]),
            new Output(trace.ToString()),
        ];
    }

    private static IReadOnlyList<Block> Of(string id, string name, Interleaving interleaving, Sources? sources)
    {
        var (property, what) = interleaving.Finding.Violation;
        var trace = new StringWriter { NewLine = "\n" };
        ScheduleTrace.Of(interleaving.Driver, interleaving.ConcurrentScenario, interleaving.Finding).Write(trace);
        string concurrent = interleaving.ConcurrentScenario.Summary.Length > 0 ? $"{interleaving.ConcurrentScenario.Name}: {interleaving.ConcurrentScenario.Summary}" : interleaving.ConcurrentScenario.Name;
        return
        [
            new Play(id, Recordings.Of(interleaving, sources)),
            new Figure($"{Markup.Plain(concurrent)}. {Again(name)}",
                [Draw.Lanes(id + "-lanes", interleaving.Finding.Schedule, $"{Drivers.NameOf(interleaving.Driver)}: {property}", what)]),
            new Fold(id + "-trace", "The same as a trace, with what was read and written", [new Output(trace.ToString())]),
        ];
    }

    private static string Again(string name) => $"{Link(Markup.Plain(name), name)}; again: `netback replay {name}`";
}
