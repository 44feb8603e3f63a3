using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>Whether this is the driver.</summary>
internal static class ConformanceSection
{
    public static IEnumerable<Block> Of(ReviewEvidence evidence)
    {
        yield return new Heading(2, "conformance", "Conformance to the recordings");
        int different = evidence.Conformance.Sum(c => c.Different), all = evidence.Conformance.Sum(c => c.Same) + different;
        yield return new Paragraph("The source of the real driver was run in user space, generation by generation, and its visible state was recorded after each step. "
            + $"The revisions agree with {all - different:N0} of {Count(all, "recording")} in every field of every step. "
            + (evidence.Revisions.Any(r => r.Recording is null)
                ? List([.. evidence.Revisions.Where(r => r.Recording is null).Select(r => $"`{r.Name}`")]) + " was never upstream and has no recording." : ""));
        yield return new Table("Scenarios that come out the same, by kind of recording", ["revision", "recording", "kind", "the same", "different"],
            [.. evidence.Conformance.Select(c => (IReadOnlyList<TableCell>)
            [
                $"`{c.Revision}`", Markup.Plain(c.Recording), Markup.Plain(c.Kind), new TableCell($"{c.Same:N0}", Tone.Good),
                c.Different == 0 ? "0" : new TableCell($"{c.Different:N0}: {Markup.Plain(c.FirstDifference ?? "")}", Tone.Alarm),
            ])]);
    }
}
