using System.CommandLine;
using System.CommandLine.Parsing;
using Netback.Properties.Specification;
using Netback.Properties.Mutants;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary><c>netback mutants</c>: shows that each property can fail, by breaking rules on purpose.</summary>
internal static class MutantsCommand
{
    public const int DefaultCases = 20_000;

    public static Command Create()
    {
        var cases = Options.Count("--cases", "N", "Scenarios for each mutant at most",
            DefaultCases, 1, 1_000_000_000);
        var seed = Options.Seed(VerifyCommand.DefaultSeed);
        var verbose = new Option<bool>("--verbose") { Description = "Also say what was violated, and how" };
        var list = new Option<bool>("--list") { Description = "Only print the names of all mutants" };
        var only = new Option<IReadOnlyList<Mutant>?>("--mutant")
        {
            Description = "Only this one, can be given several times, such as byte-limit+never-stops; all if left out",
            HelpName = "M",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => [.. result.Tokens.Select(t => Find(result, t.Value)!).Distinct()],
        };
        var command = new Command("mutants", "Break one rule at a time and see whether the property that must notice does.")
        { only, cases, seed, verbose, list };
        var results = new ResultsOptions().AddTo(command);
        command.Validators.Add(result =>
        {
            if (Options.IsGiven(result, list) && results.AreKept(result)) result.AddError("--results has no effect with --list, which runs nothing");
            if (Options.IsGiven(result, list)) Options.Refuse(result, "with --list, which runs nothing", only, cases, seed, verbose);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var configuration = result.InvocationConfiguration;
                if (result.GetValue(list))
                {
                    foreach (var mutant in MutantList.All) configuration.Output.WriteLine(mutant.FullName);
                    return ExitCode.Expected;
                }
                var some = result.GetValue(only);
                var plan = new Plan("mutants", [.. (some ?? []).SelectMany(m => (string[])["--mutant", m.FullName]), "--cases", $"{result.GetValue(cases)}", "--seed", $"{result.GetValue(seed)}"]);
                return results.Run(result, plan, searches =>
                {
                    var trials = Try(some ?? MutantList.All, result.GetValue(cases), result.GetValue(seed), searches, Progress.Of(result), stop);
                    return searches.IsPart ? ExitCode.Expected : Print(trials, whole: some is null, result.GetValue(seed), result.GetValue(verbose), configuration.Output);
                });
            },
            stop));
        return command;
    }

    private static Mutant? Find(ArgumentResult result, string name)
    {
        var mutant = MutantList.All.FirstOrDefault(m => m.FullName == name);
        if (mutant is null) result.AddError(Suggestion.Unknown("mutant", name, MutantList.All.Select(m => m.FullName), "netback mutants --list names them"));
        return mutant;
    }

    private static Trial[] Try(IReadOnlyList<Mutant> mutants, int cases, ulong seed, Searches searches, Progress progress, CancellationToken stop)
    {
        var tried = new System.Collections.Concurrent.ConcurrentBag<TrialRow>();
        TrialRow?[] rows = [];
        progress.Begin("breaking rules", mutants.Count, "mutants", Found, "whether the rest are killed");
        progress.While(() => rows = searches.Run(MutantSearches.Of(mutants, cases, seed), MutantSearches.Form, row =>
        {
            tried.Add(row);
            progress.Step();
        }, stop: stop));
        return searches.IsPart ? [] : [.. rows.Select((row, i) => row!.Of(mutants[i]))];

        string Found() => $"{tried.Count(t => t.KilledAt is not null):N0} killed, {tried.Count(t => t.KilledAt is null):N0} survived";
    }

    private static int Print(Trial[] trials, bool whole, ulong seed, bool verbose, TextWriter output)
    {
        foreach (var trial in trials)
        {
            string killed = trial.KilledAt is { } number ? $"killed at case {number,6:N0}" : "SURVIVED";
            output.WriteLine($"{trial.Mutant.FullName,-42} {trial.Mutant.CaughtBy.Name,-32} {killed}");
            if (!verbose) continue;
            foreach (string line in Wrap.Lines([$"{trial.Mutant.What}: ", trial.How ?? "no case violated the property"], Cli.Width - 4))
                output.WriteLine("    " + line);
        }
        var idle = Catalogue.All.Where(p => whole && !trials.Any(t => t.KilledAt is not null && t.Mutant.CaughtBy.Property == p)).ToList();
        foreach (var property in idle) output.WriteLine($"! {property.Name} kills nothing: it has not been shown that it can fail.");
        int survived = trials.Count(t => t.KilledAt is null);
        output.WriteLine($"seed {seed}: {trials.Length - survived} killed, {survived} survived, "
            + $"{trials.Where(t => t.KilledAt is not null).DistinctBy(t => t.Mutant.CaughtBy.Property).Count()} of "
            + $"{Catalogue.All.Count} properties kill");
        return survived == 0 && idle.Count == 0 ? ExitCode.Expected : ExitCode.Differs;
    }
}
