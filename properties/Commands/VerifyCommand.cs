using System.CommandLine;
using Netback.Properties.Clauses;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback verify</c>: searches, and compares what it finds with the table of expected verdicts.</summary>
internal static class VerifyCommand
{
    /// <summary>Cases for each revision and kind of surroundings, unless the command line says otherwise.</summary>
    public const int DefaultCases = 4_000;

    public const ulong DefaultSeed = 1;

    public static Command Create()
    {
        var revisions = Options.Revisions();
        var properties = Options.Properties();
        var cases = Options.Count("--cases", "N", $"Scenarios for each revision and kind of surroundings; {DefaultCases} if left out",
            DefaultCases, 1, 1_000_000_000);
        var budget = Options.Time("--budget", "Search for about as long as this, such as 30s or 5m, and not for a number of cases");
        var seed = Options.Seed(DefaultSeed);
        var output = new Option<string>("--out")
        {
            Description = "Folder for the witnesses; a shorter one that is there stays",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.Combine("artifacts", "witnesses"),
        };
        var probes = new Option<bool>("--probes") { Description = "Also print how many cases hit each probe of each clause" };
        var json = Options.Json("Print the verdicts as JSON");
        var command = new Command("verify",
            "Search every revision for violations of every clause, and compare with the expected verdicts.")
        { revisions, properties, cases, budget, seed, output, probes, json };
        command.Validators.Add(result =>
        {
            if (result.GetResult(cases) is { Implicit: false } && result.GetResult(budget) is not null)
                result.AddError("--cases and --budget exclude each other");
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var time = result.GetValue(budget);
                var claims = Catalogue.Claims.Where(c => result.GetRequiredValue(properties).Contains(c.Property)).ToList();
                var plan = new Budget(time is null ? result.GetValue(cases) : int.MaxValue, time, result.GetValue(seed));
                var folder = new WitnessFolder(result.GetRequiredValue(output));
                var configuration = result.InvocationConfiguration;
                var verdicts = Verify(result.GetRequiredValue(revisions), claims, plan, configuration.Error, stop);
                verdicts = [.. verdicts.Select(v => v.Witness is not null ? v with { Witness = folder.Keep(v.Witness) }
                    : v.Tightest is not null ? v with { Reached = folder.KeepTightest(v) } : v)];
                if (result.GetValue(json)) VerdictJson.Write(verdicts, plan, configuration.Output);
                else VerdictTable.Print(verdicts, plan, folder, result.GetValue(probes), configuration.Output);
                return verdicts.All(v => v.AsExpected) ? ExitCode.Expected : ExitCode.Differs;
            },
            stop));
        return command;
    }

    private static IReadOnlyList<Verdict> Verify(IReadOnlyList<Revisions.Revision> revisions, IReadOnlyList<Claim> claims, Budget budget,
        TextWriter error, CancellationToken stop)
    {
        IReadOnlyList<Verdict> verdicts = [];
        // With a time instead of a number of cases the bar counts tenths of a second of all cores.
        long total = budget.Time is null ? Verifier.CountCases(revisions, claims, budget) : long.MaxValue;
        ProgressBar.While(error, "searching", total, done =>
            verdicts = Verifier.Verify(revisions, claims, budget, () =>
            {
                stop.ThrowIfCancellationRequested();
                done();
            }));
        return verdicts;
    }
}
