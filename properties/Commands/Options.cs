using System.CommandLine;
using System.CommandLine.Parsing;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>Options and arguments that several commands have.</summary>
public static class Options
{
    /// <summary>A file of scenarios.</summary>
    public static Argument<string> File(string description)
    {
        var file = new Argument<string>("FILE") { Description = description };
        file.Validators.Add(result =>
        {
            // The parser takes an option that it does not know for the file.
            if (result.Tokens.FirstOrDefault(t => LooksLikeOption(t.Value)) is { Value: var word })
                result.AddError(Unknown(word));
        });
        return file;
    }

    /// <summary>One revision, which must be given.</summary>
    public static Option<Revision> Revision() => new("--revision")
    {
        Description = $"State of the driver: {Names}",
        HelpName = "R",
        Required = true,
        CustomParser = result => Find(result, result.Tokens[0].Value)!,
    };

    /// <summary>Any number of revisions, in the order in which they are given; all if none is.</summary>
    public static Option<IReadOnlyList<Revision>> Revisions() => new("--revision")
    {
        Description = $"State of the driver, can be given several times; all if left out: {Names}",
        HelpName = "R",
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => History.All,
        CustomParser = result => [.. result.Tokens.Select(t => Find(result, t.Value)!).Distinct()],
    };

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    internal static string Unknown(string option) => $"unknown option {InputException.Quote(option)}";

    /// <summary>Whether it starts with a dash and is no number.</summary>
    internal static bool LooksLikeOption(string word) => word is ['-', not (>= '0' and <= '9'), ..];

    private static string Names => string.Join(", ", History.Names);

    private static Revision? Find(ArgumentResult result, string name)
    {
        var revision = History.Find(name);
        if (revision is null)
            result.AddError($"unknown revision {InputException.Quote(name)}; the revisions are {Names}");
        return revision;
    }
}
