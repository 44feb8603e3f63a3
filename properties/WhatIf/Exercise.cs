using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>Names the branches of the changed code that no search took: what was not found there was not looked for.</summary>
internal static class Exercise
{
    private const int MaxText = 70;

    /// <param name="assembly">The code and what was taken.</param>
    /// <param name="revision">Whose code: other revisions of the assembly, which it is not derived from, do not count.</param>
    /// <param name="searchedInterleavings">Whether what contexts do to each other was searched at all.</param>
    public static IEnumerable<Difference> Of(OwnAssembly assembly, Revision revision, bool searchedInterleavings)
    {
        foreach (var branch in assembly.Edges.Where(e => assembly.IsCodeOf(e.Owner, revision)).GroupBy(e => e.IsEntry ? -1 - e.Number : e.Branch).OrderBy(g => g.First().File, StringComparer.Ordinal).ThenBy(g => g.First().Line).ThenBy(g => g.First().Number))
        {
            var edges = branch.ToList();
            // Behind another that was not taken, and that is named: this would only say the same again.
            if (!edges[0].IsEntry && edges.TrueForAll(e => !Took(e, Searches.Scenarios | Searches.Interleavings))) continue;
            foreach (var edge in edges)
            {
                if (!Took(edge, Searches.Scenarios | Searches.Interleavings)) yield return new(Kind.NotExercised, Place(edge), [Words(edge, edges)]);
                else if (searchedInterleavings && !Took(edge, Searches.Interleavings))
                    yield return new(Kind.NotJudged, Place(edge), [$"{Words(edge, edges)} where contexts interleave, only in scenarios with one context at a time"]);
                else if (!Took(edge, Searches.Scenarios)) yield return new(Kind.NotJudged, Place(edge), [$"{Words(edge, edges)} with one context at a time, only where contexts interleave"]);
            }
        }

        bool Took(Edge edge, Searches any) => (assembly.Coverage.Of(edge) & any) != 0;
    }

    private static string Place(Edge edge) => edge.File is null ? edge.Method : $"{edge.File}:{edge.Line} {edge.Method}";

    private static string Words(Edge edge, List<Edge> ways)
    {
        if (edge.IsEntry) return "never called";
        string condition = edge.Condition == 1 ? "the condition" : $"condition {edge.Condition} of the line";
        string text = TextOf(edge) is { } line ? $"{condition} in \"{line}\"" : condition;
        bool tells = edge.LeadsTo > 0 && ways.Count(w => w.LeadsTo == edge.LeadsTo) == 1 && edge.LeadsTo != edge.Line;
        return tells ? $"{text} never led to line {edge.LeadsTo}" : $"{text} always had the same outcome";
    }

    private static string? TextOf(Edge edge)
    {
        if (edge.Path is null || edge.Line == 0) return null;
        try
        {
            string? line = File.Exists(edge.Path) ? File.ReadLines(edge.Path).ElementAtOrDefault(edge.Line - 1)?.Trim() : null;
            return line?.Length > MaxText ? line[..MaxText] + "…" : line;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
