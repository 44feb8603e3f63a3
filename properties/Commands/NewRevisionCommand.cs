using System.CommandLine;
using Netback.Properties.WhatIf;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback new-revision</c>: a project of one's own, with a rule to change.</summary>
internal static class NewRevisionCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name of the revision, such as stop-at-the-limit" };
        name.Validators.Add(Options.RefuseOptions);
        var @base = Options.RevisionOrNone("The revision to change; xsa-424, today's driver, if left out", "--base");
        var folder = new Option<string?>("--out") { Description = "A new folder for the project; NAME if left out", HelpName = "DIR" };
        var command = new Command("new-revision", "Make a project with a revision of your own, for netback what-if.") { name, @base, folder };
        command.SetAction(result =>
        {
            string revision = result.GetRequiredValue(name), directory = result.GetValue(folder) ?? revision;
            var output = result.InvocationConfiguration.Output;
            foreach (string file in Scaffold.Write(revision, result.GetValue(@base) ?? History.Find("xsa-424")!, directory)) output.WriteLine(file);
            output.WriteLine($"Change the rule, then: netback what-if {directory}");
            return ExitCode.Expected;
        });
        return command;
    }
}
