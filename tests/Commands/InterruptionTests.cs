using Xunit;

namespace Netback.Tests.Commands;

/// <summary>Whoever interrupts a command hears at once, in a line or two, what it has found and what it has not searched.</summary>
[Trait("Category", "Long")]
public sealed class InterruptionTests : IDisposable
{
    /// <summary>A second, and what a loaded machine needs to start and end a process.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);

    private readonly TempFolder folder = new();

    private string Here => Path.GetDirectoryName(folder.File("mark", ""))!;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("INT", 130, "verify --out OUT/w", "; with --results DIR it could be gone on with\n")]
    [InlineData("INT", 130, "verify --results OUT/k", "; the same command goes on from /")]
    [InlineData("TERM", 143, "verify --out OUT/w --budget 1h", "while searching: ")]
    [InlineData("TERM", 143, "report --out OUT/r", "not known: the rest: there is no report")]
    [InlineData("INT", 130, "explore --revision xsa-424 --config wrapping", "while exploring wrapping of xsa-424: ")]
    [InlineData("TERM", 143, "verify --campaign OUT/c --for 1h", "while searching on: ")]
    [InlineData("INT", 130, "explore --revision byte-limit --strategy random --budget 1h", "nothing violated in ")]
    [InlineData("TERM", 143, "explore --engine coyote --revision proposed --scenario stop-and-wake --schedules 100000000 --out OUT/c", "while scheduling stop-and-wake of proposed")]
    [InlineData("INT", 130, "bench --rounds 1000", "what is printed is all that was found")]
    [InlineData("INT", 130, "replay tests/interleavings/late-eoi/NoUseAfterFree@honest.posts-in-twos.trace --times 1000000", "what is printed is all that was found")]
    public void Signal_EndsTheCommandAtOnce_WithWhatItHasFound(string signal, int code, string command, string said)
    {
        command = command.Replace("OUT", Here, StringComparison.Ordinal).Replace("tests/", Documents.Repository.Root + "/tests/", StringComparison.Ordinal);
        using var netback = new NetbackProcess($"exec netback {command}");
        netback.IsAtWork();
        netback.Send(signal);
        var run = netback.Ended(Soon);
        Assert.Equal(code, run.ExitCode);
        string[] lines = run.Error.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 1, 2);
        Assert.StartsWith("netback: interrupted after ", lines[0], StringComparison.Ordinal);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output + run.Error, StringComparison.Ordinal);
    }

    /// <summary>The first searches are done long before the last: what they found stays.</summary>
    [Fact]
    public async Task InterruptedVerify_HasKeptTheWitnessesOfTheSearchesThatAreDone()
    {
        using var stop = new CancellationTokenSource();
        using StringWriter output = new(), error = new();
        string witnesses = Path.Combine(Here, "w");
        // Of properties that miss no probe in so few cases, however far it gets.
        string[] command = ["verify", "--property", "BoundedMemory", "--property", "NoSpuriousCarrierOff", "--cases", "150", "--out", witnesses];
        var run = Task.Run(() => Properties.Commands.Cli.Run(command, output, error, stop: stop.Token));
        SpinWait.SpinUntil(() => Directory.Exists(witnesses) && Directory.EnumerateFiles(witnesses, "*.witness.json", SearchOption.AllDirectories).Any(), 60_000);
        await stop.CancelAsync();
        Assert.Equal(130, await run);
        Assert.Contains($" with witnesses below {witnesses}, 0 not as expected", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", output.ToString());
        string file = Directory.EnumerateFiles(witnesses, "*.witness.json", SearchOption.AllDirectories).First();
        CliRun.Of("replay", file).Expected();
    }

    [Fact]
    public void LastWords_SayHowFarItIs_WhatWasFound_AndWhatIsNotKnown()
    {
        using var error = new StringWriter();
        using var progress = new Properties.Commands.Progress(error, isLive: false);
        Assert.Matches(@"^netback: interrupted after \d+\.\d s; what is printed is all that was found$", Assert.Single(progress.LastWords()));
        int killed = 1;
        progress.Begin("breaking rules", 61, "mutants", () => $"{killed} killed", "whether the rest are killed");
        Parallel.For(0, 5, _ => progress.Step());
        killed = 5;
        Assert.Matches(@"^netback: interrupted after \d+\.\d s while breaking rules, 5 of 61 mutants done: 5 killed$", progress.LastWords()[0]);
        Assert.Equal("netback: not known: whether the rest are killed", progress.LastWords()[1]);
        Assert.Equal("", error.ToString());
    }

    [Theory]
    [InlineData("mutants")]
    [InlineData("verify")]
    [InlineData("conform", "x", "--revision", "byte-limit")]
    [InlineData("explore", "--revision", "byte-limit")]
    public void CommandThatIsStoppedBeforeItBegins_IsInterrupted(params string[] args)
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(130, Properties.Commands.Cli.Run(args, output, error, stop: new(canceled: true)));
        Assert.Equal("", output.ToString());
        Assert.StartsWith("netback: interrupted after ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SecondSignal_EndsTheProcess_WhateverTheFirstIsDoing()
    {
        using var netback = new NetbackProcess($"exec netback verify --out {Here}/w");
        netback.IsAtWork();
        netback.Send("INT");
        netback.Send("INT");
        Assert.Equal(130, netback.Ended(Soon).ExitCode);
    }
}
