using System.CommandLine;
using Netback.Properties.Conformance;
using Netback.Properties.Coyote;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary><c>netback replay</c>: tells the trace of a witness and ends with the property that breaks.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var file = Options.File($"A witness, *{Witness.Extension}; or a trace of Coyote, *{CoyoteTrace.Extension}");
        var coyote = new Option<bool>("--coyote") { Description = "Follow the named steps of a schedule on real threads, under Coyote" };
        var times = Options.Count("--times", "N", "Replay it this many times, and count how often it does the same", 1, 1, 1_000_000);
        var assembly = Options.Assembly();
        var command = new Command("replay", "Print the trace of a witness step by step, up to the violation.") { file, coyote, times, assembly };
        command.Validators.Add(result =>
        {
            if (result.GetResult(file)?.Tokens is [{ Value: var path }] && path.EndsWith(CoyoteTrace.Extension, StringComparison.Ordinal))
                Options.Refuse(result, "on a trace, which runs on real threads in any case", coyote, assembly);
        });
        command.SetAction((result, stop) => Task.Run(
            () =>
            {
                string path = result.GetRequiredValue(file);
                var output = result.InvocationConfiguration.Output;
                int count = result.GetValue(times);
                var own = Options.OwnRevisions(result.GetValue(assembly), stop);
                if (path.EndsWith(CoyoteTrace.Extension, StringComparison.Ordinal))
                    return InterleavingReplay.Trace(CoyoteTrace.Read(path), count, output, stop);
                var witness = Witness.Read(path, own);
                if (witness is Interleaving interleaving) return InterleavingReplay.Witness(interleaving, result.GetValue(coyote), count, output, stop);
                foreach (var option in (Option[])[coyote, times])
                    if (Options.IsGiven(result.CommandResult, option)) throw new InputException($"{path}: {option.Name} has no effect on a scenario, in which no context preempts another");
                return Replay((ScenarioWitness)witness, output);
            },
            stop));
        return command;
    }

    /// <summary>Tells the trace of a witness.</summary>
    /// <returns>The exit code: whether it still breaks what it was written for.</returns>
    internal static int Replay(ScenarioWitness witness, TextWriter output)
    {
        var (revision, claim, scenario) = (witness.Driver, witness.Claim, witness.Scenario);
        var violation = witness.Replay();
        Timeline.Write(output, scenario, revision, Recorder.Trace(scenario, revision));
        output.WriteLine();
        if (violation is null)
        {
            Wrap.Say(output, $"{claim.Name} is no longer violated. ", $"The witness was made for: {witness.Violation}");
            return ExitCode.Differs;
        }
        string step = violation.Step < 0 ? StepWords.Connect : $"step {violation.Step}, {StepWords.Of(scenario.Steps[violation.Step])}";
        Wrap.Say(output, $"VIOLATED at {violation.AtMs:N0} ms ({step}): ", violation.What + ".");
        Wrap.Say(output, $"{claim.Name}: ", claim.Property.Statement);
        Wrap.Say(output, $"Environment: {claim.Environment.Summary}. ", $"Source: {claim.Property.Source}.");
        if (Expected.Why(claim, revision) is { } why) Wrap.Say(output, $"Why: {why.Why} ", $"({why.Source})");
        return ExitCode.Expected;
    }
}
