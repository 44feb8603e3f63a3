using System.CommandLine;
using Netback.Properties.Specification;
using Netback.Properties.Results;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback verify</c>: searches, and compares what it finds with the table of expected verdicts.</summary>
internal static class VerifyCommand
{
    public const ulong DefaultSeed = 1;

    public static Command Create()
    {
        var revisions = Options.Revisions();
        var properties = Options.Properties(Options.PropertyNames, Options.Claims);
        var cases = Options.Count("--cases", "N", $"Scenarios for each revision and kind of environment. {SearchEffort.Cases:N0} if left out, {SearchEffort.ThoroughCases:N0} with --thorough",
            1, 1_000_000_000);
        var budget = Options.Time("--budget", "Search for about this long, such as 30s or 5m, instead of for a number of cases");
        var schedules = Options.Count("--schedules", "N", $"Schedules of each concurrent scenario, and a quarter of them on real threads under Coyote; generated scenarios get a quarter or less each. "
            + $"{SearchEffort.Schedules} if left out, {SearchEffort.ThoroughSchedules} with --thorough, 0 with --budget; with 0 interleavings are not searched", 0, 1_000_000);
        var seed = Options.Seed(DefaultSeed);
        var output = new Option<string>("--out")
        {
            Description = "Folder for the witnesses; a shorter one that is already there is kept; with --results, its folder witnesses",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "witnesses"),
        };
        var probes = new Option<bool>("--probes") { Description = "Also print how many cases hit each probe of each property" };
        var thorough = new Option<bool>("--thorough")
        {
            Description = "Explore all configurations, not only the quick ones, up to 50 million states each, and search twice as much for the rest; takes hours, see --results",
        };
        var json = Options.Json("Print the verdicts as JSON");
        var command = new Command("verify",
            "Search every revision for violations of every property, and compare with the expected verdicts.")
        { revisions, properties, cases, schedules, budget, seed, output, probes, thorough, json };
        var campaign = new Option<string?>("--campaign")
        {
            Description = "Keep searching with new seeds and larger configurations, and keep what is found in this folder; the same command again continues",
            HelpName = "DIR",
        };
        var time = Options.Time("--for", "With --campaign: start no new search after this time, such as 30m or 8h");
        command.Add(campaign);
        command.Add(time);
        var results = new ResultsOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (Options.IsGiven(result, cases) && Options.IsGiven(result, budget))
                result.AddError("--cases and --budget exclude each other");
            if (Options.IsGiven(result, thorough) && result.GetResult(schedules)?.Tokens is [{ Value: "0" }]) Options.Refuse(result, "with --schedules 0", thorough);
            if (results.AreKept(result) && Options.IsGiven(result, budget))
                result.AddError("--results and --budget exclude each other: results that are kept must not depend on the clock");
            if (Options.IsGiven(result, campaign) != Options.IsGiven(result, time))
                result.AddError("--campaign and --for go together: where to keep what is found, and when it is enough");
            if (Options.IsGiven(result, campaign)) Options.Refuse(result, "with --campaign", budget, output, probes, thorough, json);
            if (Options.IsGiven(result, campaign) && results.AreKept(result)) result.AddError("--campaign and --results exclude each other");
            if (Options.IsGiven(result, json)) Options.Refuse(result, "with --json, which has them in any case", probes);
            // As typed: wrong names are complained about elsewhere.
            string[] named = [.. result.GetResult(properties)?.Tokens.Select(t => t.Value) ?? []];
            if (!named.Any(n => Options.PropertyNames.Contains(n) || Options.Claims.Contains(n))) return;
            var claims = ClaimsOf(named);
            if (!claims.Any(c => c.IsOfScenarios)) Options.Refuse(result, "on properties that are judged only where contexts interleave", cases, budget, probes);
            if (!claims.Any(c => c.IsOfContexts) && result.GetResult(schedules)?.Tokens is not [{ Value: "0" }])
                Options.Refuse(result, "on properties that are not judged where contexts interleave", schedules);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var limit = result.GetValue(budget);
                var names = result.GetValue(properties) ?? Options.PropertyNames;
                bool all = result.GetValue(thorough);
                var plan = new Budget(limit is not null ? int.MaxValue : result.GetValue(cases) ?? (all ? SearchEffort.ThoroughCases : SearchEffort.Cases), limit, result.GetValue(seed));
                int perScenario = result.GetValue(schedules) ?? (limit is not null ? 0 : all ? SearchEffort.ThoroughSchedules : SearchEffort.Schedules);
                var planned = PlanOf(result.GetValue(revisions), result.GetValue(properties), plan, perScenario, all);
                if (result.GetValue(campaign) is { } at)
                {
                    return CampaignRun.Of(at, planned with { Command = "campaign" },
                        witnesses => new(result.GetValue(revisions) ?? History.All, ClaimsOf(names), plan.Cases, perScenario, plan.Seed, witnesses, stop), result.GetValue(time)!.Value, result);
                }
                var folder = new WitnessFolder(results.FolderOf(result) is { } kept && !Options.IsGiven(result.CommandResult, output)
                    ? KeptSearches.WitnessesIn(kept) : result.GetRequiredValue(output));
                folder.ExpectWritable();
                return results.Run(result, planned, searches =>
                {
                    if (limit is not null) Progress.Of(result).GoesOn = null;
                    var kept = new KeptVerdicts(folder);
                    var verdicts = Verify(result.GetValue(revisions), ClaimsOf(names), plan, perScenario, all, searches, Progress.Of(result), kept, stop);
                    if (!searches.IsPart) Print(verdicts, plan, perScenario, folder, result.GetValue(probes), result.GetValue(json), result.InvocationConfiguration.Output);
                    // After the table: it is true whether or not its witnesses could be kept.
                    if (kept.Failure is { } failure) throw failure;
                    return verdicts.Any(v => v.Differs) ? ExitCode.Differs : ExitCode.Expected;
                });
            },
            stop));
        return command;
    }

    private static Plan PlanOf(IReadOnlyList<Revisions.Revision>? revisions, IReadOnlyList<string>? properties, Budget budget, int schedules, bool thorough)
    {
        var claims = ClaimsOf(properties ?? Options.PropertyNames);
        return new("verify",
        [
            .. (revisions ?? []).SelectMany(r => (string[])["--revision", r.Name]), .. (properties ?? []).SelectMany(p => (string[])["--property", p]),
            .. claims.Any(c => c.IsOfScenarios) ? (string[])["--cases", $"{budget.Cases}"] : [],
            .. claims.Any(c => c.IsOfContexts) || schedules == 0 ? (string[])["--schedules", $"{schedules}"] : [],
            "--seed", $"{budget.Seed}", .. thorough ? (string[])["--thorough"] : [],
        ]);
    }

    private static void Print(IReadOnlyList<Verdict> verdicts, Budget plan, int perScenario, WitnessFolder folder, bool probes, bool json, TextWriter output)
    {
        if (json) VerdictJson.Write(verdicts, plan.Seed, output);
        else VerdictTable.Print(verdicts, plan, folder, probes, output);
        if (perScenario == 0 && !json) output.WriteLine("Interleavings were not searched: see --schedules.");
    }

    /// <summary>The claims that have one of the names, with or without where they are claimed, and those that they follow from: a verdict takes both.</summary>
    private static List<Claim> ClaimsOf(IReadOnlyList<string> names)
    {
        var named = Catalogue.Claims.Where(c => names.Contains(c.Property.Name) || names.Contains(c.Name)).ToList();
        return [.. Catalogue.Claims.Where(c => named.Exists(n => n.RestsOn(c)))];
    }

    /// <summary>All engines, one after the other. Variants differ from their originals only where contexts interleave.</summary>
    private static IReadOnlyList<Verdict> Verify(IReadOnlyList<Revisions.Revision>? revisions, IReadOnlyList<Claim> claims, Budget budget, int schedules, bool thorough,
        Searches searches, Progress progress, KeptVerdicts kept, CancellationToken stop)
    {
        var found = Alone(revisions ?? History.All, claims, budget, searches, progress, kept, stop).Select(kept.Keep).ToList();
        if (schedules == 0) return Verdict.Linked(found);
        IReadOnlyList<Revisions.Revision> drivers = revisions ?? [.. History.All, .. History.Variants];
        return Verdict.Linked([.. Verdict.Join(found, Interleave(drivers, claims, schedules, budget.Seed, thorough, searches, progress, kept, stop)
            .Select(kept.KeepInterleaved))]);
    }

    private static IReadOnlyList<Verdict> Alone(IReadOnlyList<Revisions.Revision> revisions, IReadOnlyList<Claim> claims, Budget budget,
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
        return verdicts;

        void CaseDone()
        {
            stop.ThrowIfCancellationRequested();
            progress.Step();
        }
    }

    private static IReadOnlyList<Verdict> Interleave(IReadOnlyList<Revisions.Revision> revisions, IReadOnlyList<Claim> claims,
        int schedules, ulong seed, bool thorough, Searches searches, Progress progress, KeptVerdicts kept, CancellationToken stop)
    {
        IReadOnlyList<Verdict> verdicts = [];
        progress.Begin("interleaving", InterleavedVerifier.CountSearches(revisions, claims, thorough), "searches", () => kept.Found, "what happens where contexts interleave");
        progress.While(() => verdicts = InterleavedVerifier.Verify(revisions, claims, new(schedules, seed) { Thorough = thorough }, searches, () =>
        {
            stop.ThrowIfCancellationRequested();
            progress.Step();
        }));
        return verdicts;
    }
}
