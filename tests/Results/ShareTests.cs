using Netback.Properties.Results;
using Xunit;

namespace Netback.Tests.Results;

/// <summary>How searches are dealt out to machines that know nothing of each other.</summary>
public class ShareTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(200)]
    public void EverySearch_IsInOneShare_AndNoShareHasMuchMoreToDo(int shares)
    {
        var random = new Random(1);
        var searches = Enumerable.Range(0, 120).Select(i => ($"search {i}", random.NextDouble() * 10)).ToList();
        bool[][] deals = [.. Enumerable.Range(1, shares).Select(k => new Share(k, shares).Deal(searches))];
        Assert.All(Enumerable.Range(0, searches.Count), i => Assert.Single(deals, d => d[i]));
        var loads = deals.Select(d => searches.Where((_, i) => d[i]).Sum(s => s.Item2)).ToList();
        Assert.InRange(loads.Max() - loads.Min(), 0, searches.Max(s => s.Item2));
        Assert.Equal(deals[0], new Share(1, shares).Deal(searches));
    }

    /// <summary>Three searches of 3 s and six of 1 s, dealt to three: 5 s each.</summary>
    [Fact]
    public void LongestSearches_AreDealtFirst()
    {
        List<(string, double)> searches = [("a", 1), ("b", 1), ("c", 3), ("d", 1), ("e", 3), ("f", 1), ("g", 3), ("h", 1), ("i", 1)];
        Assert.All(Enumerable.Range(1, 3), k => Assert.Equal(5, searches.Where((_, i) => new Share(k, 3).Deal(searches)[i]).Sum(s => s.Item2)));
    }

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/10", 3, 10)]
    public void Share_IsRead(string word, int number, int of) => Assert.Equal(new(number, of), Share.Parse(word));

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1/10001")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("a/b")]
    [InlineData("")]
    public void OtherWord_IsNone(string word) => Assert.Null(Share.Parse(word));
}
