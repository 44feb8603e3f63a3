using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>Each witness: a picture, and the trace step by step. Each is replayed while this is written.</summary>
internal static class WitnessSection
{
    public static IEnumerable<Block> Of(ReviewEvidence evidence, ReportFolder folder, Sources? sources)
    {
        var violated = evidence.Cells.Where(c => c is { Witness: not null, ViolationOf: null }).ToList();
        yield return new Heading(2, "witnesses", "The witnesses");
        yield return new Paragraph($"{violated.Count:N0} in all, shrunk to as few steps as the search could find. In a picture each step has a column; within "
            + "one, time is true to scale. Marks: \u25B2 delivered, struck through if damaged, # with a slot for its hash, + from a linear area that crosses a page, \u00D7 expired, \u25C6 purged, \u25BC dropped by the driver, \u25A1 held back by the host's stack, "
            + "\u2013 no carrier; a number beside a mark is how many.");
        foreach (var revision in evidence.Revisions)
        {
            var cells = violated.Where(c => c.Revision == revision.Name).ToList();
            if (cells.Count > 0) yield return new Heading(3, "w-" + Id(revision.Name), Markup.Plain(revision.Name));
            foreach (var cell in cells) yield return FoldOf(cell, folder, sources);
        }
    }

    private static Fold FoldOf(CellRow cell, ReportFolder folder, Sources? sources)
    {
        string title = $"`{cell.Revision}` violates `{cell.Claim}` in {Count(cell.Witness!.Steps, "step")}: {Markup.Plain(cell.Witness.Violation)}";
        return new(WitnessId(cell), title, WitnessBlocks.Of(WitnessId(cell), cell.Witness.File, folder, sources, cell));
    }
}
