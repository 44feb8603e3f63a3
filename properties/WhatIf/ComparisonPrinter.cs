using Netback.Properties.Commands;

namespace Netback.Properties.WhatIf;

/// <summary>Prints what a revision of one's own changes, and nothing of what it does not.</summary>
internal static class ComparisonPrinter
{
    private static readonly (Kind Kind, string Title)[] Parts =
    [
        (Kind.Worse, "worse"),
        (Kind.Error, "error: no verdict"),
        (Kind.Better, "better"),
        (Kind.Moved, "moved"),
        (Kind.NotExercised, "not exercised by any search: not ok"),
        (Kind.ByOtherSteps, "violated by both, but only here by these steps: mostly the known fault met at another place; compare the numbers"),
        (Kind.NotJudged, "not judged"),
    ];

    public static void Print(Comparison comparison, TextWriter output)
    {
        var (name, @base) = (comparison.Revision.Name, comparison.Base.Name);
        output.WriteLine($"{name} against {@base}");
        foreach (var (kind, title) in Parts)
        {
            var all = comparison.Of(kind).ToList();
            if (all.Count == 0) continue;
            output.WriteLine();
            foreach (string line in Wrap.Lines([title], Cli.Width)) output.WriteLine(line);
            foreach (var difference in all) Print(difference, output);
        }
        output.WriteLine();
        foreach (string line in Wrap.Lines([.. comparison.Searched.Select((s, i) => s + (i == comparison.Searched.Count - 1 ? "." : "; "))], Cli.Width - 10).Select((l, i) => (i == 0 ? "searched: " : "          ") + l))
            output.WriteLine(line);
        output.WriteLine(Summary(comparison));
    }

    private static void Print(Difference difference, TextWriter output)
    {
        output.WriteLine("  " + string.Join("\n    ", Wrap.Lines([difference.Subject], Cli.Width - 4)));
        foreach (string sentence in difference.Words)
            foreach (string line in Wrap.Lines([sentence], Cli.Width - 6)) output.WriteLine($"      {line}");
        if (difference.Also.Count > 0) output.WriteLine($"      and so in {string.Join(", ", difference.Also)}");
        if (difference.File is { } file) output.WriteLine($"      {Changes.Count(difference.Steps, "step")}: {file}");
    }

    private static string Summary(Comparison comparison)
    {
        string @base = comparison.Base.Name;
        int Count(Kind kind) => comparison.Of(kind).Count();
        if (Count(Kind.ByOtherSteps) + Count(Kind.Worse) + Count(Kind.Error) + Count(Kind.Better) + Count(Kind.Moved) + Count(Kind.NotExercised) == 0)
            return $"Nothing differs from {@base} in {Changes.Count(comparison.Same, "verdict")}.";
        string errors = Count(Kind.Error) == 0 ? "" : $", {Changes.Count(Count(Kind.Error), "error")}";
        string missed = Count(Kind.NotExercised) == 0 ? "" : $", {Count(Kind.NotExercised)} not exercised";
        string others = Count(Kind.ByOtherSteps) == 0 ? "" : $", {Count(Kind.ByOtherSteps)} by other steps";
        return $"{Count(Kind.Worse)} worse, {Count(Kind.Better)} better{others}{errors}{missed}; {Changes.Count(comparison.Same, "verdict")} as for {@base}.";
    }
}
