using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Stories;
using Netback.Properties.Verdicts;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>An interleaving that breaks a clause: as lanes and as a story. It is replayed while this is written.</summary>
internal static class InterleavingBlocks
{
    /// <param name="id">What the ids inside begin with.</param>
    /// <param name="name">The file, below the folder of the report.</param>
    /// <param name="folder">That folder.</param>
    public static IReadOnlyList<Block> Of(string id, string name, ReportFolder folder)
    {
        string file = folder.FullName(name);
        var interleaving = Interleaving.Read(file);
        var (clause, what) = interleaving.Finding.Breach;
        if (interleaving.Replay().Breach is not { } breach || breach.Clause != clause)
            throw new InputException($"{file}: does not break {clause} any more; run netback report without --from");
        var story = new StringWriter { NewLine = "\n" };
        Story.Of(interleaving.Driver, interleaving.Play, interleaving.Finding).Write(story);
        string play = interleaving.Play.Summary.Length > 0 ? $"{interleaving.Play.Name}: {interleaving.Play.Summary}" : interleaving.Play.Name;
        return
        [
            new Figure($"{Markup.Plain(play)}. {Link(Markup.Plain(name), name)}; again: `netback replay {name}`",
                [Draw.Lanes(id + "-lanes", interleaving.Finding.Schedule, $"{Drivers.NameOf(interleaving.Driver)}: {clause}", what)]),
            new Fold(id + "-story", "The same as a story, with what was read and written", [new Output(story.ToString())]),
        ];
    }
}
