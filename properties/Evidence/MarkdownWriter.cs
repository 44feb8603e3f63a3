using System.Text;

namespace Netback.Properties.Evidence;

/// <summary>The report as Markdown, for a code review or the summary of a CI run.</summary>
public static class MarkdownWriter
{
    public static string Write(string title, IEnumerable<Block> blocks)
    {
        var text = new StringBuilder($"# {title}\n\n");
        foreach (var block in blocks) Write(text, block);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(StringBuilder text, Block block)
    {
        switch (block)
        {
            case Heading h: text.Append($"<a id=\"{h.Id}\"></a>\n\n{new string('#', h.Level)} {h.Text}\n\n"); break;
            case Paragraph p: text.Append($"{Markup.ToMarkdown(p.Text)}\n\n"); break;
            case Bullets b: text.Append(string.Concat(b.Items.Select(i => $"* {Markup.ToMarkdown(i)}\n"))).Append('\n'); break;
            case Output o: text.Append($"```text\n{o.Text.TrimEnd('\n')}\n```\n\n"); break;
            case Table t: Write(text, t); break;
            case Figure f: Write(text, f); break;
            case Fold f: Write(text, f); break;
            case Play p: text.Append($"*To step through: [index.html](index.html#{p.Of}).*\n\n"); break;
            default: throw new InvalidOperationException($"A {block.GetType().Name} has no form in Markdown.");
        }
    }

    private static void Write(StringBuilder text, Table table)
    {
        text.Append($"**{Markup.ToMarkdown(table.Caption)}**\n\n");
        text.Append($"| {string.Join(" | ", table.Head.Select(h => Markup.ToMarkdown(h, inTable: true)))} |\n");
        text.Append("|" + string.Concat(table.Head.Select((_, i) => table.IsMatrix && i > 0 ? ":-:|" : "---|")) + "\n");
        for (int i = 0; i < table.Rows.Count; i++)
            text.Append($"| {(table.RowIds is { } ids ? $"<a id=\"{ids[i]}\"></a>" : "")}{string.Join(" | ", table.Rows[i].Select(c => Markup.ToMarkdown(c.Text, inTable: true)))} |\n");
        text.Append('\n');
    }

    private static void Write(StringBuilder text, Figure figure)
    {
        text.Append($"{Markup.ToMarkdown(figure.Caption)}\n\n");
        foreach (var drawing in figure.Drawings)
            text.Append(drawing.File is { } file ? $"![{Markup.Plain(drawing.Description)}]({Markup.Target(file.Name)})\n\n"
                : $"*To be seen in [index.html](index.html#{drawing.Id}):* {Markup.Plain(drawing.Description)}\n\n");
    }

    private static void Write(StringBuilder text, Fold fold)
    {
        text.Append($"<details><summary>{Markup.ToHtml(fold.Title)}</summary>\n\n<a id=\"{fold.Id}\"></a>\n\n");
        foreach (var block in fold.Blocks) Write(text, block);
        text.Append("</details>\n\n");
    }
}
