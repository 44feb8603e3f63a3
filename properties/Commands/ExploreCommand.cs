using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;
using Netback.Properties.Traces;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback explore</c>: what contexts can do to each other.</summary>
internal static class ExploreCommand
{
    private const ulong DefaultSeed = 1;
    private const string CheckpointFile = "explore.checkpoint";
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(20);
    private const int DefaultDepth = 60, SchedulesPerScenario = 512, Scenarios = 200;

    private static readonly string[] Engines = ["stepped", "coyote"];
    private const string DepthFirst = "depth-first";
    private static readonly string[] Strategies = ["exhaustive", DepthFirst, "random", "pct"];

    public static Command Create()
    {
        var revision = Options.Driver();
        var engine = Options.Choice("--engine", "E", "stepped runs all contexts on one thread, which is fast and can be exhaustive; coyote gives each "
            + "context a real thread under the control of Microsoft Coyote", Engines, Engines[0]);
        var strategy = Options.Choice("--strategy", "S",
            "Stepped: exhaustive visits every state, nearest first (default); depth-first goes deep first, which may find distant violations sooner; "
            + "random and pct schedule generated scenarios. "
            + "Coyote: portfolio (default), random, pct, delay", [.. Strategies.Union(CoyoteExploration.Strategies)], null);
        var scenario = Options.Choice("--scenario", "NAME", "The concurrent scenario to schedule: for coyote all if left out, for exhaustive instead of a configuration: "
            + string.Join(", ", ConcurrentScenarios.All.Select(p => p.Name)), [.. ConcurrentScenarios.All.Select(p => p.Name)], null);
        var schedules = Options.Count("--schedules", "N", "For coyote, schedules of each concurrent scenario at most, "
            + $"{CoyoteExploration.DefaultSchedules:N0} if left out; for random and pct, schedules in all, as many as --budget allows if left out",
            1, 100_000_000);
        var folder = new Option<string>("--out")
        {
            Description = "For coyote, the folder for what is found", HelpName = "DIR",
            DefaultValueFactory = _ => CoyoteExploration.DefaultFolder,
        };
        var configuration = ModelInstance();
        var property = Options.Properties(Options.InterleavingPropertyNames, [.. Catalogue.Claims.Where(c => c.IsOfContexts).Select(c => c.Name)]);
        var budget = Options.Time("--budget", "Stop after this time, such as 30s or 5m; if left out 30s, and no limit for exhaustive");
        var seed = Options.Seed(DefaultSeed);
        var fact = new Option<bool>("--fact") { Description = "For exhaustive, also print each violation as an xunit fact to paste into a test" };
        var check = new Option<bool>("--check")
        {
            Description = "For exhaustive, also execute every transition on the driver itself, and compare; several times slower",
        };
        var rules = new Option<bool>("--rules")
        {
            Description = "For exhaustive, print the rules learned about the driver: for each context and each point at which it can be, what it finds there and what it then writes",
        };
        var depth = Options.Count("--depth", "D", "For random and pct, steps of the longest scenario",
            DefaultDepth, 1, 200);
        var command = new Command("explore", "Explore what host CPUs, Rx threads, interrupts, guests and the clock can do to each other.")
        {
            revision, engine, property, strategy, configuration, scenario, schedules, budget, seed, depth, fact, check, rules, folder,
        };
        var results = new ResultsOptions().AddTo(command, divides: false);
        command.Validators.Add(result =>
        {
            // As typed: what is no engine at all is complained about elsewhere.
            string with = result.GetResult(engine)?.Tokens is [var e, ..] ? e.Value : Engines[0];
            string[] fitting = with == Engines[0] ? Strategies : CoyoteExploration.Strategies;
            if (Engines.Contains(with) && result.GetResult(strategy)?.Tokens is [{ Value: var word }, ..] && !fitting.Contains(word))
                result.AddError(Options.NoneOf($"--strategy with --engine {with} is", fitting, word));
            else if (with == Engines[1])
                Options.Refuse(result, "with --engine coyote", configuration, depth, fact, rules);
            else if (result.GetResult(strategy)?.Tokens is [{ Value: "random" or "pct" }, ..])
                Options.Refuse(result, "with random schedules", configuration, scenario, fact, rules, folder);
            else if (with == Engines[0])
                RefuseUnused(result);
            if (with == Engines[0] && result.GetResult(strategy)?.Tokens is [{ Value: DepthFirst }, ..])
            {
                Options.Refuse(result, $"with --strategy {DepthFirst}", check, rules);
                if (results.AreKept(result)) result.AddError($"--results has no effect with --strategy {DepthFirst}");
            }
            if (results.AreKept(result) && (with == Engines[1] || result.GetResult(strategy)?.Tokens is [{ Value: "random" or "pct" }, ..]))
                result.AddError("--results is for an exhaustive search only");
        });

        void RefuseUnused(CommandResult result)
        {
            Options.Refuse(result, "with an exhaustive search", schedules, seed, depth, folder);
            if (Options.IsGiven(result, scenario)) Options.Refuse(result, "with an exhaustive search of a --scenario", configuration, strategy, fact, rules);
        }

        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var output = result.InvocationConfiguration.Output;
                var driver = result.GetRequiredValue(revision);
                var time = result.GetValue(budget);
                var progress = Progress.Of(result);
                bool visitsAll = result.GetValue(engine) == Engines[0] && result.GetValue(strategy) is null or "exhaustive" or DepthFirst;
                // A schedule ends with the first violation: what needs no interleaving would only hide the others.
                var properties = result.GetValue(property)?.Select(p => p.Split('@')[0]).Distinct().ToList()
                    ?? (visitsAll ? [.. Options.InterleavingPropertyNames.Union(Expected.NamesFor(driver))] : Expected.NamesFor(driver));
                if (result.GetValue(engine) != Engines[0])
                    return new CoyoteExploration(driver, result.GetValue(scenario), result.GetValue(strategy), properties,
                        result.GetValue(schedules) ?? CoyoteExploration.DefaultSchedules, result.GetValue(seed), time, result.GetRequiredValue(folder), f => IsExpected(driver, f))
                        .Run(output, progress, stop);
                string how = result.GetValue(strategy) ?? Strategies[0];
                if (result.GetValue(rules)) return PrintRules(driver, result.GetRequiredValue(configuration), time, output, progress);
                var concurrent = result.GetValue(scenario) is { } of ? ConcurrentScenarios.Get(of) : null;
                var explored = concurrent?.Configuration ?? result.GetRequiredValue(configuration);
                return visitsAll
                    ? results.Run(result, PlanOf(driver, explored, concurrent, result.GetResult(configuration)?.Tokens is [var word] ? word.Value : null, result.GetValue(check)),
                        searches => Exhaust(driver, explored, concurrent, properties, time,
                            result.GetValue(fact), how == DepthFirst, result.GetValue(check), searches, results.FolderOf(result), output, progress))
                    : WalkAround(driver, how == "pct" ? WalkStrategy.Pct : WalkStrategy.Uniform, properties, time, result.GetValue(schedules),
                        result.GetValue(seed), result.GetValue(depth), output, progress, stop);
            },
            stop));
        return command;
    }

    /// <summary>A configuration that is given as a file is what the file says, whatever its name.</summary>
    private static Plan PlanOf(Revision revision, Configuration configuration, ConcurrentScenario? concurrent, string? word, bool check) => new("explore",
    [
        "--revision", Drivers.NameOf(revision),
        .. concurrent is not null ? (string[])["--scenario", concurrent.Name] : ["--config", word is null || Configurations.Find(word) is not null ? configuration.Name : $"{word} (SHA-256 {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(word)))})"],
        .. check ? (string[])["--check"] : [],
    ]);

    private static int Exhaust(Revision revision, Configuration configuration, ConcurrentScenario? concurrent, IReadOnlyList<string> properties, TimeSpan? budget, bool fact,
        bool deep, bool check, Searches searches, string? folder, TextWriter output, Progress progress)
    {
        var (name, summary, explored) = concurrent is null ? (configuration.Name, configuration.Summary, configuration) : (concurrent.Name, concurrent.Summary, concurrent.Configuration);
        progress.Begin($"exploring {name} of {revision.Name}", 0, "", () => "nothing is printed before all is explored",
            "what is violated there");
        ExplorationResult result;
        try
        {
            var whole = ExplorationBudget.Unlimited with { Time = budget };
            var checkpoint = folder is null || check ? null : new Checkpoint(Path.Combine(folder, CheckpointFile), BetweenCheckpoints);
            result = Saved(revision, name, () => searches.Run<ExplorationResult>([new($"explore {Drivers.NameOf(revision)} {name}", 1, () =>
                deep ? Explorer.DepthFirst(revision, configuration, whole)
                : Explorer.Exhaustive(revision, configuration, whole, checkpoint, concurrent, checks: check))
                { IsWhole = r => r.Truncated is null }], ExplorationForm.Instance)[0]!);
        }
        catch (AggregateException all) when (all.InnerException is UnsoundSearchException e)
        {
            output.WriteLine($"{revision.Name}, {name}: a defect of the suite, and no verdict. {e.Message}");
            return ExitCode.Differs;
        }
        output.WriteLine($"{revision.Name}, {name}: {summary}");
        output.WriteLine(result);
        if (result.LookedBack is { } looked) output.WriteLine(looked);
        if (!BenchMonitors.AreThere(revision, explored))
            foreach (string line in Wrap.Lines([$"No property is claimed of an environment like this ({explored.Environment.Name}) where contexts interleave: only deadlocks and recovery were looked for."], Cli.Width)) output.WriteLine(line);
        if (folder is not null && result.Truncated is not null) output.WriteLine($"The same command goes on from there: {folder}");
        if (result.Checked is { } transitions) output.WriteLine($"{transitions:N0} transitions executed on the driver itself: all the same");
        var findings = result.Findings.Where(f => properties.Contains(f.Violation.Property)).ToList();
        foreach (var finding in findings)
        {
            output.WriteLine();
            (concurrent is null ? ScheduleTrace.Of(revision, configuration, finding) : ScheduleTrace.Of(revision, concurrent, finding)).Write(output);
            if (!fact) continue;
            output.WriteLine();
            FactWriter.Write(output, revision, configuration, finding);
        }
        return result.Truncated is null && findings.All(f => IsExpected(revision, f)) ? ExitCode.Expected : ExitCode.Differs;
    }

    private static int PrintRules(Revision revision, Configuration configuration, TimeSpan? budget, TextWriter output, Progress progress)
    {
        progress.Begin($"learning the rules of {revision.Name} in {configuration.Name}", 0, "", () => "no rule is printed before all are known", "the rules");
        var result = Saved(revision, configuration.Name, () => Explorer.PrintRules(revision, configuration, ExplorationBudget.Unlimited with { Time = budget }, output));
        return result.Truncated is null ? ExitCode.Expected : ExitCode.Differs;
    }

    /// <summary>What a search comes to.</summary>
    /// <exception cref="InputException">There can be more packets at the same time than it can save: what to do about it.</exception>
    private static ExplorationResult Saved(Revision revision, string name, Func<ExplorationResult> search)
    {
        try
        {
            return search();
        }
        catch (Exception e) when (TooMany(e) is { } slots)
        {
            throw new InputException($"{name} lets {revision.Name} have more than {slots} packets at the same time, and no more can be explored: give the configuration offers, or a smaller queueLimit", e);
        }
    }

    /// <summary>How many packets a search can save at the same time, if it ended because there were more.</summary>
    private static int? TooMany(Exception e) => e switch
    {
        TooManyPacketsException packets => packets.Slots,
        AggregateException all => all.Flatten().InnerExceptions.Select(TooMany).FirstOrDefault(slots => slots is not null),
        _ => null,
    };

    private static int WalkAround(Revision revision, WalkStrategy strategy, IReadOnlyList<string> properties, TimeSpan? time, int? count, ulong seed,
        int depth, TextWriter output, Progress progress, CancellationToken stop)
    {
        int most = count ?? int.MaxValue;
        var budget = time ?? (count is null ? TimeSpan.FromSeconds(30) : TimeSpan.MaxValue);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var scenarios = WalkGen.Scenarios(DriverEnvironment.Honest, Scenarios, depth, seed);
        long schedules = 0, steps = 0;
        progress.Begin("making random schedules", 0, "", () => $"{revision.Name}, {strategy}, seed {seed}: nothing violated in {Changes.Count(schedules, "schedule")}",
            "what more schedules would show");
        for (int i = 0; clock.Elapsed < budget && schedules < most; i++)
        {
            stop.ThrowIfCancellationRequested();
            var result = Explorer.Random(revision, scenarios[i % Scenarios], strategy, seed + (ulong)(i * SchedulesPerScenario),
                (int)Math.Min(SchedulesPerScenario, most - schedules), properties, workers: Environment.ProcessorCount);
            (schedules, steps) = (schedules + result.Schedules, steps + result.Steps);
            if (result.Finding is not { } finding) continue;
            output.WriteLine($"{revision.Name}, {strategy}, seed {seed}: violated in schedule {schedules:N0} of scenario {i + 1:N0}");
            Print(finding, output);
            return IsExpected(revision, finding) ? ExitCode.Expected : ExitCode.Differs;
        }
        output.WriteLine($"{revision.Name}, {strategy}, seed {seed}: {Changes.Count(schedules, "schedule")}, {Changes.Count(steps, "step")}, nothing violated");
        return ExitCode.Expected;
    }

    /// <summary>Whether it is known that the revision breaks the property.</summary>
    private static bool IsExpected(Revision revision, Finding finding) => Expected.Knows(revision, finding.Violation.Property);

    private static void Print(Finding finding, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{finding.Violation.Property}: {finding.Violation.What}");
        output.WriteLine($"{Changes.Count(finding.Schedule.Steps.Count, "step")}, {Changes.Count(finding.Schedule.Switches, "switch")}:");
        foreach (var step in finding.Schedule.Steps) output.WriteLine($"  {step}");
    }

    /// <summary>A configuration by its name or from a file. Where there is one of the name, a file of that name needs a path.</summary>
    private static Option<Configuration> ModelInstance() => new("--config")
    {
        Description = "For exhaustive, the configuration to explore: a file (docs/configuration-format.md), or one of netback list configurations",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => Configurations.Get("one-packet"),
        CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (Configurations.Find(word) is { } known) return known;
            if (File.Exists(word) || word.Contains('/') || word.Contains('.')) return ConfigurationReader.ReadFile(word);
            result.AddError(Options.NoneOf("--config is a file or", [.. Configurations.All.Select(c => c.Name)], word));
            return null;
        },
    };
}
