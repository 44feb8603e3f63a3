using System.CommandLine;
using System.CommandLine.Parsing;
using Netback.Properties.Results;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary><c>--results</c> and <c>--shard</c>: the options of commands that can be ended at any moment and gone on with, on one machine or on
/// several.</summary>
internal sealed class ResultsOptions
{
    private readonly Option<string?> folder = new("--results")
    {
        Description = "Keep what each search finds in this folder, as it is found; the same command again continues where it was interrupted",
        HelpName = "DIR",
    };

    private readonly Option<Share?> shard = new("--shard")
    {
        Description = "With --results: carry out only the K-th of N parts, which take about as long; netback merge joins them",
        HelpName = "K/N",
        CustomParser = result =>
        {
            if (Share.Parse(result.Tokens[0].Value) is { } share) return share;
            result.AddError($"--shard must be K/N, with K from 1 to N and N up to {Share.Most:N0}, not {InputException.Quote(result.Tokens[0].Value)}");
            return null;
        },
    };

    /// <summary>For <c>netback merge</c>: nothing is searched.</summary>
    private readonly Option<bool> known = new(OnlyKnown) { Hidden = true };

    /// <summary>Refuses to search what has not been.</summary>
    public const string OnlyKnown = "--only-known";

    /// <summary>Whether a command can be carried out in parts.</summary>
    public static bool HasParts(Command command) => command.Options.Any(o => o.Name == OnlyKnown);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="divides">Whether it has several searches.</param>
    public ResultsOptions AddTo(Command command, bool divides = true)
    {
        command.Add(folder);
        if (divides)
        {
            command.Add(shard);
            command.Add(known);
        }
        command.Validators.Add(result =>
        {
            if (divides && !Options.IsGiven(result, folder)) Options.Refuse(result, "without --results", shard, known);
        });
        return this;
    }

    /// <summary>Whether results are to be kept.</summary>
    public bool AreKept(CommandResult result) => Options.IsGiven(result, folder);

    /// <summary>Where they are to be kept, or null.</summary>
    public string? FolderOf(ParseResult result) => result.GetValue(folder);

    /// <summary>Does the work of a command.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="plan">What decides its results.</param>
    /// <param name="work">Searches, and prints what was found unless that is a part only.</param>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult result, Plan plan, Func<Searches, int> work)
    {
        var progress = Progress.Of(result);
        if (FolderOf(result) is not { } path)
        {
            progress.GoesOn = "with --results DIR it could be gone on with";
            return work(Searches.Unkept);
        }
        bool onlyKnown = result.CommandResult.Command.Options.Contains(known) && result.GetValue(known);
        var share = result.CommandResult.Command.Options.Contains(shard) ? result.GetValue(shard) : null;
        using var kept = KeptSearches.Open(path, plan, share, onlyKnown);
        progress.GoesOn = $"the same command goes on from {path}";
        int code = work(kept);
        if (onlyKnown && kept.Left > 0) throw new InputException($"{path}: {kept.Missing}");
        kept.Finish();
        if (kept.IsPart)
            result.InvocationConfiguration.Output.WriteLine(
                $"shard {share}: {Changes.Count(kept.Count, "search")} done, {kept.Left:N0} left to others; netback merge {path} ... --results DIR joins them");
        return code;
    }
}
