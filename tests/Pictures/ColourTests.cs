using System.Globalization;
using System.Text.RegularExpressions;
using Netback.Properties.Pictures;
using Xunit;

namespace Netback.Tests.Pictures;

/// <summary>Lines stand out from the paper as the accessibility guidelines ask (3 to 1), and text more so (4.5 to 1), by day and by night.</summary>
public class ColourTests
{
    private static readonly string[] Text = ["ink", "soft", "red"], Lines = ["blue", "orange", "green", "purple", "sky"];

    public static TheoryData<int> Themes => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Colours_StandOutFromThePaper(int theme)
    {
        var colours = Regex.Matches(PictureStyle.Sheet, @"\.picture\{(--.*?)\}", RegexOptions.Singleline)[theme].Groups[1].Value;
        var values = Regex.Matches(colours, "--([a-z]+):(#[0-9a-f]+)").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        Assert.All(Text, name => Assert.True(Contrast(values[name], values["paper"]) >= 4.5, $"{name} {values[name]}"));
        Assert.All(Lines, name => Assert.True(Contrast(values[name], values["paper"]) >= 3, $"{name} {values[name]}"));
    }

    private static double Contrast(string a, string b)
    {
        double[] light = [.. new[] { a, b }.Select(Luminance).Order()];
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    private static double Luminance(string colour)
    {
        string hex = colour.Length == 4 ? string.Concat(colour[1..].Select(c => $"{c}{c}")) : colour[1..7];
        double[] parts = [.. Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
