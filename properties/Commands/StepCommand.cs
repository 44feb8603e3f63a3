using System.CommandLine;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback step</c>: somebody steps through a run and chooses who goes on.</summary>
internal static class StepCommand
{
    /// <summary>The most states that a look ahead visits.</summary>
    private const int DefaultAhead = 10_000;

    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = $"What to step through: a witness, *{Witness.Extension}, or a scenario. Or --config and --revision instead",
            Arity = ArgumentArity.ZeroOrOne,
        };
        file.Validators.Add(Options.RefuseOptions);
        var revision = Options.RevisionName("Revision of the driver; that of the file if left out");
        var configuration = new Option<string?>("--config") { Description = "A configuration instead of a file; any context that can run may be chosen", HelpName = "NAME|FILE" };
        var assembly = Options.Assembly();
        var ahead = Options.Count("--ahead", "N", "The most states that a look ahead visits", DefaultAhead, 10, 10_000_000);
        var command = new Command("step", "Step through what contexts do to each other: see who can go on and what each would do, choose, go back, look ahead.")
        { file, revision, configuration, assembly, ahead };
        command.Validators.Add(result =>
        {
            bool hasFile = result.GetResult(file)?.Tokens.Count > 0, hasConfiguration = Options.IsGiven(result, configuration);
            if (hasFile == hasConfiguration) result.AddError(hasFile ? "--config has no effect together with a file" : "a file is missing, or --config and --revision");
            else if (hasConfiguration && !Options.IsGiven(result, revision)) result.AddError("--config needs --revision");
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                var own = Options.OwnRevisions(result.GetValue(assembly), stop);
                var named = result.GetValue(revision) is { } name ? Options.Named(name, own) : null;
                var (session, steps) = result.GetValue(file) is { } path ? Open(path, named, own)
                    : (new StepSession(named!, null, ConfigurationOf(result.GetValue(configuration)!)), []);
                new StepPrompt(session, steps, result.GetValue(ahead), Console.In, result.InvocationConfiguration.Output).Run(stop);
                return ExitCode.Expected;
            },
            stop));
        return command;
    }

    private static (StepSession Session, IReadOnlyList<ScheduleStep> Steps) Open(string path, Revision? named, IReadOnlyList<Revision> own)
    {
        var (witness, scenarios) = ScenarioFile.Open(path, own);
        if (witness is Interleaving interleaving)
            return (new(named ?? interleaving.Driver, interleaving.ConcurrentScenario, interleaving.ConcurrentScenario.Configuration), interleaving.Finding.Schedule.Steps);
        if (scenarios is not [var one]) throw new InputException($"{path}: has {scenarios.Count:N0} scenarios; step goes through one");
        var concurrent = ConcurrentScenario.Of(one);
        return (new(named ?? witness?.Driver ?? throw new InputException($"{path}: a scenario names no revision: see --revision"), concurrent, concurrent.Configuration), []);
    }

    private static Configuration ConfigurationOf(string word) => Configurations.Find(word)
        ?? (File.Exists(word) || word.Contains('/') || word.Contains('.') ? ConfigurationReader.ReadFile(word)
            : throw new InputException(Options.NoneOf("--config is a file or", [.. Configurations.All.Select(c => c.Name)], word)));
}
