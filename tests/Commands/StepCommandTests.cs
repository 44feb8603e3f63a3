using Netback.Properties.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>A run that somebody steps through, driven by lines.</summary>
public sealed class StepCommandTests : IDisposable
{
    private static readonly string Leak =
        Path.Combine(Repository.Root, "tests", "interleavings", "xsa-424", "TeardownWithinDrain@honest.disconnect-during-transmit.witness.json");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Beginning_ShowsTheStateAndWhatEachWouldDo()
    {
        string[] shown = Step("two-requests", "xsa-424");
        Assert.Equal("xsa-424, two-requests; h for help", shown[0]);
        Assert.Equal("after 0 steps, 0 ms: carrier off; queue 0: no packets; tx running; 0 slots free; stalled", shown[2]);
        Assert.Matches("^   1  host0: offers 64 bytes to queue 0 +then: looks at the carrier$", shown[3]);
        Assert.Matches("^   2  rx0: starts +then: reads the time$", shown[4]);
        Assert.Matches("^   3  guest0: posts 1 +then: publishes requests$", shown[5]);
    }

    [Fact]
    public void ChoiceIsMade_AndTakenBack()
    {
        string[] shown = Step("two-requests", "xsa-424", "1", "1", "b", "b 5");
        Assert.Equal([0, 1, 2, 1, 0], shown.Where(l => l.StartsWith("after ", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(' ')[1], null)));
        // The second is the look at the carrier, which is off: what it reads is said before it is done.
        Assert.Contains(shown, l => l.EndsWith("carrier ➜ false, done", StringComparison.Ordinal));
        string[] states = [.. shown.Where(l => l.StartsWith("after ", StringComparison.Ordinal)).Select(l => l[l.IndexOf(',', StringComparison.Ordinal)..])];
        Assert.Equal(states[0], states[^1]);
    }

    [Fact]
    public void FileIsFollowed_ToItsViolation_AndSavedAsAWitnessThatReplays()
    {
        string saved = Path.Combine(folder.Path, "leak");
        string[] shown = File(Leak, "f 5", "f all", "s " + saved, "f");
        Assert.Contains("after 5 steps, 0 ms: carrier off; queue 0: no packets; tx running; 0 slots free", shown);
        Assert.Contains("VIOLATED TeardownWithinDrain: queue 0 still holds 1 packet when all is torn down.", shown);
        Assert.Contains("No context can run.", shown);
        Assert.Contains("that was the last step of the file", shown);
        string trace = CliRun.Of("replay", saved + Witness.Extension).Expected().Output;
        Assert.Contains("Found: netback step.", trace, StringComparison.Ordinal);
        Assert.Equal(42, Witness.Read<Interleaving>(saved + Witness.Extension).Finding.Schedule.Steps.Count);
    }

