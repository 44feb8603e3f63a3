using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>The command line as a function, so that tests can call it without starting a process.</summary>
public static class Cli
{
    /// <summary>Columns that whatever is printed for people keeps to.</summary>
    public const int Width = 100;

    /// <summary>How long a command may go on after Ctrl-C, to come to an end by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Carries a command line out.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <param name="output">Gets the results.</param>
    /// <param name="error">Gets progress and, if the exit code is 2, one line that says why.</param>
    /// <returns>The exit code of the process: 0 as expected, 1 a verdict differs, 2 bad usage or input, 130 interrupted.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        output.NewLine = error.NewLine = "\n";
        try
        {
            // A file name that starts with @ is a file name.
            var result = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (result.Errors.Count > 0)
                throw new InputException(Complaint(result));
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = Patience,
            };
            // On a thread of the pool no continuation waits for the thread that is blocked here.
            return Task.Run(() => result.InvokeAsync(configuration)).GetAwaiter().GetResult();
        }
        catch (InputException e)
        {
            error.WriteLine($"netback: {e.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    // Not a RootCommand: that takes its name from the process, which need not be ours, and has directives that nobody asked for.
    private static Command Root() => new(
        "netback",
        """
        Executable review of how xen-netback queues packets for a slow guest.

        Exit codes: 0 all as expected, 1 a verdict differs, 2 bad usage or bad input.
        """)
    {
        new HelpOption { Action = new HelpAction { MaxWidth = Width } },
        RunCommand.Create(),
        ConformCommand.Create(),
        VerifyCommand.Create(),
        ReplayCommand.Create(),
        MutantsCommand.Create(),
        BenchCommand.Create(),
        RevisionsCommand.Create(),
        ExploreCommand.Create(),
        ReportCommand.Create(),
        DiffCommand.Create(),
        ProveCommand.Create(),
    };

    // The parser takes an unknown option for an argument, and complains about whatever stands where the argument would.
    private static string Complaint(ParseResult result)
    {
        var option = result.Tokens.FirstOrDefault(t => t.Type == TokenType.Argument && Options.LooksLikeOption(t.Value));
        string complaint =
            option is not null ? Options.Unknown(option.Value)
            : result.CommandResult == result.RootCommandResult && result.UnmatchedTokens is [var command, ..]
                ? $"unknown command {InputException.Quote(command)}"
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
