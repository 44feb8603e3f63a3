using Netback.Properties.Specification;
using Netback.Properties.Generation;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Spectre.Console;

namespace Netback.Properties.Commands;

/// <summary>The table of verdicts on a terminal, which fills in as searches come to their ends.</summary>
public static class LiveTable
{
    private const int CellWidth = 4, LeastName = 12, MostName = 36;
    private const string Legend = ". searching  ok holds  x3 violated in 3 steps  - does not apply  ! not as expected";

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
        int nameWidth = Math.Clamp(console.Profile.Width - 1 - revisions.Count * (CellWidth + 1), LeastName, MostName);
        var table = new Table().Border(TableBorder.None).AddColumn(Column(Cut("property @ environment", nameWidth), nameWidth));
        for (int i = 0; i < revisions.Count; i++) table.AddColumn(Column($"{i + 1}", CellWidth).RightAligned().PadLeft(1));
        foreach (var claim in claims) table.AddRow([Markup.Escape(Cut(claim.Name, nameWidth)), .. revisions.Select(_ => claim.IsOfScenarios ? "[grey].[/]" : "")]);
        var searches = (from revision in revisions
                        from environment in DriverEnvironment.OfScenarios
                        let those = claims.Where(c => c.IsOfScenarios && c.Environment.SearchedAs == environment).ToList()
                        where those.Count > 0
                        select (Revision: revision, Claims: those)).ToList();
        var found = new Dictionary<(Claim, Revision), Verdict>();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        int done = 0;
        console.Live(View()).AutoClear(true).Start(context =>
        {
            context.Refresh();
            using var timer = new Timer(_ => Show(context), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
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
                    done++;
                }
                Show(context);
            });
        });
        return [.. from claim in claims from revision in revisions select found.GetValueOrDefault((claim, revision)) ?? new(claim, revision) { Alone = Outcome.DoesNotApply }];

        Rows View() => new(table, Markup.FromInterpolated($"[grey]{Legend}[/]"),
            Markup.FromInterpolated($"{done} of {searches.Count} searches done, {clock.Elapsed.TotalSeconds:N0} s"));

        void Show(LiveDisplayContext context)
        {
            lock (found) context.UpdateTarget(View());
        }
    }

    private static TableColumn Column(string head, int width) => new TableColumn(head).NoWrap().Width(width).PadLeft(0).PadRight(0);

    private static string Cut(string name, int width) => name.Length <= width ? name : name[..(width - 1)] + "…";

    private static string Cell(Verdict verdict)
    {
        string colour = verdict.Differs ? "white on red" : verdict.Outcome == Outcome.Violated ? "yellow" : "green";
        return $"[{colour}]{Markup.Escape(Cut(VerdictTable.Cell(verdict), CellWidth))}[/]";
    }

    private static int IndexOf<T>(IReadOnlyList<T> all, T one) where T : class => all.TakeWhile(x => x != one).Count();
}
