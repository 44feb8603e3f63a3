using System.Text;
using Netback.Properties.Pictures;

namespace Netback.Properties.Evidence;

/// <summary>The report as one page that needs nothing but itself: no font, no network; a script of our own steps through witnesses, and without
/// it all else is there. It is well-formed XML too, so that tests can read it as a tree.</summary>
public static class HtmlWriter
{
    /// <summary>Parts of the player, each of which uses those before it. Nothing else on the page sees their names.</summary>
    private static readonly string[] PlayerParts = ["elements.js", "recording.js", "ring.js", "queue.js", "run.js", "player.js"];

    /// <param name="title">Plain text.</param>
    /// <param name="blocks">The content.</param>
    public static string Write(string title, IReadOnlyList<Block> blocks)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
            .Append($"<title>{Xml.Escape(title)}</title>\n<style>\n{PageStyle.Sheet}\n{PictureStyle.Sheet}\n{Resource("player.css")}</style>\n</head>\n<body>\n")
            .Append($"<header><h1>{Xml.Escape(title)}</h1>\n<nav aria-label=\"Contents\"><ol>\n");
        foreach (var heading in blocks.OfType<Heading>().Where(h => h.Level == 2))
            page.Append($"<li><a href=\"#{heading.Id}\">{Markup.ToHtml(heading.Text)}</a></li>\n");
        page.Append("</ol></nav></header>\n<main>\n");
        foreach (var block in blocks) Write(page, block);
        // In a form that is the same to readers of HTML and of XML.
        return page.Append($"</main>\n<script>/*<![CDATA[*/\n\"use strict\";\n(() => {{\n{string.Concat(PlayerParts.Select(Resource))}}})();\n{Resource("page.js")}/*]]>*/</script>\n</body>\n</html>\n").ToString();
    }

    /// <summary>A file that the program carries inside it.</summary>
    private static string Resource(string name)
    {
        using var stream = typeof(HtmlWriter).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no {name} inside the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static void Write(StringBuilder page, Block block)
    {
        switch (block)
        {
            case Heading h: page.Append($"<h{h.Level} id=\"{h.Id}\">{Markup.ToHtml(h.Text)}</h{h.Level}>\n"); break;
            case Paragraph p: page.Append($"<p>{Markup.ToHtml(p.Text)}</p>\n"); break;
            case Bullets b: page.Append($"<ul>\n{string.Concat(b.Items.Select(i => $"<li>{Markup.ToHtml(i)}</li>\n"))}</ul>\n"); break;
            case Output o: page.Append($"<pre tabindex=\"0\">{Xml.Escape(o.Text.TrimEnd('\n'))}</pre>\n"); break;
            case Table t: Write(page, t); break;
            case Figure f: Write(page, f); break;
            case Fold f: Write(page, f); break;
            case Play p:
                page.Append($"<div class=\"player\" data-of=\"{p.Of}\" hidden=\"hidden\"></div>\n")
                    .Append($"<script type=\"application/json\" id=\"{p.Of}-run\">{p.Run.ToJson()}</script>\n");
                break;
            default: throw new InvalidOperationException($"A {block.GetType().Name} has no form in HTML.");
        }
    }

    private static void Write(StringBuilder page, Table table)
    {
        // A box that scrolls by itself must be reachable by keyboard.
        page.Append($"<div class=\"scroll{(table.IsMatrix ? " framed" : "")}\" tabindex=\"0\" role=\"region\" aria-label=\"{Xml.Escape(table.Caption)}\">")
            .Append($"<table{(table.IsMatrix ? " class=\"matrix\"" : "")}>\n<caption>{Markup.ToHtml(table.Caption)}</caption>\n<thead><tr>")
            .AppendJoin("", table.Head.Select(h => h.Length == 0 ? "<td></td>" : $"<th scope=\"col\">{Markup.ToHtml(h)}</th>")).Append("</tr></thead>\n<tbody>\n");
        for (int i = 0; i < table.Rows.Count; i++) WriteRow(page, table, i);
        page.Append("</tbody></table></div>\n");
    }

    private static void WriteRow(StringBuilder page, Table table, int number)
    {
        var row = table.Rows[number];
        page.Append(table.RowIds is { } ids ? $"<tr id=\"{ids[number]}\">" : "<tr>");
        int span = 1 + table.Rows.Skip(number + 1).TakeWhile(r => r[0].Text.Length == 0).Count();
        if (row[0].Text.Length > 0) page.Append($"<th scope=\"row{(span > 1 ? $"group\" rowspan=\"{span}" : "")}\">{Markup.ToHtml(row[0].Text)}</th>");
        foreach (var cell in row.Skip(1))
            page.Append($"<td{(cell.Tone == Tone.None ? "" : $" class=\"{cell.Tone.ToString().ToLowerInvariant()}\"")}{(cell.IsNew ? " data-new=\"new\"" : "")}>{Markup.ToHtml(cell.Text)}</td>");
        page.Append("</tr>\n");
    }

    private static void Write(StringBuilder page, Figure figure)
    {
        page.Append($"<figure{(figure.Drawings.Count > 1 ? " class=\"pair\"" : "")}>\n<div class=\"drawings\">\n");
        foreach (var drawing in figure.Drawings) page.Append($"<div class=\"scroll\" id=\"{drawing.Id}\" tabindex=\"0\">{drawing.Svg}</div>\n");
        page.Append($"</div>\n<figcaption>{Markup.ToHtml(figure.Caption)}</figcaption>\n</figure>\n");
    }

    private static void Write(StringBuilder page, Fold fold)
    {
        // The target of a link is inside: a browser opens what a target is folded away in, and not what is a target itself.
        page.Append($"<details><summary>{Markup.ToHtml(fold.Title)}</summary>\n<div class=\"inside\" id=\"{fold.Id}\">\n");
        foreach (var block in fold.Blocks) Write(page, block);
        page.Append("</div></details>\n");
    }
}
