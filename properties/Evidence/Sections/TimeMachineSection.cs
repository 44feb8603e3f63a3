using Netback.Revisions;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>Every revision against every property.</summary>
internal static class TimeMachineSection
{
    public static IEnumerable<Block> Of(ReviewEvidence evidence, Sources? sources)
    {
        yield return new Heading(2, "time-machine", "The time machine");
        yield return new Paragraph("Each revision of the design against each property. `x3`: violated; the link leads to the shortest scenario that was found, which has three steps. "
            + "`x30*`: violated only where contexts preempt one another; the shortest schedule that was found has thirty steps. `ok`: holds in what was searched; `ok+`: also in every state of small configurations, "
            + "contexts interleaved; `ok#`: [proved for every size](#proofs); `-`: does not apply; `!`: not as expected.");
        yield return new Table("Revision by property", ["property @ environment", .. evidence.Revisions.Select(r => Markup.Link(Markup.Plain(r.Name), "#" + RevisionId(r.Name), r.Summary))],
            [.. evidence.Claims.Select(claim => (IReadOnlyList<TableCell>)
                [Markup.Link(Markup.Plain(claim.Name), "#" + PropertyId(claim.Name), claim.Statement), .. evidence.Revisions.Select(r => Short(evidence.Cell(claim.Name, r.Name)))])])
        {
            IsMatrix = true,
        };
        yield return new Table("The revisions", ["revision", "upstream", "what it changed"],
            [.. evidence.Revisions.Select(r => (IReadOnlyList<TableCell>)[Named($"`{r.Name}`", History.Find(r.Name) is { } known ? sources?.OfType(known.GetType()) : null), Markup.Plain(r.Upstream), Markup.Plain(r.Summary)])])
        {
            RowIds = [.. evidence.Revisions.Select(r => RevisionId(r.Name))],
        };
        yield return new Fold("properties", "What each property states, and where it comes from",
        [
            new Table("The properties", ["property @ environment", "statement", "source", "environment"],
                [.. evidence.Claims.Select(c => (IReadOnlyList<TableCell>)
                    [Named(Markup.Plain(c.Name), sources?.OfProperty(c.Property)), Markup.Plain(c.Statement), Markup.Plain(c.Source), Markup.Plain(c.EnvironmentSummary)])])
            {
                RowIds = [.. evidence.Claims.Select(c => PropertyId(c.Name))],
            },
        ]);
    }

    /// <summary>A name with a link to where it is declared.</summary>
    private static string Named(string name, string? line) => line is null ? name : $"{name} ({Markup.Link(Sources.LabelOf(line), line, "where it is declared")})";
}
