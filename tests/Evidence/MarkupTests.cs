using Netback.Properties.Evidence;
using Xunit;

namespace Netback.Tests.Evidence;

public class MarkupTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("<script>alert('x')</script> & \"quoted\"")]
    [InlineData("a `tick`, a *star*, a [bracket](target), a | bar, a \\ and a _ line")]
    [InlineData("**")]
    [InlineData("`")]
    [InlineData("[half")]
    public void PlainText_ComesOutAsItIs(string text)
    {
        string html = Markup.ToHtml(Markup.Plain(text));
        Assert.DoesNotContain('<', html);
        Assert.Equal(text, System.Net.WebUtility.HtmlDecode(html));
    }

    [Fact]
    public void CodeStrongAndLinks_BecomeElements() => Assert.Equal(
        "a <code>x &lt; y</code>, <strong>b <code>c</code></strong> and <a href=\"w/a@b.json\">d | e</a>",
        Markup.ToHtml("a `x < y`, **b `c`** and [d \\| e](w/a@b.json)"));

    [Fact]
    public void Bar_DoesNotEndACellOfAMarkdownTable()
    {
        Assert.Equal("a \\| b \\| `c\\|d`", Markup.ToMarkdown($"{Markup.Plain("a | b")} | `c|d`", inTable: true));
    }

    [Fact]
    public void WithoutLinks_OnlyTheLabelStays() => Assert.Equal("see `this` and **that**", Markup.WithoutLinks("see [`this`](#x) and **that**"));

    [Fact]
    public void Target_EscapesWhatAnAddressMustNotHold_AndKeepsFolders() =>
        Assert.Equal("w/byte-limit%2Blooks%20once/A@b.json", Markup.Target("w/byte-limit+looks once/A@b.json"));
}
