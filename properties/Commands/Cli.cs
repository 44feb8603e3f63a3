using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>The command line as a function, so that tests can call it without starting a process.</summary>
public static class Cli
{
    private const int LeastWidth = 60, UsualWidth = 100;

    /// <summary>Columns that whatever is printed for people keeps to: 100, or as many as a narrower terminal has.</summary>
    public static int Width { get; } = TerminalWidth();

    private static int TerminalWidth()
    {
        try
        {
            return Console.IsOutputRedirected ? UsualWidth : Math.Clamp(Console.WindowWidth, LeastWidth, UsualWidth);
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }

    private const string ShowStack = "NETBACK_STACK";

    // Not the one of System.CommandLine, which speaks of the process, which need not be ours; and not derived from it, for Coyote's command line
    // loads all types of this program beside another version of System.CommandLine.
    private static readonly Option<bool> Version = new("--version") { Description = "Show the version, and the commit that it was built from" };

    /// <summary>How long a command may go on when it is interrupted, to come to an end by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Carries a command line out.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <param name="output">Gets the results.</param>
    /// <param name="error">Gets progress and, if the exit code is 2, one line that says why.</param>
    /// <param name="isLive">Whether somebody may be waiting for it, who is told how far it is.</param>
    /// <param name="stop">Interrupts it. It ends soon, with what it has found so far; some thread may then still be at work.</param>
    /// <returns>The exit code of the process: 0 as expected, 1 a verdict differs, 2 bad usage or input, 70 a defect of the suite, 130 interrupted.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, bool isLive = false, CancellationToken stop = default)
    {
        output.NewLine = error.NewLine = "\n";
        using var progress = new Progress(error, isLive);
        try
        {
            var root = Root();
            if (Suggestions.AreAskedFor(args))
            {
                Suggestions.Write(root, args, output);
                return ExitCode.Expected;
            }
            // A file name that starts with @ is a file name.
            var result = root.Parse(args.Count == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (result.GetResult(Version) is { Implicit: false })
            {
                output.WriteLine(ProductVersion.Line);
                return ExitCode.Expected;
            }
            if (result.Errors.Count > 0)
                throw new InputException(Complaint(result));
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                // Signals are the caller's.
                ProcessTerminationTimeout = null,
            };
            progress.BelongTo(configuration);
            // On a thread of the pool no continuation waits for the thread that is blocked here.
            return WaitFor(Task.Run(() => result.InvokeAsync(configuration, stop), CancellationToken.None), stop);
        }
        catch (Exception e)
        {
            return Ended(e is AggregateException all ? Cause(all) : e, progress, error, stop);
        }
    }

    /// <summary>Waits for a command; once it is interrupted, only for a moment.</summary>
    private static int WaitFor(Task<int> command, CancellationToken stop)
    {
        try
        {
            command.Wait(stop);
        }
        catch (OperationCanceledException) when (!command.IsCompleted)
        {
            if (!command.Wait(Patience, CancellationToken.None)) throw;
        }
        return command.GetAwaiter().GetResult();
    }

    /// <summary>Of several exceptions, from several threads, the one that says most about why.</summary>
    private static Exception Cause(AggregateException all)
    {
        var each = all.Flatten().InnerExceptions;
        return each.FirstOrDefault(e => e is InputException) ?? each.FirstOrDefault(e => e is OperationCanceledException) ?? each[0];
    }

    /// <summary>Says why a command has no result.</summary>
    /// <returns>The exit code.</returns>
    private static int Ended(Exception e, Progress progress, TextWriter error, CancellationToken stop)
    {
        // Whatever else an interrupted command ends in is of no interest.
        bool isInterrupted = stop.IsCancellationRequested && e is not InputException;
        (IReadOnlyList<string> lines, int code) = isInterrupted ? (progress.LastWords(), ExitCode.Interrupted)
            : e is InputException ? ([$"netback: {e.Message}"], ExitCode.BadInput)
            : ([$"netback: an error, and no verdict: {new InputException(Engines.SearchError.Words(e)).Message}"
                + $" (set {ShowStack}=1 to see where)"], ExitCode.Defect);
        try
        {
            foreach (string line in lines) error.WriteLine(line);
            if (code == ExitCode.Defect && Environment.GetEnvironmentVariable(ShowStack) is not (null or "")) error.WriteLine(e);
        }
        catch (IOException)
        {
            // Nobody listens.
        }
        return code;
    }

    // Not a RootCommand: that takes its name from the process, which need not be ours, and has directives that nobody asked for.
    internal static Command Root() => new(
        "netback",
        """
        Executable review of how xen-netback queues packets for a slow guest.

        Exit codes: 0 all as expected, 1 a verdict differs, 2 bad usage or bad input,
        70 a defect of the suite, 130 interrupted, 143 terminated.
        """)
    {
        new HelpOption { Action = new HelpAction { MaxWidth = Width } },
        Version,
        RunCommand.Create(),
        ConformCommand.Create(),
        VerifyCommand.Create(),
        ReplayCommand.Create(),
        MutantsCommand.Create(),
        BenchCommand.Create(),
        RevisionsCommand.Create(),
        FootprintCommand.Create(),
        IsolationCommand.Create(),
        ExploreCommand.Create(),
        ReportCommand.Create(),
        MergeCommand.Create(),
        DiffCommand.Create(),
        ListCommand.Create(),
        ScenarioCommand.Create(),
        ProveCommand.Create(),
        NewRevisionCommand.Create(),
        WhatIfCommand.Create(),
        StepCommand.Create(),
    };

    // The parser takes an unknown option for an argument, and complains about whatever stands where the argument would.
    private static string Complaint(ParseResult result)
    {
        var option = result.Tokens.FirstOrDefault(t => t.Type == TokenType.Argument && Options.LooksLikeOption(t.Value));
        string complaint =
            option is not null ? Options.Unknown(option.Value, result.CommandResult.Command)
            : result.CommandResult == result.RootCommandResult && result.UnmatchedTokens is [var command, ..]
                ? $"unknown command {InputException.Quote(command)}"
                    + (Suggestion.Nearest(command, result.RootCommandResult.Command.Subcommands.Select(c => c.Name)) is { } meant ? $": did you mean {meant}?" : "")
            : result.Errors[0].Message.TrimEnd('.');
        string names = string.Join(' ', CommandNames(result.CommandResult).Reverse());
        return $"{complaint} (see {names} --help)";
    }

    private static IEnumerable<string> CommandNames(CommandResult command)
    {
        for (SymbolResult? at = command; at is CommandResult { Command.Name: var name }; at = at.Parent)
            yield return name;
    }
}
