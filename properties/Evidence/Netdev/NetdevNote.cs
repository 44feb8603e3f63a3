using System.Text;
using Netback.Properties.Specification;
using Netback.Properties.Conformance.Interleaved;
using Netback.Properties.Evidence.Sections;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Evidence.Netdev;

/// <summary>
/// A page for the maintainers of xen-netback about today's driver. What happens stands in the witnesses of a report, which are replayed; what the real
/// code did, in its recordings, which are run and followed again.
/// </summary>
/// <param name="report">Folder of the report.</param>
/// <param name="recordings">Folder of the recordings of the real driver.</param>
public sealed class NetdevNote(string report, string recordings)
{
    private static readonly string[] Kinds = ["public", "handmade", "xdp-public", "xdp-handmade"];

    private readonly Revision today = History.Find(TodaySection.Today)!;
    private readonly StringBuilder text = new();

    /// <summary>The page.</summary>
    /// <param name="from">Folder of the page, for the links to witnesses.</param>
    /// <exception cref="InputException">A witness does not show what it is for, or there are no recordings.</exception>
    public string Write(string from)
    {
        var alone = RecordedAlone();
        var interleaved = RecordedInterleaved();
        text.Append($"""
            # xen-netback, guest Rx: what today's driver still does

            For the maintainers. This page is made from the witnesses of [the review](evidence/REPORT.md) and from recordings of the real driver by
            `netback report --from docs/evidence --netdev docs/netdev.md`; a test fails when it is stale.

            It is about the newest source that was read, {today.Upstream}: `drivers/net/xen-netback/rx.c`, `interface.c`, `netback.c`. The driver is modelled in C#, down to every access that
            another context can see, and agrees with all recordings of the real code: {alone.Count:N0} of one context at a time, in every field of every step, and {interleaved.Count:N0} with contexts
            interleaved, in every access. Those were made in user space: the C source of the driver, for contexts interleaved that of 6.1.192, with a ring, a guest and a scheduler around it. Nothing
            here was tried on a running Xen host, and nothing is said of later kernels.
            Each finding has a witness that replays in a second, and the properties are described in the review. Properties whose names end in `@hostile` assume a malicious guest, those in `@xdp` XDP headroom.

            {Summary()}

            """);
        for (int i = 0; i < NetdevFindings.All.Count; i++) Write(NetdevFindings.All[i], i + 1, from, alone, interleaved);
        text.Append("""

            ## What holds

            What the review found no violation of, and how hard it looked, is in [the report](evidence/REPORT.md). `proposed` is a design in which all of the above is fixed and nothing else is
            broken: [`Proposed.cs`](../src/Netback/Revisions/Proposed.cs) has some 250 lines. To try a change of your own: [what-if](what-if.md).

            """);
        return text.ToString();
    }

    private string Summary()
    {
        var rows = NetdevFindings.All.Select((f, i) => $"| {i + 1} | [{f.Title}](#{i + 1}) | {(f.Claims.All(IsOfContexts) ? "a race" : "no race needed")} | {Source(f)} |");
        return $"| | finding | | said before by |\n|---|---|---|---|\n{string.Join('\n', rows)}";
    }

    private bool IsOfContexts(string claim) => Known(claim).Interleaved;

    private string Source(NetdevFinding finding) =>
        string.Join("; ", finding.Claims.Select(c => Known(c).Source == Expected.Here ? "nobody that we know of" : Known(c).Source).Distinct());

    private KnownViolation Known(string claim) => Expected.Why(Find(claim), today) ?? throw new InvalidOperationException($"{claim} is not known to be violated");

    private static Claim Find(string name) => Catalogue.Claims.First(c => c.Name == name);

