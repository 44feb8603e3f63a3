using Netback.Properties.Verdicts;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>What the review comes to, in three sentences and one table.</summary>
internal static class AnswerSection
{
    private const string Design = "byte-limit";

    private static readonly (string Name, string Claim)[] Headline =
    [
        ("Bounded memory", "BoundedMemory@honest"), ("Bounded latency", "BoundedLatency@honest"),
        ("No spurious carrier-off", "NoSpuriousCarrierOff@honest"),
    ];

    public static IEnumerable<Block> Of(ReviewEvidence evidence)
    {
        yield return new Heading(2, "answer", "The answer");
        foreach (string sentence in new[] { Promise(evidence), Rest(evidence), Overall(evidence) }) yield return new Paragraph(sentence);
        yield return new Table("The three promises of `byte-limit`, commit f48da8b14d04: host respects a stopped Tx queue, guests keep to the protocol.",
            ["", "verdict", "how it was searched", "rarest situation that had to occur", "how tight", "with contexts interleaved"],
            [.. Headline.Select(h => Row(evidence, h.Name, h.Claim))]);
        yield return new Paragraph("\"Holds, as far as searched\" means that no case violated the property, and that every situation in which it could have been violated occurred. "
            + "\"Exhaustively for small sizes\": nor did any state of small configurations, with contexts interleaved in every way. \"Proved for every size\": theorems say so as well, about abstract machines that the driver "
            + "is [tied to](#proofs) step by step. The last column is about contexts that preempt one another.");
    }

    private static IReadOnlyList<TableCell> Row(ReviewEvidence evidence, string name, string claim)
    {
        var cell = evidence.Cell(claim, Design);
        if (cell is null) return [name, Long(null), "", "", "", ""];
        var row = evidence.Claim(claim);
        var rarest = cell.Probes.MinBy(p => p.Cases);
        string tight = Tightness(cell, row.Unit) + (cell.Tightest is { } file ? $" ({Link("scenario", file)})" : "");
        return
        [
            $"{name} (`{row.Property}`)", Long(cell), Engines(cell),
            rarest is null ? "none is asked for" : $"`{rarest.Name}`, in {Count(rarest.Cases, "case")}",
            row.Unit is null ? "no bound to come near: it is violated or not" : tight, Between(cell),
        ];
    }

    private static string Engines(CellRow cell) => string.Join("; ", cell.Engines.Where(e => e.Name == Verifier.Random).Select(e => $"`{e.Name}`: {Markup.Plain(e.Searched)}"));

    /// <summary>What is known where contexts interleave.</summary>
    private static TableCell Between(CellRow cell) => cell.Interleaved switch
    {
        null => new("not searched", Tone.Quiet),
        "holds" => new($"holds ({string.Join(", ", cell.Engines.Where(e => e.Name != Verifier.Random).Select(e => $"{e.Name} {e.Count:N0} {e.Unit}"))})", Tone.Good),
        "doesNotApply" => new("not judged there", Tone.Quiet),
        _ => Long(cell),
    };

    private static string Promise(ReviewEvidence evidence)
    {
        var cells = Headline.Select(h => (h.Name, Cell: evidence.Cell(h.Claim, Design))).ToList();
        if (cells.All(c => c.Cell?.Outcome == "holds"))
            return "**The design under review keeps its three promises**: with a host that respects a stopped Tx queue and guests that keep to the protocol, "
                + "`byte-limit` bounds the memory of a queue, bounds how long a packet waits, and never takes the carrier down on a false alarm.";
        return "**The design under review does not keep all of its three promises**: "
            + List([.. cells.Where(c => c.Cell?.Outcome != "holds").Select(c => $"{c.Name} {(c.Cell is null ? "was not searched" : "is not confirmed")}")]) + ".";
    }

    private static string Rest(ReviewEvidence evidence)
    {
        // What only shows the violation of another environment adds nothing here.
        var violated = evidence.Cells.Where(c => c.Revision == Design && c is { Outcome: "violated", ViolationOf: null }).GroupBy(c => evidence.Claim(c.Claim).Property).ToList();
        return violated.Count == 0 ? "It violates no other property."
            : "**It is not the whole answer**: `byte-limit` violates " + List([.. violated.Select(Entry)]) + ", some by its own admission and some as later advisories had to report.";

        string Entry(IEnumerable<CellRow> cells) => $"[`{cells.First().Claim}`](#{WitnessId(cells.First())})"
            + (cells.Count() == 1 ? "" : $" (also {string.Join(", ", cells.Skip(1).Select(c => $"[{evidence.Claim(c.Claim).Environment}](#{WitnessId(c)})"))})");
    }

    private static string Overall(ReviewEvidence evidence)
    {
        var cells = evidence.Cells.Where(c => evidence.Revisions.Any(r => r.Name == c.Revision)).ToList();
        int violated = cells.Count(c => c.Outcome == "violated"), holds = cells.Count(c => c.Outcome == "holds");
        int today = evidence.Cells.Where(c => c.Revision == TodaySection.Today && c.Outcome == "violated").Select(c => evidence.Claim(c.Claim).Property).Distinct().Count();
        int proposed = evidence.Cells.Count(c => c.Revision == ProposedSection.Proposal && c.Outcome == "violated");
        return $"**All in all**: over {Count(evidence.Revisions.Count, "revision")} and {Count(evidence.Claims.Select(c => c.Property).Distinct().Count(), "property")}, each in the environments for which it is claimed, {holds:N0} cells hold and "
            + $"{violated:N0} are violated, each with a witness that replays; today's driver [still violates {Count(today, "property")}](#today), "
            + $"a [proposed revision](#proposed) violates {(proposed == 0 ? "none" : $"{proposed:N0}")}; "
            + (evidence.IsAsExpected() ? "all of this is as the table of expected verdicts says."
                : "**some of this is not as the table of expected verdicts says, and the cells are marked with !**.");
    }
}
