using System.Text;
using System.Text.RegularExpressions;
using Netback.Properties.Pictures;

namespace Netback.Properties.Evidence;

/// <summary>
/// Text of the report, as it stands in the content: with <c>`code`</c>, <c>**strong**</c> and <c>[label](target)</c> or <c>[label](target "title")</c>, the three things that a
/// sentence needs. Text out of data passes through <see cref="Plain"/>.
/// </summary>
public static partial class Markup
{
    /// <summary>Characters that mean something in the content.</summary>
    private const string Special = "\\`*[]<>|_#";

    /// <summary>Text that is to stand as it is.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (char c in text) (Special.Contains(c) ? plain.Append('\\') : plain).Append(c);
        return plain.ToString();
    }

    /// <summary>The target of a link to a file of the report.</summary>
    public static string Target(string file) => string.Join('/', file.Split('/').Select(part => Uri.EscapeDataString(part).Replace("%40", "@")));

    public static string ToHtml(string content) => Tokens().Replace(content, token => token switch
    {
        { Groups: var g } when g["escaped"].Success => Xml.Escape(g["escaped"].Value),
        { Groups: var g } when g["code"].Success => $"<code>{Xml.Escape(g["code"].Value).Replace("/", "/<wbr/>")}</code>",
        { Groups: var g } when g["strong"].Success => $"<strong>{ToHtml(g["strong"].Value)}</strong>",
        { Groups: var g } when g["label"].Success => $"<a href=\"{Xml.Escape(g["target"].Value)}\"{TitleOf(g["title"])}>{ToHtml(g["label"].Value)}</a>",
        _ => Xml.Escape(token.Value),
    });

    /// <summary>The content with the labels of links in place of the links.</summary>
    public static string WithoutLinks(string content) =>
        Tokens().Replace(content, token => token.Groups["label"].Success ? token.Groups["label"].Value : token.Value);

    /// <summary>A link whose title appears when one points at it.</summary>
    public static string Link(string label, string target, string title) => $"[{label}]({target} \"{title.Replace('"', '\'')}\")";

    /// <summary>Markdown has the same signs; titles are left out, as they are not to be seen there. Within a table a bar must not end the cell, also not in code.</summary>
    public static string ToMarkdown(string content, bool inTable = false)
    {
        string plain = Title().Replace(content, "]($1)");
        return inTable ? plain.Replace("\\|", "|").Replace("|", "\\|").ReplaceLineEndings(" ") : plain;
    }

    private static string TitleOf(Group title) => title.Success ? $" title=\"{Xml.Escape(title.Value)}\"" : "";

    [GeneratedRegex("""\]\(([^\s)]+) "[^"]*"\)""")]
    private static partial Regex Title();

    [GeneratedRegex(@"\\(?<escaped>.)|`(?<code>[^`]+)`|\*\*(?<strong>.+?)\*\*|\[(?<label>(?:\\.|[^\]\\])+)\]\((?<target>[^\s)]+)(?: ""(?<title>[^""]*)"")?\)|[^\\`*\[]+|.",
        RegexOptions.Singleline)]
    private static partial Regex Tokens();
}
