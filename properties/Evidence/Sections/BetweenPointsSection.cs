using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>Whether this is the driver where its contexts preempt one another.</summary>
internal static class BetweenPointsSection
{
    public static IEnumerable<Block> Of(ReviewEvidence evidence)
    {
        yield return new Heading(2, "between-points", "Conformance where contexts interleave");
        if (evidence.BetweenPoints is not { } between)
        {
            yield return new Paragraph("There were no recordings with contexts interleaved.");
            yield break;
        }
        int runs = between.Followed.Sum(f => f.Same + f.Different), same = between.Followed.Sum(f => f.Same);
        var inferred = evidence.Revisions.Where(r => r.Recording is not null && between.Followed.All(f => f.Revision != r.Name)).ToList();
        yield return new Paragraph("Another context may come in wherever the real driver reads or writes what that context can see. "
            + "Its source was compiled for user space (gcc 12, -O1, which keeps accesses in the order of the source) with every memory access logged; host CPUs, Rx threads, interrupt "
            + "handlers, guest, toolstack and clock ran as coroutines under a seeded scheduler. "
            + $"{Count(between.Followed.Count, "generation")} were recorded in this way, {List([.. between.Followed.Select(f => $"{f.Recording} (`{f.Revision}`)")])}. G8 is the unchanged source of 6.1.192, G1 was typed in from the commit, "
            + "and G7, G6 and G5 are 6.1.192 with the later patches reverted by hand, which is weaker evidence. "
            + $"In {same:N0} of {Count(runs, "run")}, {between.Followed.Sum(f => f.Accesses):N0} accesses, the model makes each access that the real driver made: same context, same kind, same word, same value, and the same end."
            + (inferred.Count == 0 ? "" : $" For {List([.. inferred.Select(r => $"`{r.Name}` ({r.Recording})")])} there is no such recording: their order of accesses is inferred from the source and from the generations beside them."));
        yield return new Table("Recordings followed access by access", ["revision", "recording", "the same", "different", "accesses"],
            [.. between.Followed.Select(f => (IReadOnlyList<TableCell>)
            [
                $"`{f.Revision}`", f.Recording, new TableCell($"{f.Same:N0}", Tone.Good),
                f.Different == 0 ? "0" : new TableCell($"{f.Different:N0}: {Markup.Plain(f.FirstDifference ?? "")}", Tone.Alarm), $"{f.Accesses:N0}",
            ])]);
        yield return new Paragraph("The control: the comparison must notice another driver. The same recordings must not agree with the revision before or after, with the same source with two reads swapped, or with one that has a planted "
            + "race.");
        yield return new Table("Drivers that differ from the recorded one, as they must", ["recording", "compared with", "which is", "runs that differ"],
            [.. between.Controls.Select(c => (IReadOnlyList<TableCell>)
            [
                c.Recording, $"`{c.Driver}`", Markup.Plain(c.What),
                c.ToldApart > 0 ? $"{c.ToldApart:N0} of {c.Of:N0}" : new TableCell($"0 of {c.Of:N0}", Tone.Alarm),
            ])]);
        foreach (var block in Variants(evidence, between)) yield return block;
    }

    private static IEnumerable<Block> Variants(ReviewEvidence evidence, BetweenPoints between)
    {
        if (between.Variants.Count == 0) yield break;
        yield return new Paragraph("Only `rx_slots_needed` is read with `READ_ONCE`, so a compiler may move the other reads of the stalled and ready tests across it; gcc 12 does so at -O2. Both orders run on real machines. The other one is searched "
            + "where contexts interleave, for the same properties, as a variant with a name of its own:");
        yield return new Table("Variants", ["variant", "which is", "cells", "holds", "violated"],
            [.. between.Variants.Select(v => (IReadOnlyList<TableCell>)[$"`{v.Name}`", Markup.Plain(v.Summary), Cells(v, null), Cells(v, "holds"), Cells(v, "violated")])]);

        string Cells(RevisionRow variant, string? outcome) =>
            $"{evidence.Cells.Count(c => c.Revision == variant.Name && c.Interleaved is "holds" or "violated" && (outcome is null || c.Interleaved == outcome)):N0}";
    }
}
