using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Properties.WhatIf;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>Options and arguments that several commands have.</summary>
public static class Options
{
    /// <summary>A file of scenarios.</summary>
    public static Argument<string> File(string description)
    {
        var file = new Argument<string>("FILE") { Description = description };
        file.Validators.Add(RefuseOptions);
        return file;
    }

    /// <summary>For arguments: the parser takes an option that it does not know for one.</summary>
    internal static void RefuseOptions(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(t => LooksLikeOption(t.Value)) is { Value: var word })
            result.AddError(Unknown(word));
    }

    /// <summary>One revision, which must be given.</summary>
    public static Option<Revision> Revision() => new("--revision")
    {
        Description = $"Revision of the driver: {Names}",
        HelpName = "R",
        Required = true,
        CompletionSources = { History.KnownNames.ToArray() },
        CustomParser = result => Find(result, result.Tokens[0].Value)!,
    };

    /// <summary>A revision that may be left out.</summary>
    public static Option<Revision?> RevisionOrNone(string description, string name = "--revision") => new(name)
    {
        HelpName = "R",
        Description = $"{description}: {Names}",
        CompletionSources = { History.KnownNames.ToArray() },
        CustomParser = result => Find(result, result.Tokens[0].Value),
    };

    /// <summary>A revision by its name, which may be one of an assembly; null if it may be and is left out.</summary>
    public static Option<string?> RevisionName(string description, bool isRequired = false) => new("--revision")
    {
        HelpName = "R", Required = isRequired, Description = description, CompletionSources = { Drivers.Names.ToArray() },
    };

    /// <summary>Where revisions are from that are not of the history.</summary>
    public static Option<string?> Assembly() => new("--assembly")
    {
        HelpName = "DIR", Description = "Where your own revision comes from: the folder of its project, which is built first, or an assembly, my.dll",
    };

    /// <summary>The revisions of an assembly or a project; none if there is none.</summary>
    /// <exception cref="InputException">It cannot be built or loaded.</exception>
    internal static IReadOnlyList<Revision> OwnRevisions(string? assembly, CancellationToken stop) =>
        assembly is null ? [] : OwnAssembly.Load(WhatIf.Build.AssemblyOf(assembly, stop)).Revisions;

    /// <summary>The revision of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="own">Those that are not of the history.</param>
    /// <exception cref="InputException">There is none.</exception>
    internal static Revision Named(string name, IReadOnlyList<Revision> own)
    {
        string[] names = [.. own.Select(r => r.Name), .. Drivers.Names];
        return own.FirstOrDefault(r => r.Name == name) ?? Drivers.Find(name)
            ?? throw new InputException(Suggestion.Unknown("revision", name, names, $"the revisions are {string.Join(", ", [.. own.Select(r => r.Name), .. History.KnownNames, Drivers.Others])}"));
    }

    /// <summary>One revision, or one with a race in it, which must be given.</summary>
    public static Option<Revision> Driver() => new("--revision")
    {
        Description = $"Revision of the driver: {Names}, {Drivers.Others}",
        HelpName = "R",
        Required = true,
        CompletionSources = { Drivers.Names.ToArray() },
        CustomParser = result =>
        {
            string name = result.Tokens[0].Value;
            var driver = Drivers.Find(name);
            if (driver is null)
                result.AddError(Suggestion.Unknown("revision", name, Drivers.Names, $"the revisions are {Names}, {Drivers.Others}"));
            return driver!;
        },
    };

    /// <summary>Any number of revisions, in the order in which they are given; null if none is, which means all.</summary>
    public static Option<IReadOnlyList<Revision>?> Revisions() => new("--revision")
    {
        Description = $"Revision of the driver, can be given several times; all if left out: {Names}",
        HelpName = "R",
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { History.KnownNames.ToArray() },
        CustomParser = result => [.. result.Tokens.Select(t => Find(result, t.Value)!).Distinct()],
    };

    /// <summary>The properties.</summary>
    public static IReadOnlyList<string> PropertyNames { get; } = [.. Catalogue.Names];

    /// <summary>The properties with where they are claimed, as the tables of <c>verify</c> print them.</summary>
    public static IReadOnlyList<string> Claims { get; } = [.. Catalogue.Claims.Select(c => c.Name)];

    /// <summary>The properties that are judged where contexts interleave.</summary>
    public static IReadOnlyList<string> InterleavingPropertyNames { get; } =
        [.. Catalogue.Claims.Where(c => c.IsOfContexts).Select(c => c.Property.Name).Distinct(), Recovery.CanRecover, Recovery.Converges, Lassos.Property];

    /// <summary>Any number of properties by their names; null if none is given, which means all.</summary>
    /// <param name="names">The properties that there are.</param>
    /// <param name="claims">The same with where they are claimed, as tables print them.</param>
    public static Option<IReadOnlyList<string>?> Properties(IReadOnlyList<string> names, IReadOnlyList<string> claims) => new("--property")
    {
        Description = $"Property, can be given several times; all if left out: {string.Join(", ", names)}; or one in a single environment, such as {claims[0]}",
        HelpName = "P",
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { names.ToArray() },
        CustomParser = result =>
        {
            foreach (var token in result.Tokens)
                if (!names.Contains(token.Value) && !claims.Contains(token.Value))
                    result.AddError(Suggestion.Unknown("property", token.Value, [.. names, .. claims], Known(token.Value)));
            return [.. result.Tokens.Select(t => t.Value).Distinct()];

            // Of a property that there is, where it is claimed: the environment is what is wrong.
            string Known(string word) => claims.Where(c => c.StartsWith(word.Split('@')[0] + "@", StringComparison.Ordinal)).ToArray() is { Length: > 0 } there
                ? $"it is claimed as {string.Join(", ", there)}" : $"the properties are {string.Join(", ", names)}";
        },
    };

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, or null if left out: what then counts depends on other options.</summary>
    public static Option<int?> Count(string name, string help, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result => Number(result, name, least, most),
    };

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Option<int> Count(string name, string help, string description, int absent, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => absent };
        option.CustomParser = result => Number(result, name, least, most) ?? absent;
        return option;
    }

    private static int? Number(ArgumentResult result, string name, int least, int most)
    {
        string word = result.Tokens[0].Value;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most)
            return value;
        result.AddError($"{name} must be a whole number from {least} to {most}, not {InputException.Quote(word)}");
        return null;
    }

    /// <summary>Where generators start. It is always printed.</summary>
    public static Option<ulong> Seed(ulong absent) => new("--seed")
    {
        Description = $"Seed of the random generators, 0 to 2^64 - 1",
        HelpName = "N",
        DefaultValueFactory = _ => absent,
        CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)) return value;
            result.AddError($"--seed must be a whole number from 0 to {ulong.MaxValue}, not {InputException.Quote(word)}");
            return absent;
        },
    };

    /// <summary>A span of time such as 500ms, 30s, 5m or 1h; null if left out.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            string word = result.Tokens[0].Value, number = word.TrimEnd('m', 's', 'h');
            double unit = word[number.Length..] switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, _ => 0 };
            if (unit > 0 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0)
                return TimeSpan.FromSeconds(value * unit);
            result.AddError($"{name} must be a time such as 500ms, 30s, 5m or 1h, not {InputException.Quote(word)}");
            return null;
        },
    };

    /// <summary>One of some words.</summary>
    public static Option<string?> Choice(string name, string help, string description, IReadOnlyList<string> words, string? absent) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => absent,
        CompletionSources = { words.ToArray() },
        CustomParser = result =>
        {
            string word = result.Tokens[0].Value;
            if (words.Contains(word)) return word;
            result.AddError(NoneOf($"{name} is", words, word));
            return absent;
        },
    };

    /// <summary>The complaint about a word that is none of some: <c>--engine is one of …</c>.</summary>
    internal static string NoneOf(string start, IReadOnlyList<string> words, string word) =>
        $"{start} one of {string.Join(", ", words)}, not {InputException.Quote(word)}"
        + (Suggestion.Nearest(word, words) is { } meant ? $": did you mean {meant}?" : "");

    /// <summary>Whether the option stands on the command line.</summary>
    internal static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <summary>Refuses those options that stand on the command line and that nothing would look at.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="why">With what they say nothing.</param>
    /// <param name="ignored">The options.</param>
    internal static void Refuse(CommandResult result, string why, params ReadOnlySpan<Option> ignored)
    {
        foreach (var option in ignored)
            if (IsGiven(result, option)) result.AddError($"{option.Name} has no effect {why}");
    }

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    internal static string Unknown(string option) => $"unknown option {InputException.Quote(option)}";

    /// <summary>The same, with the option that may be meant.</summary>
    internal static string Unknown(string option, Command command) => Unknown(option)
        + (Suggestion.Nearest(option, command.Options.Select(o => o.Name)) is { } meant ? $": did you mean {meant}?" : "");

    /// <summary>Whether it starts with a dash and is no number.</summary>
    internal static bool LooksLikeOption(string word) => word is ['-', not (>= '0' and <= '9'), ..];

    private static string Names => string.Join(", ", History.KnownNames);

    private static Revision? Find(ArgumentResult result, string name)
    {
        var revision = History.Find(name);
        if (revision is null)
            result.AddError(Suggestion.Unknown("revision", name, History.KnownNames, $"the revisions are {Names}"));
        return revision;
    }
}