    private void Write(NetdevFinding finding, int number, string from, IReadOnlyList<IReadOnlySet<string>> alone, IReadOnlyList<IReadOnlySet<string>> interleaved)
    {
        text.Append($"\n<a id=\"{number}\"></a>\n\n## {number}. {char.ToUpperInvariant(finding.Title[0])}{finding.Title[1..]}\n\n");
        text.Append($"**Where:** {finding.Where}.\n\n{finding.Why}\n\n**Harm:** {finding.Harm}\n\n**Smallest change:** {finding.Patch}\n\n**Reproduce:**\n\n");
        foreach (string claim in finding.Claims) WriteWitness(Find(claim), from);
        text.Append($"\n**Recordings of the real code:** {Recorded(finding, alone, interleaved)}\n");
    }

    private void WriteWitness(Claim claim, string from)
    {
        if (WitnessOf(claim) is not var (file, witness))
        {
            text.Append($"- `netback verify --revision {today.Name} --property {claim.Name}`: {claim.Property.Statement}\n");
            return;
        }
        string what = witness.Reproduce() ?? throw new InputException($"{file}: no longer violates {claim.Name}");
        string link = Path.GetRelativePath(from, file).Replace('\\', '/');
        text.Append($"- `netback replay {Shown(file)}` ([file]({link}), {Commands.Changes.Count(witness.Steps, "step")}): {what}. `{claim.Name}`: {claim.Property.Statement}\n");
    }

    /// <summary>As it is typed in the repository.</summary>
    private string Shown(string file) => $"docs/evidence/{Path.GetRelativePath(report, file).Replace('\\', '/')}";

    /// <summary>The witness of a claim in the report: a schedule if it is known to take one.</summary>
    private (string File, Witness Witness)? WitnessOf(Claim claim)
    {
        string folder = Path.Combine(report, "witnesses", today.Name);
        if (!Directory.Exists(folder)) return null;
        foreach (string file in Directory.GetFiles(folder, $"{claim.Property.Name}@*").Where(Witness.IsNamed).Order(StringComparer.Ordinal))
        {
            var witness = Witness.Read(file);
            if (witness.Property == claim.Name && witness is Interleaving == IsOfContexts(claim.Name)) return (file, witness);
        }
        return null;
    }

    /// <summary>A race is looked for where contexts interleave, and all else where one runs at a time: there nothing else can be the reason.</summary>
    private string Recorded(NetdevFinding finding, IReadOnlyList<IReadOnlySet<string>> alone, IReadOnlyList<IReadOnlySet<string>> interleaved)
    {
        bool isRace = finding.Claims.All(IsOfContexts);
        var names = finding.Claims.Select(c => isRace ? c.Split('@')[0] : c).ToHashSet();
        var runs = isRace ? interleaved : alone;
        int shown = runs.Count(names.Overlaps);
        string kind = isRace ? "with contexts interleaved" : "with one context at a time";
        return shown > 0 ? $"{shown:N0} of {runs.Count:N0} {kind} show it."
            : $"none of the {runs.Count:N0} {kind} in this repository shows it. It follows from code that agrees with them in every access.";
    }

    /// <summary>What each recording of one context at a time violates: the model does in it what the real code did.</summary>
    private List<IReadOnlySet<string>> RecordedAlone()
    {
        var found = new List<IReadOnlySet<string>>();
        foreach (string kind in Kinds)
            foreach (var recorded in ScenarioReader.ReadFile(FileOf(kind, today.Recording!)))
            {
                if (Conformance.TraceComparison.FirstDifference(recorded, today) is not null) throw new InputException($"{recorded.Where}: {today.Name} does not agree with it");
                found.Add(Commands.Violations.Of(recorded.Scenario, today).Violated.Select(b => b.Claim.Name).ToHashSet());
            }
        return found;
    }

    private List<IReadOnlySet<string>> RecordedInterleaved() =>
        [.. InterleavedRecording.ReadFile(FileOf("interleaved", today.InterleavedRecording!)).Select(r => Follower.Violated(r, today).ToHashSet())];

    private string FileOf(string kind, string generation)
    {
        string file = Path.Combine(recordings, kind, generation + ".jsonl.gz");
        return File.Exists(file) ? file : throw new InputException($"{file}: there is no such recording");
    }
}
