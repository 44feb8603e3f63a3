using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;
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
            yield return new Paragraph("The theorems were not checked: that needs the solvers `z3` and `cvc5`, which were not installed. With them `netback prove` checks the theorems.");
            yield break;
        }
        yield return new Paragraph("By induction on abstract machines, for every queue limit, packet length, ring size, timeout, number of packets and of queues, by two solvers that agree: "
            + $"{Count(proofs.Count(p => p.Outcome == "proved"), "theorem")} proved, {proofs.Count(p => p.Outcome == "refuted"):N0} refuted by a run. Tied steps are steps of the driver "
            + "in random walks and in exhaustive explorations, each of which is a step of the machine or changes nothing in it. `netback prove` repeats all of it and writes the files that a solver reads.");
        yield return new Table("Theorems, and for which revisions", ["theorem", "says", "revisions", "verdict", "expected", "tied steps"],
            [.. proofs.Select((p, i) => (IReadOnlyList<TableCell>)
            [
                // What a theorem says is said once: its rows follow each other.
                $"`{p.Theorem}`", i > 0 && proofs[i - 1].Theorem == p.Theorem ? "" : Markup.Plain(p.Says), string.Join(", ", p.Revisions.Select(r => $"`{r}`")),
                new TableCell(Markup.Plain(p.Outcome), p.Outcome != p.Expected ? Tone.Alarm : p.Outcome == "proved" ? Tone.Good : Tone.Bad), Markup.Plain(p.Expected),
                p.NotTied is { } broken ? new TableCell(Markup.Plain(broken), Tone.Alarm) : p.TiedSteps is { } steps ? $"{steps:N0}" : "not tied",
            ])]);
        foreach (string theorem in proofs.Select(p => p.Theorem).Distinct())
            if (TheoremList.Find(theorem) is { } statement) yield return Inside(statement);
    }

    /// <summary>What a theorem takes for granted, its invariants in words, and how a reader checks it with a solver alone.</summary>
    private static Fold Inside(Statement statement) => new("theorem-" + Id(statement.Name), $"`{statement.Name}`: assumptions, invariants, and how to check it by hand",
    [
        new Paragraph($"Assumes: {Markup.Plain(statement.Assumes)}"),
        .. Instance.Of([statement], [.. History.All]).SelectMany(instance => (Block[])
        [
            new Paragraph($"**{Markup.Plain(instance.RevisionWords)}**, machine `{instance.Theorem.Machine.Name}`: {Markup.Plain(instance.Theorem.Machine.Summary)} By hand, with the files of `netback prove` or of the "
                + $"repository: `z3 docs/proofs/{instance.File}` and `cvc5 --incremental docs/proofs/{instance.File}`; every answer must be the one that its `:status` announces."),
            new Table($"{statement.Name}, {instance.RevisionWords}", ["what", "in words"],
            [
                .. instance.Theorem.Machine.Assumptions.Select(a => (IReadOnlyList<TableCell>)[$"assumed: `{a.Name}`", Markup.Plain(a.Words)]),
                .. instance.Theorem.Invariant.Select(l => (IReadOnlyList<TableCell>)[$"{(l == instance.Theorem.Claim ? "claim" : "strengthening")}: `{l.Name}`", Markup.Plain(l.Words)]),
            ]),
        ]),
    ]);
}
