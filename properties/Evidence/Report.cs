using Netback.Properties.Evidence.Sections;

namespace Netback.Properties.Evidence;

/// <summary>Makes the report of the evidence: the same content as a page, as Markdown and, cut to its first parts, as a summary for CI.</summary>
public static class Report
{
    public const string Page = "index.html", Markdown = "REPORT.md", Summary = "SUMMARY.md";

    private const string Title = "Design review of xen-netback's guest-Rx queue";

    /// <summary>Writes all files of the report but the witnesses, which must be there: each is replayed.</summary>
    /// <exception cref="Scenarios.InputException">One is missing, or shows no longer what the evidence says.</exception>
    public static void Write(ReviewEvidence evidence, ReportFolder folder) => Write(evidence, folder, Sources.Around(folder.Path));

    /// <inheritdoc cref="Write(ReviewEvidence, ReportFolder)"/>
    /// <param name="evidence">What the review has come to.</param>
    /// <param name="folder">Where the report is written.</param>
    /// <param name="sources">Where links to lines of source lead, or null for none.</param>
    public static void Write(ReviewEvidence evidence, ReportFolder folder, Sources? sources)
    {
        List<Block> answer = [.. AnswerSection.Of(evidence)], machine = [.. TimeMachineSection.Of(evidence, sources)];
        List<Block> all =
        [
            .. answer, .. CommitSection.Of(evidence), .. machine, .. TodaySection.Of(evidence, folder), .. ProposedSection.Of(evidence, sources),
            .. SignOffSection.Of(evidence), .. SearchedSection.Of(evidence, folder, sources), .. ProofSection.Of(evidence), .. ConformanceSection.Of(evidence), .. BetweenPointsSection.Of(evidence),
            .. WitnessSection.Of(evidence, folder, sources),
        ];
        folder.Write(EvidenceFile.Name, EvidenceFile.ToJson(evidence));
        folder.Write(Page, HtmlWriter.Write(Title, all));
        folder.Write(Markdown, MarkdownWriter.Write(Title, all));
        // Stands where nothing that it could link to does.
        folder.Write(Summary, MarkdownWriter.Write(Title, answer.Concat(machine.Take(3)).Select(Unlinked.Of)));
        var drawings = all.OfType<Figure>().SelectMany(f => f.Drawings).Select(d => d.File).OfType<DrawingFile>().ToList();
        foreach (var drawing in drawings) folder.Write(drawing.Name, drawing.Svg);
        folder.RemoveOthers(EvidenceFile.FilesOf(evidence).Concat(drawings.Select(d => d.Name)));
    }
}
