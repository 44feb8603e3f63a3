using System.CommandLine;
using Netback.Properties.Clauses;
using Netback.Properties.Results;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback verify</c>: searches, and compares what it finds with the table of expected verdicts.</summary>
internal static class VerifyCommand
{
    /// <summary>Cases for each revision and kind of surroundings, unless the command line says otherwise.</summary>
    public const int DefaultCases = SearchEffort.Cases;

    /// <summary>Schedules of each play and of each scenario, unless the command line says otherwise.</summary>
    public const int DefaultSchedules = SearchEffort.Schedules;

    public const ulong DefaultSeed = 1;

    public static Command Create()
    {
        var revisions = Options.Revisions();
        var properties = Options.Properties(Options.Clauses, Options.Claims);
        var cases = Options.Count("--cases", "N", "Scenarios for each revision and kind of surroundings",
            DefaultCases, 1, 1_000_000_000);
        var budget = Options.Time("--budget", "Search for about as long as this, such as 30s or 5m, and not for a number of cases");
        var schedules = Options.Count("--schedules", "N", $"Schedules of each play under Coyote and of each scenario that is walked through; "
            + $"{DefaultSchedules} if left out, 0 with --budget; with 0 interleavings are not searched", 0, 1_000_000);
        var seed = Options.Seed(DefaultSeed);
        var output = new Option<string>("--out")
        {
            Description = "Folder for the witnesses; a shorter one that is there stays; with --results, its folder witnesses",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "witnesses"),
        };
        var probes = new Option<bool>("--probes") { Description = "Also print how many cases hit each probe of each clause" };
        var json = Options.Json("Print the verdicts as JSON");
        var command = new Command("verify",
            "Search every revision for violations of every clause, and compare with the expected verdicts.")
        { revisions, properties, cases, schedules, budget, seed, output, probes, json };
        var campaign = new Option<string?>("--campaign")
        {
            Description = "Search on with new seeds and larger configurations, and keep what is found in this folder; the same command again goes on",
            HelpName = "DIR",
        };
        var time = Options.Time("--for", "With --campaign: begin no other search after this time, such as 30m or 8h");
        command.Add(campaign);
        command.Add(time);
        var results = new ResultsOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(cases) is { Implicit: false } && result.GetResult(budget) is not null)
                result.AddError("--cases and --budget exclude each other");
            if (results.AreKept(result) && Options.IsGiven(result, budget))
                result.AddError("--results and --budget exclude each other: results that are kept must not depend on the clock");
            if (Options.IsGiven(result, campaign) != Options.IsGiven(result, time))
                result.AddError("--campaign and --for go together: where to keep what is found, and when it is enough");
            if (Options.IsGiven(result, campaign)) Options.Refuse(result, "with --campaign", budget, output, probes, json);
            if (Options.IsGiven(result, campaign) && results.AreKept(result)) result.AddError("--campaign and --results exclude each other");
            if (Options.IsGiven(result, json)) Options.Refuse(result, "with --json, which has them in any case", probes);
            // As typed: wrong names are complained about elsewhere.
            string[] named = [.. result.GetResult(properties)?.Tokens.Select(t => t.Value) ?? []];
            if (!named.Any(n => Options.Clauses.Contains(n) || Options.Claims.Contains(n))) return;
            if (ClaimsOf(named).Count == 0) Options.Refuse(result, "about clauses that are looked at between contexts only", cases, budget, probes);
            if (ClausesOf(named).Count == 0 && result.GetResult(schedules)?.Tokens is not [{ Value: "0" }]) Options.Refuse(result, "about clauses that are not looked at between contexts", schedules);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var limit = result.GetValue(budget);
                var names = result.GetValue(properties) ?? Options.Clauses;
                var drivers = result.GetValue(revisions) ?? History.All;
                var plan = new Budget(limit is null ? result.GetValue(cases) : int.MaxValue, limit, result.GetValue(seed));
                int perPlay = result.GetValue(schedules) ?? (limit is null ? DefaultSchedules : 0);
                var planned = PlanOf(result.GetValue(revisions), result.GetValue(properties), plan, perPlay);
                if (result.GetValue(campaign) is { } at)
                    return CampaignRun.Of(at, planned with { Command = "campaign" }, witnesses => new(drivers, ClaimsOf(names), plan.Cases, perPlay, plan.Seed, witnesses, stop), result.GetValue(time)!.Value, result);
                var folder = new WitnessFolder(results.FolderOf(result) is { } kept && !Options.IsGiven(result.CommandResult, output)
                    ? KeptSearches.WitnessesIn(kept) : result.GetRequiredValue(output));
                folder.ExpectWritable();
                return results.Run(result, planned, searches =>
                    Run(searches, drivers, names, plan, perPlay, folder, result.GetValue(probes), result.GetValue(json), result, stop));
            },
            stop));
        return command;
    }

    private static Plan PlanOf(IReadOnlyList<Revisions.Revision>? revisions, IReadOnlyList<string>? properties, Budget budget, int schedules) => new("verify",
    [
        .. (revisions ?? []).SelectMany(r => (string[])["--revision", r.Name]), .. (properties ?? []).SelectMany(p => (string[])["--property", p]),
        .. ClaimsOf(properties ?? Options.Clauses).Count > 0 ? (string[])["--cases", $"{budget.Cases}"] : [],
        .. ClausesOf(properties ?? Options.Clauses).Count > 0 || schedules == 0 ? (string[])["--schedules", $"{schedules}"] : [],
        "--seed", $"{budget.Seed}",
    ]);

    private static int Run(Searches searches, IReadOnlyList<Revisions.Revision> drivers, IReadOnlyList<string> names, Budget plan, int perPlay, WitnessFolder folder,
        bool probes, bool json, ParseResult result, CancellationToken stop)
    {
        var kept = new KeptVerdicts(folder);
        var progress = Progress.Of(result);
        var configuration = result.InvocationConfiguration;
        var verdicts = Verify(drivers, ClaimsOf(names), plan, searches, progress, kept, stop);
        IReadOnlyList<InterleavingVerdict> interleaved = perPlay == 0 ? []
            : [.. Interleave(drivers, ClausesOf(names), perPlay, plan.Seed, searches, progress, kept, stop).Select(kept.Keep)];
        if (searches.IsPart) return kept.Failure is null ? ExitCode.Expected : throw kept.Failure;
        if (json)
        {
            VerdictJson.Write(verdicts, interleaved, plan, perPlay, configuration.Output);
        }
        else
        {
            if (verdicts.Count > 0) VerdictTable.Print(verdicts, plan, folder, probes, configuration.Output);
            if (interleaved.Count > 0) InterleavingTable.Print(interleaved, plan.Seed, perPlay, folder.Path, configuration.Output);
            else if (perPlay == 0) configuration.Output.WriteLine("Interleavings were not searched: see --schedules.");
        }
        // After the table: it is true whether or not its witnesses could be kept.
        if (kept.Failure is { } failure) throw failure;
        return verdicts.All(v => v.AsExpected || SearchEffort.MissesKnown(v))
            && interleaved.All(v => v.AsExpected || SearchEffort.MissesKnown(v, perPlay)) ? ExitCode.Expected : ExitCode.Differs;
    }

    /// <summary>The claims about runs among those that have one of the names, with or without where they are claimed.</summary>
    private static List<Claim> ClaimsOf(IReadOnlyList<string> names) =>
        [.. Catalogue.Claims.Where(c => names.Contains(c.Property.Name) || names.Contains(c.Name))];

    /// <summary>The same for what is looked at between contexts.</summary>
    private static List<InterleavingClause> ClausesOf(IReadOnlyList<string> names) =>
        [.. InterleavingClause.All.Where(c => names.Contains(c.Name) || names.Contains(c.Title))];

    private static IReadOnlyList<Verdict> Verify(IReadOnlyList<Revisions.Revision> revisions, IReadOnlyList<Claim> claims, Budget budget,
        Searches searches, Progress progress, KeptVerdicts kept, CancellationToken stop)
    {
        progress.Begin("searching", budget.Time is null ? Verifier.CountCases(revisions, claims, budget) : 0, "cases", () => kept.Found,
            "whether the others hold, and anything about interleavings");
        IReadOnlyList<Verdict> verdicts = [];
        if (progress.IsTerminal && budget.Time is null && searches == Searches.Unkept)
            verdicts = LiveTable.Verify(revisions, claims, budget, Spectre.Console.AnsiConsole.Create(new() { Out = new Spectre.Console.AnsiConsoleOutput(Console.Error) }),
                CaseDone, kept.Add);
        else
            progress.While(() => verdicts = Verifier.VerifyBy(revisions, claims, budget, searches, CaseDone, kept.Add));
        return [.. verdicts.Select(kept.Keep)];

        void CaseDone()
        {
            stop.ThrowIfCancellationRequested();
            progress.Step();
        }
    }

    private static IReadOnlyList<InterleavingVerdict> Interleave(IReadOnlyList<Revisions.Revision> revisions, IReadOnlyList<InterleavingClause> clauses,
        int schedules, ulong seed, Searches searches, Progress progress, KeptVerdicts kept, CancellationToken stop)
    {
        IReadOnlyList<InterleavingVerdict> verdicts = [];
        progress.Begin("interleaving", InterleavingVerifier.CountSearches(revisions), "searches", () => kept.Found, "what happens where contexts interleave");
        progress.While(() => verdicts = InterleavingVerifier.VerifyBy(revisions, clauses, schedules, seed, searches, () =>
        {
            stop.ThrowIfCancellationRequested();
            progress.Step();
        }));
        return verdicts;
    }
}
