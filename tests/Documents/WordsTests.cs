using Xunit;

namespace Netback.Tests.Documents;

/// <summary>Sentences at which readers have stumbled do not come back: each has a plain one in the field's words.</summary>
public sealed class WordsTests
{
    /// <summary>What stopped a reader, and what is said instead.</summary>
    private static readonly (string Stumble, string Plain)[] Words =
    [
        ("come in between each other", "preempt one another"),
        ("leaves the road", "diverges"),
        ("goes round without", "busy-loops"),
        ("go round without", "busy-loop"),
        ("takes the head out", "dequeues the head"),
        ("notes the delivery", "updates last_rx_time"),
        ("honours the stop", "respects a stopped Tx queue"),
        ("ignores the stop", "ignores a stopped Tx queue"),
        ("othing is rewritten", "needs no `coyote rewrite`"),
        ("to hold never means", "\"holds\" is not a proof"),
        ("explored to its end", "explored exhaustively"),
        ("explorations to their end", "exhaustive explorations"),
        ("found here", "a new finding"),
        ("Found here", "a new finding"),
        ("has no such thing", "does not apply"),
        ("surroundings", "environment"),
        ("does not break here", "is no longer violated"),
        ("says nothing with", "has no effect with"),
        ("hangs on the stopped", "is detected only while the Tx queue is stopped"),
        ("takes the carrier from", "takes the carrier down for"),
        ("past every line", "without bound"),
        ("As page aligned", "as with page-aligned packets"),
        ("hat people feel", "what users notice"),
        ("counts as one without work", "counts as spurious"),
        ("can be brought to it", "violates it too"),
        (" 1 packets", "1 packet"),
        (" 1 slots", "1 slot"),
    ];

    private static readonly string[] Folders = ["docs", "properties", "src", "deploy", "."];

    [Fact]
    public void NobodyStumblesOverThem() => Assert.Empty(
        from folder in Folders
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')
        // The evidence is made from all the others.
        where Path.GetExtension(name) is ".cs" or ".md" or ".js" or ".json" && !name.Split('/').Any(n => n is "obj" or "bin" or "evidence")
        from line in File.ReadLines(file)
        from words in Words
        where line.Contains(words.Stumble, StringComparison.Ordinal)
        select $"{name}: \"{words.Stumble}\", which is \"{words.Plain}\": {line.Trim()}");
}
