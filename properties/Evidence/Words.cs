using System.Text;
using Netback.Properties.Specification;

namespace Netback.Properties.Evidence;

/// <summary>Phrases that several parts of the report use.</summary>
internal static class Words
{
    /// <summary>The target of links to the witness of a cell, which may be that of one that it follows from.</summary>
    public static string WitnessId(CellRow cell) => Id($"w-{cell.Revision}-{cell.ViolationOf ?? cell.Claim}");

    /// <summary>The target of links to what is said about a claim.</summary>
    public static string PropertyId(string claim) => Id($"property-{claim}");

    /// <summary>The target of links to what is said about a revision.</summary>
    public static string RevisionId(string revision) => Id($"revision-{revision}");

    /// <summary>Letters, digits and dashes only, as ids are.</summary>
    public static string Id(string name)
    {
        var id = new StringBuilder();
        foreach (char c in name) id.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        return id.ToString();
    }

    /// <summary>A verdict as a cell of a table, with a link to its witness: <c>ok</c>, <c>ok+</c>, <c>ok#</c>, <c>x3</c>, <c>x30*</c>, <c>-</c>; with <c>!</c> if not as expected.</summary>
    public static TableCell Short(CellRow? cell)
    {
        if (cell is null) return new("", Tone.Quiet);
        string mark = cell.Differs ? "!" : "";
        var tone = mark.Length > 0 ? Tone.Alarm : cell.Outcome switch { "holds" => Tone.Good, "violated" => Tone.Bad, _ => Tone.Quiet };
        bool isNew = IsNewFinding(cell);
        return cell.Outcome switch
        {
            "holds" => new(mark + (cell.Grade switch { "proved" => "ok#", "exhausted" => "ok+", _ => "ok" }), tone),
            "doesNotApply" => new(mark + "-", tone),
            "violated" when cell.Witness is { } w => new(mark + Markup.Link($"x{w.Steps}{(IsSchedule(w) ? "*" : "")}", "#" + WitnessId(cell), w.Violation), tone) { IsNew = isNew },
            "violated" => new(mark + "x", tone) { IsNew = isNew },
            CellRow.NotFound => new("x?", tone),
            "probesMissed" => new(mark + "miss", tone),
            _ => new(mark + "defect", tone),
        };
    }

    /// <summary>Whether no commit message or advisory known to us says so.</summary>
    private static bool IsNewFinding(CellRow cell) =>
        Catalogue.Claims.FirstOrDefault(c => c.Name == cell.Claim) is { } claim && Netback.Revisions.History.Find(cell.Revision) is { } revision
        && Verdicts.Expected.Why(claim, revision)?.Source == Verdicts.Expected.Here;

    /// <summary>A verdict in words: <c>holds</c>, <c>violated in 3 steps</c>.</summary>
    public static TableCell Long(CellRow? cell)
    {
        var brief = Short(cell);
        string text = cell?.Outcome switch
        {
            null => "not searched",
            "holds" => cell.Grade switch { "proved" => "holds, proved for every size", "exhausted" => "holds, exhaustively for small sizes", _ => "holds, as far as searched" },
            "violated" when cell.Witness is { } w => $"[violated in {Count(w.Steps, "step")}{(IsSchedule(w) ? ", contexts interleaved" : "")}](#{WitnessId(cell)})",
            "violated" => "violated",
            "doesNotApply" => "does not apply",
            CellRow.NotFound => "known to be violated, not found with this effort",
            "probesMissed" => "not searched where it matters",
            _ => "a defect of the suite",
        };
        return new(cell is not { Differs: true } ? text : $"**not as expected:** {text}", brief.Tone);
    }

    /// <summary>How near a search came to a bound.</summary>
    public static string Tightness(CellRow cell, string? unit) => cell.Reached switch
    {
        null => "nothing is measured",
        > 0 and var over => $"{over:N0} {unit} over the bound",
        0 => "the bound is reached exactly, and not passed",
        < 0 and var under => $"{-under:N0} {unit} below the bound",
    };

    /// <summary>Whether it takes contexts that preempt one another.</summary>
    public static bool IsSchedule(WitnessRow witness) => witness.Schedule || witness.File.EndsWith(Verdicts.Witness.OldExtension, StringComparison.Ordinal);

    /// <summary>A file of the report as a link.</summary>
    public static string Link(string label, string file) => $"[{label}]({Markup.Target(file)})";

    public static string Count(long number, string what) => Commands.Changes.Count(number, what);

    /// <summary>a, b and c.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "none",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };
}
