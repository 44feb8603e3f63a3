using System.CommandLine;
using Netback.Properties.Conformance;
using Netback.Properties.Observation;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback replay</c>: tells the story of a witness and ends with the clause that breaks.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = Options.File($"A witness: a file *{Witness.Extension} that verify wrote");
        var command = new Command("replay", "Tell the story of a witness step by step, up to the clause that breaks.") { file };
        command.SetAction((result, stop) => Task.Run(
            () => Replay(Witness.Read(result.GetRequiredValue(file)), result.InvocationConfiguration.Output), stop));
        return command;
    }

    private static int Replay(Witness witness, TextWriter output)
    {
        var (revision, claim, scenario) = (witness.Revision, witness.Claim, witness.Scenario);
        var breach = witness.Replay();
        Timeline.Write(output, scenario, revision, Recorder.Trace(scenario, revision));
        output.WriteLine();
        if (breach is null)
        {
            Say(output, $"{claim.Name} does not break here any more. ", $"The witness was written for: {witness.Violation}");
            return ExitCode.Differs;
        }
        string step = breach.Step < 0 ? StepWords.Connect : $"step {breach.Step}, {StepWords.Of(scenario.Steps[breach.Step])}";
        Say(output, $"BROKEN at {breach.AtMs:N0} ms ({step}): ", breach.What + ".");
        Say(output, $"{claim.Name}: ", claim.Property.Statement);
        Say(output, $"Surroundings: {claim.Surroundings.Summary}. ", $"Source: {claim.Property.Source}.");
        if (Expected.Why(claim, revision) is { } why) Say(output, $"Why: {why.Why} ", $"({why.Source})");
        Say(output, $"Found with seed {witness.Seed} in case {witness.Case:N0}.");
        return ExitCode.Expected;
    }

    private static void Say(TextWriter output, params string[] parts)
    {
        foreach (string line in Wrap.Lines(parts, Cli.Width)) output.WriteLine(line);
    }
}
