using System.CommandLine;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Netback.Properties.Commands;

/// <summary>
/// How far a command is and what it has found: a bar for a person at a terminal, a line now and then for a log, and the last words of a
/// command that is interrupted.
/// </summary>
public sealed class Progress : IDisposable
{
    /// <summary>How often a log hears that something goes on.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // Not a class of its own that is derived from InvocationConfiguration: Coyote's command line loads all types of this program beside another
    // version of System.CommandLine, and can load none that is derived from one of its types.
    private static readonly ConditionalWeakTable<object, Progress> OfInvocation = [];

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly TextWriter error;
    private readonly bool isTerminal;
    private readonly Timer? log;
    private volatile Part? part;

    private sealed class Part(string what, long total, string units, Func<string> found, string unsearched)
    {
        public string What => what;
        public long Total => total;
        public string Units => units;
        public Func<string> Found => found;
        public string Unsearched => unsearched;
        public long Done;
    }

    /// <param name="error">Where the bar and the lines go.</param>
    /// <param name="isLive">Whether somebody may be waiting: not so in a test.</param>
    public Progress(TextWriter error, bool isLive)
    {
        this.error = error;
        isTerminal = isLive && new AnsiConsoleOutput(error).IsTerminal;
        if (isLive && !isTerminal) log = new(_ => Tell(), null, Pause, Pause);
    }

    /// <summary>Whether there is a terminal to draw on.</summary>
    public bool IsTerminal => isTerminal;

    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>How to go on with what is interrupted, or null if there is no way.</summary>
    public string? GoesOn { get; set; }

    /// <summary>That of a command line.</summary>
    internal static Progress Of(ParseResult result) =>
        OfInvocation.TryGetValue(result.InvocationConfiguration, out var progress) ? progress : throw new InvalidOperationException("this command keeps no progress");

    /// <summary>From now on this is the progress of an invocation.</summary>
    internal void BelongTo(InvocationConfiguration invocation) => OfInvocation.Add(invocation, this);

    /// <summary>A part of the work begins.</summary>
    /// <param name="what">What is done, such as <c>searching</c>.</param>
    /// <param name="total">In how many pieces, or 0 if that is not known.</param>
    /// <param name="units">What the pieces are called, such as <c>cases</c>.</param>
    /// <param name="found">Asked when it is interrupted, from any thread: what was found so far.</param>
    /// <param name="unsearched">Said when it is interrupted: what then is not known.</param>
    public void Begin(string what, long total, string units, Func<string> found, string unsearched) => part = new(what, total, units, found, unsearched);

    /// <summary>A line for a person at a terminal.</summary>
    public void Say(string line)
    {
        if (isTerminal) error.WriteLine(line);
    }

    /// <summary>A piece is done. From any thread.</summary>
    public void Step()
    {
        if (part is { } now) Interlocked.Increment(ref now.Done);
    }

    /// <summary>Does <paramref name="work"/> with a bar if there is a terminal; the bar is cleared away at the end.</summary>
    public void While(Action work)
    {
        if (!isTerminal || part is not { Total: > 0 } now)
        {
            work();
            return;
        }
        var bar = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) }).Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
        bar.Start(context =>
        {
            var task = context.AddTask(now.What, maxValue: now.Total);
            using var timer = new Timer(_ => task.Value = Interlocked.Read(ref now.Done), null, 0, 200);
            work();
        });
    }

    /// <summary>Does <paramref name="work"/> for each item, one after the other.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    internal void ForEach<T>(IReadOnlyList<T> items, Action<T> work, CancellationToken stop) => While(() =>
    {
        foreach (var item in items)
        {
            stop.ThrowIfCancellationRequested();
            work(item);
            Step();
        }
    });

    /// <summary>The last words of a command that was interrupted: what it has found, and what it has not searched.</summary>
    public IReadOnlyList<string> LastWords()
    {
        string after = $"netback: interrupted after {clock.Elapsed.TotalSeconds:N1} s";
        return part is not { } now ? [$"{after}; what is printed is all that was found"]
            : [$"{after} while {now.What}{Done(now)}: {now.Found()}", $"netback: not known: {now.Unsearched}{(GoesOn is null ? "" : $"; {GoesOn}")}"];
    }

    public void Dispose() => log?.Dispose();

    private static string Done(Part now) => now.Total is > 0 and < long.MaxValue ? $", {Interlocked.Read(ref now.Done):N0} of {now.Total:N0} {now.Units} done" : "";

    private void Tell()
    {
        try
        {
            error.WriteLine(part is { } now ? $"netback: {now.What}, {clock.Elapsed.TotalSeconds:N0} s{Done(now)}" : $"netback: {clock.Elapsed.TotalSeconds:N0} s");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody listens.
        }
    }
}
