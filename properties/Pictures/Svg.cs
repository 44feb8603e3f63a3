using System.Text;

namespace Netback.Properties.Pictures;

/// <summary>Writes one SVG. Coordinates are pixels of a picture that is shown at its own size, rounded to a tenth.</summary>
internal sealed class Svg(double width)
{
    private readonly StringBuilder body = new();

    /// <summary>Lower end of what has been drawn so far.</summary>
    public double Bottom { get; set; }

    public void Line(double x1, double y1, double x2, double y2, string style) =>
        body.Append($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" class=\"{style}\"/>\n");

    public void Rectangle(double x, double y, double w, double h, string style, double radius = 0) =>
        body.Append($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\""
            + (radius > 0 ? $" rx=\"{N(radius)}\"" : "") + $" class=\"{style}\"/>\n");

    /// <summary>Text whose anchor (<c>s</c>, <c>m</c> or <c>e</c> for start, middle, end) is at the point.</summary>
    public void Text(double x, double y, string text, string style, char anchor = 's') =>
        body.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" class=\"{style}{(anchor == 's' ? "" : $" t{anchor}")}\">{Xml.Escape(text)}</text>\n");

    /// <summary>A path of straight pieces.</summary>
    public void Path(IEnumerable<(double X, double Y)> points, string style, bool closed = false)
    {
        body.Append("<path d=\"");
        char command = 'M';
        foreach (var (x, y) in points)
        {
            body.Append($"{command}{N(x)} {N(y)}");
            command = 'L';
        }
        body.Append(closed ? "Z" : "").Append($"\" class=\"{style}\"/>\n");
    }

    /// <summary>The whole picture, with its name and its text alternative.</summary>
    /// <param name="id">Letters, digits and dashes; no other picture of the page has it.</param>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="description">What can be seen in it, for people who cannot see it.</param>
    /// <param name="style">A style sheet, for a picture that stands alone; or an empty text.</param>
    public string Close(string id, string title, string description, string style = "") =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(Bottom)}\" width=\"{N(width)}\" height=\"{N(Bottom)}\" "
        + $"role=\"img\" aria-labelledby=\"{id}-t {id}-d\" class=\"picture\">\n"
        + $"<title id=\"{id}-t\">{Xml.Escape(title)}</title>\n<desc id=\"{id}-d\">{Xml.Escape(description)}</desc>\n"
        + (style.Length > 0 ? $"<style>{style}</style>\n" : "") + body + "</svg>\n";

    private static string N(double value) => Math.Round(value, 1).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
