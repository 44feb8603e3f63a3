using Netback.Properties.Clauses;
using Netback.Properties.Generation;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Spectre.Console;

namespace Netback.Properties.Commands;

/// <summary>The table of verdicts on a terminal, which fills in as searches come to their ends.</summary>
public static class LiveTable
{
    /// <summary>Does what <see cref="Verifier.Verify"/> does for a number of cases, with the same verdicts, and shows how far it is.</summary>
    /// <param name="revisions">What to search.</param>
    /// <param name="claims">For what.</param>
    /// <param name="budget">How much; not a time, of which each search would have to know its share.</param>
    /// <param name="console">Where the table is shown, and cleared away at the end.</param>
    /// <param name="caseDone">Called after each case, from any thread.</param>
    /// <param name="searchDone">Told what each search has come to, from any thread, or null.</param>
    public static IReadOnlyList<Verdict> Verify(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, Budget budget,
        IAnsiConsole console, Action caseDone, Action<IReadOnlyList<Verdict>>? searchDone = null)
    {
        var table = new Table().Border(TableBorder.None).AddColumn("clause @ surroundings");
        for (int i = 0; i < revisions.Count; i++) table.AddColumn(new TableColumn($"{i + 1}").RightAligned().Width(4));
        foreach (var claim in claims) table.AddRow([claim.Name, .. revisions.Select(_ => "[grey].[/]")]);
        var searches = (from revision in revisions
                        from surroundings in Surroundings.All
                        let those = claims.Where(c => c.Surroundings.SearchedAs == surroundings).ToList()
                        where those.Count > 0
                        select (Revision: revision, Claims: those)).ToList();
        var found = new Dictionary<(Claim, Revision), Verdict>();
        console.Live(table).AutoClear(true).Start(context =>
        {
            context.Refresh();
            Parallel.ForEach(searches, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, search =>
            {
                var verdicts = Verifier.Verify([search.Revision], search.Claims, budget, caseDone, searchDone);
                lock (found)
                {
                    foreach (var verdict in verdicts)
                    {
                        found[(verdict.Claim, verdict.Revision)] = verdict;
                        table.UpdateCell(IndexOf(claims, verdict.Claim), 1 + IndexOf(revisions, verdict.Revision), Cell(verdict));
                    }
                    context.Refresh();
                }
            });
        });
        return [.. from claim in claims from revision in revisions select found[(claim, revision)]];
    }

    private static string Cell(Verdict verdict)
    {
        string colour = !verdict.AsExpected && !SearchEffort.MissesKnown(verdict) ? "white on red" : verdict.Outcome == Outcome.Violated ? "yellow" : "green";
        return $"[{colour}]{Markup.Escape(VerdictTable.Cell(verdict))}[/]";
    }

    private static int IndexOf<T>(IReadOnlyList<T> all, T one) where T : class => all.TakeWhile(x => x != one).Count();
}
