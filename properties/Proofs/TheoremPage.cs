using System.Text;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;

namespace Netback.Properties.Proofs;

/// <summary>All theorems on a page, for readers without solvers: what each says and assumes, what it proves, its invariant in words, and how to check it.</summary>
public static class TheoremPage
{
    /// <summary>The page, as Markdown.</summary>
    public static string Text()
    {
        var page = new StringBuilder();
        page.AppendLine("# Theorems").AppendLine();
        page.AppendLine("What each says, what it takes for granted, which properties it proves, and the invariant in words: the claim first, then what strengthens it. How they");
        page.AppendLine("were made, and what a proof is: [proofs.md](../proofs.md). The outcomes: [results.md](results.md). This page is made by the code, and a test");
        page.AppendLine("fails when it is not what the code says.");
        foreach (var statement in TheoremList.All) Add(page, statement);
        page.AppendLine().AppendLine("## Drivers that are not tied").AppendLine();
        page.AppendLine($"{TieMutants.All.Count} times a driver with a rule broken makes a step that its machine cannot make, so that no theorem about the machine says anything about it. `netback prove --mutant NAME` tells the step.").AppendLine();
        page.AppendLine("| driver | broken | machine | step of the driver |").AppendLine("|---|---|---|---|");
        foreach (var mutant in TieMutants.All) page.AppendLine($"| `{mutant.Name}` | {TieMutants.WhatOf(mutant.Name)} | `{mutant.Machine}` | {mutant.Step} |");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Add(StringBuilder page, Statement statement)
    {
        page.AppendLine().AppendLine($"## {statement.Name}").AppendLine();
        page.AppendLine(statement.Words).AppendLine();
        page.AppendLine($"* Assumes: {statement.Assumes}");
        page.AppendLine($"* Properties: {Bearings(statement)}");
        foreach (var instance in Instance.Of([statement], [.. History.All]))
        {
            string answer = instance.Theorem.Expected == Outcome.Proved ? "proved" : $"refuted by a run of {instance.Theorem.Steps} steps";
            page.AppendLine().AppendLine($"**{instance.RevisionWords}: {answer}.** By hand, every answer must be the one that `:status` announces:").AppendLine();
            page.AppendLine("```").AppendLine($"z3 docs/proofs/{instance.File}").AppendLine($"cvc5 --incremental docs/proofs/{instance.File}").AppendLine("```").AppendLine();
            page.AppendLine($"Machine `{instance.Theorem.Machine.Name}`: {instance.Theorem.Machine.Summary}").AppendLine();
            page.AppendLine("| | in words |").AppendLine("|---|---|");
            foreach (var assumption in instance.Theorem.Machine.Assumptions) page.AppendLine($"| assumed: `{assumption.Name}` | {assumption.Words} |");
            foreach (var lemma in instance.Theorem.Invariant) page.AppendLine($"| {(lemma == instance.Theorem.Claim ? "claim" : "strengthening")}: `{lemma.Name}` | {lemma.Words} |");
        }
    }

    private static string Bearings(Statement statement)
    {
        var bearings = BearingList.All.Where(b => b.Theorems.Contains(statement.Name)).ToList();
        if (bearings.Count == 0) return "none of the catalogue";
        return string.Join("; ", bearings.Select(b => string.Join(", ", b.Environments.Select(e => $"`{b.Property}@{e}`"))
            + (b.Theorems.Count > 1 ? $" (together with {string.Join(", ", b.Theorems.Where(t => t != statement.Name))})" : "") + LessOf(b)));
    }

    private static string LessOf(Bearing bearing)
    {
        var less = History.All.Where(ExpectedOutcomes.Knows).Where(r => bearing.Less(r) is not null).ToList();
        if (less.Count == 0) return "";
        string whose = less.Count == History.All.Count ? "" : $"for {string.Join(", ", less.Select(r => r.Name))} ";
        return $", but {whose}{bearing.Less(less[0])}, which does not count as a proof";
    }
}