    /// <summary>Nobody has explored it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LookAhead_OfADriverOfOnesOwn_SaysHowFarBackItTellsStatesApart(bool isOwn)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var session = new StepSession(isOwn ? new Mine() : new ByteLimit(), null, Configurations.Get("one-packet"));
        new StepPrompt(session, [], 10, new StringReader("v\nq\n"), output).Run(CancellationToken.None);
        Assert.Equal(isOwn, output.ToString().Contains("\nMoments more than 3 ms back count as one, and so do indices more than 3 slots back; netback explore", StringComparison.Ordinal));
        Assert.All(output.ToString().Split('\n'), line => Assert.InRange(line.Length, 0, Cli.Width));
    }

    private sealed class Mine : ByteLimit;

    [Fact]
    public void LookAhead_NamesWhatCanBeViolated_AndGoesThere()
    {
        string[] shown = File(Leak, "f 5", "v", "v 1");
        Assert.Contains(shown, l => l.StartsWith("All ", StringComparison.Ordinal) && l.EndsWith(" states reachable from here:", StringComparison.Ordinal));
        Assert.Contains("   1  CarrierOffWhenDisconnected, 7 steps (known)", shown);
        Assert.Contains(shown, l => l.StartsWith("   2  TeardownWithinDrain, ", StringComparison.Ordinal));
        Assert.Contains("VIOLATED CarrierOffWhenDisconnected: rx0 turned the carrier on after the connection was closed.", shown);
        Assert.Contains(shown, l => l.StartsWith("after 12 steps, ", StringComparison.Ordinal));
    }

    [Fact]
    public void LookAhead_SaysItsBound()
    {
        var session = new StepSession(History.Find("xsa-424")!, null, Configurations.Get("two-requests"));
        var output = new StringWriter { NewLine = "\n" };
        new StepPrompt(session, [], 500, new StringReader("v\n"), output).Run(CancellationToken.None);
        Assert.Matches(@"\nOnly the nearest 50\d states, up to \d+ steps from here \(--ahead\):\n", output.ToString().Replace("> ", "\n", StringComparison.Ordinal));
    }

    [Fact]
    public void PathThatViolates_IsPrintedAsAFact_AndOneThatDoesNotIsRefused()
    {
        string[] shown = Step("two-requests", "xsa-424", "fact", "v", "v 1", "fact");
        Assert.Contains("this path violates nothing; a witness ends where something is violated", shown);
        Assert.Contains("    public void Xsa424_BreaksNoLossForObedientHost_InTwoRequests()", shown);
        Assert.Contains("            host0: stops the Tx queue", shown);
    }

    [Fact]
    public void WhatIsNotUnderstood_IsSaid_AndNothingHappens()
    {
        string[] shown = Step("two-requests", "xsa-424", "9", "0", "b x", "dance", "v 1", "f", "");
        Assert.Equal(["there are choices 1 to 3", "there are choices 1 to 3", "\"x\" is not a number from 1", "\"dance\" is no command here; h for help",
            "look ahead first, with v", "there is no file of steps to follow"], shown.Skip(6).Take(6));
        Assert.Single(shown, l => l.StartsWith("after ", StringComparison.Ordinal));
    }

    [Fact]
    public void Pipe_DrivesTheProgram_ToTheEndOfItsInput()
    {
        using var process = new NetbackProcess("printf '2\\np\\n' | netback step --config one-packet --revision byte-limit");
        var run = process.Ended(TimeSpan.FromSeconds(60));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("   1  rx0: starts\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a file is missing, or --config and --revision")]
    [InlineData("--config needs --revision", "--config", "one-packet")]
    [InlineData("--config has no effect together with a file", "x.witness.json", "--config", "one-packet", "--revision", "xsa-424")]
    [InlineData("unknown revision \"xsa424\": did you mean xsa-424?", "--config", "one-packet", "--revision", "xsa424")]
    [InlineData("--config is a file or one of two-queues, one-packet", "--config", "one-pocket", "--revision", "xsa-424")]
    [InlineData("unknown option \"--ahaed\": did you mean --ahead?", "--ahaed", "3")]
    public void BadUsage_IsRefused(string message, params string[] args) => CliRun.Of(["step", .. args]).Refused(message);

    private static string[] Step(string configuration, string revision, params string[] lines) =>
        Run(new(History.Find(revision)!, null, Configurations.Get(configuration)), [], lines);

    private static string[] File(string path, params string[] lines)
    {
        var file = Witness.Read<Interleaving>(path);
        return Run(new(file.Driver, file.ConcurrentScenario, file.ConcurrentScenario.Configuration), file.Finding.Schedule.Steps, lines);
    }

    private static string[] Run(StepSession session, IReadOnlyList<ScheduleStep> steps, string[] lines)
    {
        var output = new StringWriter { NewLine = "\n" };
        new StepPrompt(session, steps, 10_000, new StringReader(string.Join('\n', lines)), output).Run(CancellationToken.None);
        return [.. output.ToString().Split('\n').Select(l => l.StartsWith("> ", StringComparison.Ordinal) ? l[2..] : l)];
    }
}
