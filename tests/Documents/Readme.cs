using System.Text.RegularExpressions;
using Xunit;

namespace Netback.Tests.Documents;

/// <summary>The README of the repository.</summary>
internal static class Readme
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    /// <summary>The block that follows the mark <c>output: NAME</c>.</summary>
    public static string Shown(string name)
    {
        var block = Regex.Match(Text, $"<!-- output: {name} -->\n```\n(.*?)\n```\n", RegexOptions.Singleline);
        Assert.True(block.Success, $"The README has no block {name}.");
        return block.Groups[1].Value;
    }

    /// <summary>The block of C# that begins so.</summary>
    public static string Code(string start)
    {
        var block = Regex.Match(Text, $"```csharp\n({Regex.Escape(start)}.*?)```\n", RegexOptions.Singleline);
        Assert.True(block.Success, $"The README has no block of C# that begins with \"{start}\".");
        return block.Groups[1].Value;
    }
}
