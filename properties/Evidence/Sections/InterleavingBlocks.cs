using Netback.Properties.Evidence.Player;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Traces;
using Netback.Properties.Verdicts;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>An interleaving that breaks a property: as lanes and as a trace. It is replayed while this is written.</summary>
internal static class InterleavingBlocks
{
    /// <param name="id">What the ids inside begin with.</param>
    /// <param name="name">The file, below the folder of the report.</param>
    /// <param name="folder">That folder.</param>
    /// <param name="sources">Where links to lines of source lead, or null for none.</param>
    public static IReadOnlyList<Block> Of(string id, string name, ReportFolder folder, Sources? sources)
    {
        string file = folder.FullName(name);
        var interleaving = Interleaving.Read(file);
        var (property, what) = interleaving.Finding.Violation;
        if (interleaving.Replay().Violation is not { } violation || violation.Property != property)
            throw new InputException($"{file}: does not violate {property} any more; run netback report without --from");
        var trace = new StringWriter { NewLine = "\n" };
        ScheduleTrace.Of(interleaving.Driver, interleaving.ConcurrentScenario, interleaving.Finding).Write(trace);
        string concurrent = interleaving.ConcurrentScenario.Summary.Length > 0 ? $"{interleaving.ConcurrentScenario.Name}: {interleaving.ConcurrentScenario.Summary}" : interleaving.ConcurrentScenario.Name;
        return
        [
            new Play(id, Recordings.Of(interleaving, sources)),
            new Figure($"{Markup.Plain(concurrent)}. {Link(Markup.Plain(name), name)}; again: `netback replay {name}`",
                [Draw.Lanes(id + "-lanes", interleaving.Finding.Schedule, $"{Drivers.NameOf(interleaving.Driver)}: {property}", what)]),
            new Fold(id + "-story", "The same as a trace, with what was read and written", [new Output(trace.ToString())]),
        ];
    }
}
