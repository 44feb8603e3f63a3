using System.Xml.Linq;
using Netback.Properties.Exploration;
using Netback.Properties.Pictures;
using Xunit;

namespace Netback.Tests.Pictures;

public class LanesPictureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly LanesPicture ObservedVif = new(new(
    [
        new("rx0", "starts"), new("rx0", "sleeps"), new("host0", "offers a <packet>"), new("rx0", "wakes up, and then says more than a lane is wide"),
    ]));

    [Fact]
    public void ContextThatIsNotInterrupted_IsOneBox_AndTheLastIsTheBadOne()
    {
        var svg = XElement.Parse(ObservedVif.Write("id", "title", "it breaks"));
        Assert.Equal(["act", "act", "bad"], svg.Elements(Svg + "rect").Select(r => r.Attribute("class")!.Value).Where(c => c != "lane"));
        Assert.Equal(2, svg.Elements(Svg + "path").Count(p => p.Attribute("class")!.Value == "hop"));
        Assert.Equal(["rx0", "host0"], svg.Elements(Svg + "text").Select(t => t.Value).Where(t => t is "rx0" or "host0"));
        Assert.Contains(svg.Elements(Svg + "text"), t => t.Value.EndsWith("offers a <packet>", StringComparison.Ordinal));
        Assert.Contains(svg.Elements(Svg + "text"), t => t.Value.EndsWith('…'));
    }

    [Fact]
    public void Description_TellsWhoActsAfterWhom() => Assert.Equal(
        "4 steps of rx0, host0, with 2 changes from one to another: rx0 makes 2, up to \"sleeps\"; then host0 makes 1, up to \"offers a <packet>\"; "
        + "then rx0 makes 1, up to \"wakes up, and then says more than a lane is wide\". Violated: it breaks.", ObservedVif.Describe("it breaks"));
}
