using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>What holds for every size, and not only for those that were searched.</summary>
internal static class ProofSection
{
    public static IEnumerable<Block> Of(ReviewEvidence evidence)
    {
        yield return new Heading(2, "proofs", "Proved for every size");
        if (evidence.Proofs is not { } proofs)
        {
            yield return new Paragraph("The theorems were not run: that takes the solvers `z3` and `cvc5`, which were not installed. With them `netback prove` does it.");
            yield break;
        }
        yield return new Paragraph("By induction on abstract machines, for every queue limit, packet length, ring size, timeout, number of packets and of queues, by two solvers that agree: "
            + $"{Count(proofs.Count(p => p.Outcome == "proved"), "theorem")} proved, {proofs.Count(p => p.Outcome == "refuted"):N0} refuted by a run. Tied steps are steps of the driver "
            + "in random walks, each of which is a step of the machine or changes nothing in it. `netback prove` repeats it and writes the files that a solver reads.");
        yield return new Table("Theorems, and for which revisions", ["theorem", "says", "revisions", "verdict", "expected", "tied steps"],
            [.. proofs.Select(p => (IReadOnlyList<TableCell>)
            [
                $"`{p.Theorem}`", Markup.Plain(p.Says), string.Join(", ", p.Revisions.Select(r => $"`{r}`")),
                new TableCell(Markup.Plain(p.Outcome), p.Outcome != p.Expected ? Tone.Alarm : p.Outcome == "proved" ? Tone.Good : Tone.Bad), Markup.Plain(p.Expected),
                p.NotTied is { } broken ? new TableCell(Markup.Plain(broken), Tone.Alarm) : p.TiedSteps is { } steps ? $"{steps:N0}" : "not tied",
            ])]);
    }
}
