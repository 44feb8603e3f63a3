namespace Netback.Properties.Pictures;

/// <summary>What the marks of a picture look like, and what they are called.</summary>
internal static class MarkShape
{
    private const double R = 4;

    /// <summary>Draws one, with its middle there.</summary>
    public static void Write(Svg svg, MarkKind kind, double x, double y)
    {
        string style = $"mark {kind}";
        switch (kind)
        {
            case MarkKind.Delivered: svg.Path([(x - R, y + R), (x + R, y + R), (x, y - R)], style, closed: true); break;
            case MarkKind.Damaged:
                svg.Path([(x - R, y + R), (x + R, y + R), (x, y - R)], style, closed: true);
                svg.Line(x - R, y - R, x + R, y + R, style);
                break;
            case MarkKind.Dropped: svg.Path([(x - R, y - R), (x + R, y - R), (x, y + R)], style, closed: true); break;
            case MarkKind.Expired:
                svg.Line(x - R, y - R, x + R, y + R, style);
                svg.Line(x - R, y + R, x + R, y - R, style);
                break;
            case MarkKind.Purged: svg.Path([(x, y - R), (x + R, y), (x, y + R), (x - R, y)], style, closed: true); break;
            case MarkKind.Held: svg.Rectangle(x - R, y - R, 2 * R, 2 * R, style); break;
            case MarkKind.HashSlot: svg.Text(x, y + R, "#", "small", 'm'); break;
            case MarkKind.CrossesPage:
                svg.Line(x, y - R, x, y + R, style);
                svg.Line(x - R, y, x + R, y, style);
                break;
            default: svg.Line(x - R, y, x + R, y, style); break;
        }
    }

    public static string WordOf(MarkKind kind) => kind switch
    {
        MarkKind.Held => "held back",
        MarkKind.NoCarrier => "no carrier",
        MarkKind.HashSlot => "hash slot",
        MarkKind.CrossesPage => "crosses page",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
