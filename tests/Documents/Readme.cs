using System.Text.RegularExpressions;
using Xunit;

namespace Netback.Tests.Documents;

/// <summary>What the documents show of the tool: the README and the pages in <c>docs</c>.</summary>
internal static class Readme
{
    private static readonly IReadOnlyList<string> Texts =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Prepend(Path.Combine(Repository.Root, "README.md")).Select(File.ReadAllText)];

    /// <summary>The block that follows the mark <c>output: NAME</c>, of which there is one in all documents.</summary>
    public static string Shown(string name) => Block($"<!-- output: {name} -->\n```\n(.*?)\n```\n", name);

    /// <summary>The block of C# that begins so.</summary>
    public static string Code(string start) => Block($"```csharp\n({Regex.Escape(start)}.*?)```\n", start);

    private static string Block(string pattern, string name)
    {
        var blocks = Texts.SelectMany(text => Regex.Matches(text, pattern, RegexOptions.Singleline)).ToList();
        Assert.True(blocks.Count == 1, $"The documents have {blocks.Count} blocks {name}, and not one.");
        return blocks[0].Groups[1].Value;
    }
}
