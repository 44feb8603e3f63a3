using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>What decides, with the program, what every search of a command comes to: its name, and those options that are more than a matter
/// of where and how results are shown.</summary>
/// <param name="Command">Such as <c>verify</c>.</param>
/// <param name="Options">As on the command line, with what is left out there written out: <c>--seed</c>, <c>1</c>.</param>
internal sealed record Plan(string Command, IReadOnlyList<string> Options)
{
    /// <summary>The first difference to another plan, in words; or null.</summary>
    public string? DifferenceTo(Plan other)
    {
        if (Command != other.Command) return $"is for {Command}, not for {other.Command}";
        if (Options.SequenceEqual(other.Options)) return null;
        var (mine, others) = (ByName(Options), ByName(other.Options));
        string name = mine.Keys.Union(others.Keys).First(n => mine.GetValueOrDefault(n) != others.GetValueOrDefault(n));
        return $"is for {Words(name, mine)}, not for {Words(name, others)}";
    }

    private static string Words(string name, Dictionary<string, string> options) =>
        InputException.Brief(options.TryGetValue(name, out string? value) ? $"{name} {value}".TrimEnd() : $"no {name}");

    /// <summary>The values of each option, joined.</summary>
    private static Dictionary<string, string> ByName(IReadOnlyList<string> options)
    {
        var byName = new Dictionary<string, string>();
        string name = "";
        foreach (string word in options)
        {
            if (word.StartsWith("--", StringComparison.Ordinal)) byName[name = word] = byName.GetValueOrDefault(word, "");
            else byName[name] = byName[name].Length == 0 ? word : $"{byName[name]} {word}";
        }
        return byName;
    }

    public override string ToString() => $"{Command} {string.Join(' ', Options)}".TrimEnd();
}
