using System.CommandLine;
using System.Globalization;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>
/// What a shell can complete a line with, asked for in the way of <c>dotnet-suggest</c>: <c>netback [suggest:15] "netback verify "</c>, where the
/// number is the position of the cursor in the line, and its end if left out. One suggestion a line. See <c>docs/shell-completion.md</c>.
/// </summary>
internal static class Suggestions
{
    private const string Directive = "[suggest";

    /// <summary>Whether the command line asks for suggestions.</summary>
    public static bool AreAskedFor(IReadOnlyList<string> args) => args is [var first, ..] && first.StartsWith(Directive, StringComparison.Ordinal);

    /// <exception cref="InputException">The directive or what follows it is not as said above.</exception>
    public static void Write(Command root, IReadOnlyList<string> args, TextWriter output)
    {
        if (args is not [var directive, var line]) throw new InputException($"{Directive}] takes the line to complete, as one argument");
        int position = Position(directive, line);
        var result = root.Parse(line);
        bool options = WantsOptions(line[..position], result.CommandResult.Command);
        foreach (string word in result.GetCompletions(position).Select(c => c.InsertText ?? c.Label))
            if (options || word[0] is not ('-' or '/'))
                output.WriteLine(word);
    }

    // Options can stand anywhere. Where a command, a name or a file can stand too they would hide these, unless one is begun; and for want of
    // suggestions shells complete files.
    private static bool WantsOptions(string before, Command command) =>
        before[(before.LastIndexOf(' ') + 1)..].StartsWith('-') || command is { Arguments.Count: 0, Subcommands.Count: 0 };

    private static int Position(string directive, string line)
    {
        string position = directive[Directive.Length..];
        if (position == "]") return line.Length;
        if (position is [':', .. var number, ']'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            return Math.Min(value, line.Length);
        throw new InputException($"unknown directive {InputException.Quote(directive)}; there are {Directive}] and {Directive}:POSITION]");
    }
}
