using System.CommandLine;
using Netback.Properties.Results;

namespace Netback.Properties.Commands;

/// <summary><c>netback merge</c>: joins what several machines have found into what one would have.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders of results (--results) of the shards of one plan", Arity = ArgumentArity.OneOrMore };
        folders.Validators.Add(Options.RefuseOptions);
        var into = new Option<string>("--results")
        {
            Description = "Folder for the joined results: the same bytes as if one command had searched everything", HelpName = "DIR", Required = true,
        };
        var command = new Command("merge", "Join the results of shards, and print what one command that searched everything would have printed.") { folders, into };
        command.SetAction((result, stop) =>
        {
            string folder = result.GetRequiredValue(into);
            var root = Cli.Root();
            var plan = Merging.Into(folder, result.GetRequiredValue(folders), [.. root.Subcommands.Where(ResultsOptions.HasParts).Select(c => c.Name)]);
            var again = root.Parse([plan.Command, .. plan.Options, "--results", folder, ResultsOptions.OnlyKnown]);
            if (again.Errors.Count > 0) throw new Scenarios.InputException($"{folder}: {again.Errors[0].Message}");
            return again.InvokeAsync(result.InvocationConfiguration, stop);
        });
        return command;
    }
}
