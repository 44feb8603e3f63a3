using Netback.Properties.Verdicts;
using Netback.Revisions;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>What the driver of today still does.</summary>
internal static class TodaySection
{
    /// <summary>The last revision that is upstream.</summary>
    public const string Today = "xsa-424";

    public static IEnumerable<Block> Of(ReviewEvidence evidence, ReportFolder folder)
    {
        var violated = evidence.Cells.Where(c => c.Revision == Today && c.Outcome == "violated").ToList();
        yield return new Heading(2, "today", "What today's driver still does");
        yield return new Paragraph($"`{Today}` stands for the newest source that was read. It violates a property in {Count(violated.Count, "cell")} of the table. "
            + "The source is who reported it first; \"new finding\" means that no commit message or advisory known to us does.");
        yield return new Table($"Properties that {Today} violates", ["property", "what happens", "why", "source"],
            [.. violated.Select(c => (IReadOnlyList<TableCell>)
            [
                c.Witness is null ? Markup.Plain(c.Claim) : $"[{Markup.Plain(c.Claim)}](#{WitnessId(c)})",
                Markup.Plain(c.Witness?.Violation ?? ""), Markup.Plain(c.Why ?? "not expected"), Markup.Plain(c.Source ?? ""),
            ])]);
        yield return CommitSection.Pair(Showcases.Flap, "Today the carrier comes back whenever the backlog has expired, since an empty queue needs no slots, "
            + "and goes off again. In the proposed revision it goes off once and stays off until the guest is back.");
        foreach (var cell in violated)
            if (cell is { Witness: { } found, ViolationOf: null } && !IsSchedule(found) && PairOf(Witness.Read<ScenarioWitness>(folder.FullName(found.File))) is { } pair) yield return pair;
    }

    private static Fold? PairOf(ScenarioWitness witness)
    {
        var proposed = History.Find(ProposedSection.Proposal);
        if (proposed is null || !witness.Claim.AppliesTo(proposed)) return null;
        string id = Id($"pair-{witness.Claim.Name}");
        return new(id, $"The witness of {Markup.Plain(witness.Claim.Name)} on {Today} and on {proposed.Name}",
            [new Figure(Markup.Plain(witness.Claim.Property.Statement),
                Draw.Pair(id, witness.Scenario, witness.Driver, proposed, witness.Claim, asFiles: false))]);
    }
}
