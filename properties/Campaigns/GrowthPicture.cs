using Netback.Properties.Pictures;

namespace Netback.Properties.Campaigns;

/// <summary>What is known over what was searched: curves that flatten, or do not.</summary>
internal static class GrowthPicture
{
    private const double Width = 760, Left = 70, Right = 20, Height = 130, Gap = 52, Top = 24;

    /// <returns>An SVG that stands alone.</returns>
    public static string Of(Growth growth)
    {
        var svg = new Svg(Width);
        double top = Top;
        Panel("situations", p => p.Situations, p => p.Cases, "scenarios");
        Panel("pairs of a property and a probe", p => p.Pairs, p => p.Cases, "scenarios");
        Panel("states", p => p.States, p => growth.Points.TakeWhile(q => q != p).Count(), "searches");
        svg.Bottom = top - Gap + 40;
        var last = growth.Last;
        return svg.Close("growth", "What is known over what was searched",
            $"{last.Situations:N0} situations and {last.Pairs:N0} pairs in {last.Cases:N0} scenarios, {growth.NewLately(p => p.Situations):N0} and "
            + $"{growth.NewLately(p => p.Pairs):N0} of them in the last quarter; {last.States:N0} states.", PictureStyle.Sheet);

        void Panel(string what, Func<GrowthPoint, long> y, Func<GrowthPoint, long> x, string over)
        {
            var scale = Scale.For(0, y(growth.Last), 1);
            double most = Math.Max(1, x(growth.Last)), across = Width - Left - Right;
            svg.Text(Left, top - 8, what, "strong");
            foreach (var (value, label) in scale.Marks())
            {
                svg.Line(Left, scale.Y(value, top, Height), Width - Right, scale.Y(value, top, Height), "grid");
                svg.Text(Left - 6, scale.Y(value, top, Height) + 4, label, "soft small", 'e');
            }
            svg.Path(growth.Points.Select(p => (Left + across * x(p) / most, scale.Y(y(p), top, Height))), "curve q0");
            svg.Text(Left, top + Height + 16, "0", "soft small", 'm');
            svg.Text(Width - Right, top + Height + 16, $"{x(growth.Last):N0} {over}", "soft small", 'e');
            top += Height + Gap;
        }
    }
}
