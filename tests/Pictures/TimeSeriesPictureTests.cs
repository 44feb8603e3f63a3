using System.Globalization;
using System.Xml.Linq;
using Netback.Properties.Evidence;
using Netback.Properties.Pictures;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Pictures;

public class TimeSeriesPictureTests
{
    private const double Width = 860;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. Witnesses.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void PictureOfAWitness_MarksTheMomentAtWhichItBreaks_AndStaysWithinItself(string name)
    {
        var witness = Witnesses.Read(name);
        var series = TimeSeries.Of(witness.Scenario, witness.Driver, witness.Claim);
        Assert.Equal(witness.Replay()!.AtMs, series.Violated?.Ms);
        var svg = XElement.Parse(new TimeSeriesPicture(series, Width).Write("id", "a <title>"));
        Assert.Single(svg.Elements(Svg + "text"), t => t.Value == "violated here");
        double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
        Assert.All(Points(svg), p =>
        {
            Assert.InRange(p.X, 0, Width);
            Assert.InRange(p.Y, 0, height);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Moments_StandInTheOrderInWhichTheyHappened(string name)
    {
        var witness = Witnesses.Read(name);
        var series = TimeSeries.Of(witness.Scenario, witness.Driver);
        foreach (var axis in new Axis[] { new Axis.OfTime(series, 100, 800), new Axis.OfSteps(series, 100, 800) })
        {
            var at = series.Samples.Select(s => axis.Of(s.At)).ToList();
            Assert.Equal(at.Order(), at);
            Assert.All(at, x => Assert.InRange(x, 100, 800));
        }
    }

    /// <summary>Also where several things happen within less than can be seen, after a time without any.</summary>
    [Theory]
    [InlineData("growth")]
    [InlineData("small-ring")]
    [InlineData("flapping")]
    public void Curve_GoesAlongOrUp_AndNeverSlants(string name)
    {
        var show = Showcases.All.Single(s => s.Name == name);
        foreach (var revision in new[] { show.Before, show.After })
        {
            var series = TimeSeries.Of(show.Scenario, revision);
            var points = Curve.Of(new Axis.OfTime(series, 100, 800), series, s => s.Queues[0].Bytes).ToList();
            Assert.All(points.Zip(points.Skip(1)), pair =>
            {
                Assert.True(pair.First.X == pair.Second.X || pair.First.Value == pair.Second.Value, $"{pair}");
                Assert.True(pair.First.X <= pair.Second.X, $"{pair}");
            });
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(-3, 18)]
    [InlineData(0, 524_288)]
    [InlineData(-2_147_483_648, 2_147_483_647)]
    public void Scale_HoldsItsValues_WithAFewTicks(double least, double most)
    {
        var scale = Scale.For(least, most, 1);
        Assert.True(scale.Least <= least && scale.Most >= most);
        Assert.InRange(scale.Marks().Count(), 2, 8);
        Assert.Equal(50, scale.Y(scale.Most, 50, 100), 6);
        Assert.Equal(150, scale.Y(scale.Least, 50, 100), 6);
    }

    /// <summary>What is in slots: a packet that is damaged, one that takes a slot for its hash, one whose linear area crosses a page.</summary>
    [Fact]
    public void DamagedPackets_HashSlots_AndPagesCrossed_HaveMarksOfTheirOwn()
    {
        var scenario = new Scenario("slots", Parameters.Default with { Hash = true }, HostStack.HonoursStop,
            [Step.Post(0, 20), Step.Advance(0), Step.FailCopies(0, 1), Step.Xmit(0, 60) with { Hash = true }, Step.Xmit(0, 60, count: 2) with { Offset = 4090 }, Step.Advance(0)]);
        var series = TimeSeries.Of(scenario, History.Find("xsa-424")!);
        Assert.Equal([MarkKind.Damaged, MarkKind.Delivered, MarkKind.Delivered, MarkKind.HashSlot, MarkKind.CrossesPage, MarkKind.CrossesPage],
            series.Marks.Select(m => m.Kind).OrderBy(k => (k is MarkKind.HashSlot or MarkKind.CrossesPage, k != MarkKind.Damaged, k)));
        var svg = XElement.Parse(new TimeSeriesPicture(series).Write("id", "slots"));
        string[] texts = [.. svg.Elements(Svg + "text").Select(t => t.Value)];
        Assert.All(["delivered", "damaged", "hash slot", "crosses page", "60 B #", "2 × 60 B @4,090", "bad grants"], word => Assert.Contains(word, texts));
        Assert.Contains("2 delivered; 1 damaged; 1 hash slot; 2 crosses page.", new TimeSeriesPicture(series).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Title_IsEscaped()
    {
        var witness = Witnesses.Read(Witnesses.Names.First());
        string text = new TimeSeriesPicture(TimeSeries.Of(witness.Scenario, witness.Driver)).Write("id", "<&\">");
        Assert.Equal("<&\">", XElement.Parse(text).Element(Svg + "title")!.Value);
    }

    private static IEnumerable<(double X, double Y)> Points(XElement svg)
    {
        foreach (var e in svg.Descendants())
        {
            double Of(string name) => double.Parse(e.Attribute(name)!.Value, CultureInfo.InvariantCulture);
            switch (e.Name.LocalName)
            {
                case "line": yield return (Of("x1"), Of("y1")); yield return (Of("x2"), Of("y2")); break;
                case "rect": yield return (Of("x"), Of("y")); yield return (Of("x") + Of("width"), Of("y") + Of("height")); break;
                case "text": yield return (Of("x"), Of("y")); break;
                case "path":
                    foreach (string point in e.Attribute("d")!.Value.Split(['M', 'L', 'Z'], StringSplitOptions.RemoveEmptyEntries))
                    {
                        double[] xy = [.. point.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
                        yield return (xy[0], xy[1]);
                    }
                    break;
                default: break;
            }
        }
    }
}
