using Netback.Properties.Exploration;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>The table that a search looks rules up in says what the trees say.</summary>
public class DecisionTableTests
{
    /// <summary>Eight columns of two bits each, over two words, so that what is read together lies now in one word and now in two.</summary>
    private static readonly Column[] Columns =
        [.. Enumerable.Range(0, 8).Select(i => new Column($"c{i}") { Word = i / 4, Shift = i % 4 * 9 + i, Bits = 2 })];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Table_FindsWhatTheTreeFinds_AndNothingElse(int seed)
    {
        var random = new Random(seed);
        var tree = new Decision<Fact>();
        var learned = new List<Fact>();
        for (int i = 0; i < 300; i++)
        {
            ulong[] row = Row(random);
            if (tree.Find(row) is null) learned.Add(tree.Add(row, ReadIn(row), new(learned.Count)));
        }
        var table = new DecisionTable();
        table.Keep([-1]);
        int root = table.Add(tree, fact => table.Keep([fact.Value]));
        int found = 0;
        for (int i = 0; i < 5_000; i++)
        {
            ulong[] row = Row(random);
            int place = table.Find(root, ref row[0]);
            Assert.Equal(tree.Find(row)?.Value ?? -1, place == 0 ? -1 : table.At(place));
            if (place != 0) found++;
        }
        Assert.InRange(found, 1, 4_999);
    }

    [Fact]
    public void SameNumbers_AreKeptOnce()
    {
        var table = new DecisionTable();
        int one = table.Keep([1, 2, 3]), count = table.Count;
        Assert.Equal(one, table.Keep([1, 2, 3]));
        Assert.Equal(count, table.Count);
        Assert.NotEqual(one, table.Keep([1, 2, 4]));
    }

    /// <summary>What is read next depends on what has been read, as it does in a driver.</summary>
    private static List<Column> ReadIn(ulong[] row)
    {
        var read = new List<Column> { Columns[0] };
        while (read.Count < 5) read.Add(Enumerable.Range(read[^1].In(row) + read.Count, 8).Select(i => Columns[i % 8]).First(c => !read.Contains(c)));
        return read;
    }

    private static ulong[] Row(Random random) => [(ulong)random.NextInt64(), (ulong)random.NextInt64()];
}
