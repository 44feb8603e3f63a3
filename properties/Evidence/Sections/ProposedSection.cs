using Netback.Properties.Commands;
using Netback.Revisions;
using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>A revision that breaks nothing, and what it costs to get there.</summary>
internal static class ProposedSection
{
    public const string Proposal = "proposed";

    public static IEnumerable<Block> Of(ReviewEvidence evidence, Sources? sources)
    {
        var cells = evidence.Cells.Where(c => c.Revision == Proposal).ToList();
        int holds = cells.Count(c => c.Outcome == "holds"), missing = cells.Count(c => c.Outcome != "holds");
        yield return new Heading(2, "proposed", "The proposed revision");
        yield return new Paragraph($"A design of our own: today's driver with the rules below changed. {holds:N0} of its {Count(cells.Count, "cell")} hold"
            + $"{(missing == 0 ? "" : $", **{missing:N0} do not**")}. It has been run in this model only, and is not a patch.");
        var today = Rules(TodaySection.Today);
        var changed = Rules(Proposal).Where(r => today[r.Key] != r.Value).ToList();
        yield return new Table("Rules that differ", ["rule", TodaySection.Today, Proposal],
            [.. changed.Select(r => (IReadOnlyList<TableCell>)[r.Key.ToString().ToLowerInvariant(), Says(TodaySection.Today, r.Key, today[r.Key]), Says(Proposal, r.Key, r.Value)])]);
        yield return new Paragraph("Three changes are not in the table: the ring refuses a producer index that no honest guest can have written, "
            + "the Rx thread's timeout also ends when a stall is due, and every Rx thread ends when the vif is disabled.");
        var bounded = cells.Where(c => c.Reached is not null).ToList();
        yield return new Table("How near the search came to the bounds of the proposed revision", ["property", "largest value reached", "scenario"],
            [.. bounded.Select(c => (IReadOnlyList<TableCell>)
            [
                Markup.Plain(c.Claim), Tightness(c, evidence.Claim(c.Claim).Unit),
                c.Tightest is { } file ? Link("scenario", file) : "",
            ])]);

        string Says(string revision, Rule rule, string words) =>
            sources?.OfRule(History.Find(revision)!, rule) is { } line ? $"{Markup.Plain(words)} ({Markup.Link(Sources.LabelOf(line), line, "where this rule is in the source")})" : Markup.Plain(words);
    }

    private static Dictionary<Rule, string> Rules(string revision) =>
        RevisionsCommand.RulesOf(History.Find(revision)!).ToDictionary(r => r.Rule, r => r.Words);
}
