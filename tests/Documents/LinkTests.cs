using System.Text.RegularExpressions;
using Xunit;

namespace Netback.Tests.Documents;

/// <summary>The documents refer to what is there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents() =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "schemas"), "*.md"))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy"), "*.md"))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryLink_LeadsToAFileOfTheRepository(string document)
    {
        string path = Path.Combine(Repository.Root, document);
        var targets = Link().Matches(File.ReadAllText(path)).Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(t => t.Length > 0 && !t.StartsWith("https://", StringComparison.Ordinal));
        Assert.All(targets, target =>
        {
            string full = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
            Assert.StartsWith(Repository.Root, full, StringComparison.Ordinal);
            Assert.True(Path.Exists(full), target);
        });
    }

    /// <summary>Files of the repository that are spoken of without a link.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryPathOfASourceFile_IsThere(string document) => Assert.All(
        SourcePath().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))).Select(m => m.Groups[1].Value),
        path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[`\s]((?:src|properties|tests)/[\w./-]+\.cs)\b")]
    private static partial Regex SourcePath();
}
