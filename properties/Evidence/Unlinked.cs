namespace Netback.Properties.Evidence;

/// <summary>Pieces of the report without their links.</summary>
internal static class Unlinked
{
    public static Block Of(Block block) => block switch
    {
        Paragraph p => new Paragraph(Markup.WithoutLinks(p.Text)),
        Table t => t with { Head = [.. t.Head.Select(Markup.WithoutLinks)], RowIds = null, Rows = [.. t.Rows.Select(row => (IReadOnlyList<TableCell>)[.. row.Select(c => c with { Text = Markup.WithoutLinks(c.Text) })])] },
        _ => block,
    };
}
