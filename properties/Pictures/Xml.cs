using System.Text;

namespace Netback.Properties.Pictures;

/// <summary>Text for HTML and SVG. All text of the report passes through <see cref="Escape"/>, and nothing else does that.</summary>
public static class Xml
{
    /// <summary>The text with the characters that mean something in markup, also within quotes, written as entities.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                // Not allowed in XML at all.
                < ' ' and not ('\n' or '\t') => escaped.Append('\uFFFD'),
                _ => escaped.Append(c),
            };
        return escaped.ToString();
    }
}
