using System.CommandLine;
using System.Reflection;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback revisions</c>: the table of the rules in which the revisions differ, made of what stands beside the code.</summary>
internal static class RevisionsCommand
{
    public static Command Create()
    {
        var markdown = new Option<bool>("--markdown") { Description = "Print one Markdown table, rule by rule" };
        var command = new Command("revisions", "Show the revisions and the rules in which they differ.") { markdown };
        command.SetAction(result =>
        {
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(markdown)) PrintMarkdown(output);
            else Print(output);
        });
        return command;
    }

    /// <summary>What the revision does about each rule, and whether that is as in the revision it derives from.</summary>
    internal static IEnumerable<(Rule Rule, string Words, bool Inherited)> RulesOf(Revision revision)
    {
        foreach (var rule in Enum.GetValues<Rule>())
            for (var type = revision.GetType(); type is not null; type = type.BaseType)
                if (WordsOf(type, rule) is { } words)
                {
                    yield return (rule, words, type != revision.GetType());
                    break;
                }
    }

    private static string? WordsOf(Type type, Rule rule)
    {
        const BindingFlags own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return type.GetMembers(own).Prepend(type)
            .SelectMany(m => m.GetCustomAttributes<RuleAttribute>(inherit: false))
            .FirstOrDefault(r => r.Rule == rule)?.Words;
    }

    /// <summary>What a revision has from the one before it is set in italics.</summary>
    private static void PrintMarkdown(TextWriter output)
    {
        output.WriteLine("| rule | " + string.Join(" | ", History.Names) + " |");
        output.WriteLine("|---|" + string.Concat(History.All.Select(_ => "---|")));
        var rules = History.All.Select(r => RulesOf(r).ToDictionary(x => x.Rule)).ToList();
        foreach (var rule in Enum.GetValues<Rule>())
            output.WriteLine($"| {rule.ToString().ToLowerInvariant()} | " + string.Join(" | ", rules.Select(r =>
                r.TryGetValue(rule, out var says) ? says.Inherited ? $"*{says.Words}*" : says.Words : "")) + " |");
    }

    private static void Print(TextWriter output)
    {
        foreach (var revision in History.All)
        {
            output.WriteLine($"{revision.Name}: {revision.Summary}");
            output.WriteLine($"  {revision.Upstream}" + (revision.Recording is { } recording ? $", recorded as {recording}" : ""));
            var rules = RulesOf(revision).ToList();
            foreach (var (rule, words, inherited) in rules)
                if (!inherited) output.WriteLine($"  {rule.ToString().ToLowerInvariant(),-10} {words}");
            string same = string.Join(", ", rules.Where(r => r.Inherited).Select(r => r.Rule.ToString().ToLowerInvariant()));
            if (same.Length > 0)
                foreach (string line in Wrap.Lines([$"as in {History.All.First(r => r.GetType() == revision.GetType().BaseType).Name}: {same}"], Cli.Width - 2))
                    output.WriteLine("  " + line);
            output.WriteLine();
        }
    }
}
