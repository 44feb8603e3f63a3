using Netback.Properties.Observation;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Packets that wait, in pieces, are what they would be in a list.</summary>
public sealed class WaitingRowTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Row_AddsAndTakesOut_LikeAList(int seed)
    {
        var random = new Random(seed);
        var row = new WaitingRow();
        var list = new List<WaitingPacket>();
        for (int step = 0; step < 20_000; step++)
        {
            // Grows over several pieces, and runs empty, by turns.
            int adds = step / 4_000 % 2 == 0 ? 60 : 30;
            int what = random.Next(100);
            if (what < adds)
            {
                list.Add(Packet(step));
                row.Add(list[^1]);
            }
            else if (what < 98 && list.Count > 0)
            {
                Assert.Equal(list[0], row.First);
                Assert.Equal(list[0], row.RemoveFirst());
                list.RemoveAt(0);
            }
            else if (what == 98 && list.Count > 0)
            {
                var any = list[random.Next(list.Count)];
                Assert.Equal(any, row.Remove(any.Packet));
                Assert.True(list.Remove(any));
                Assert.Null(row.Remove(any.Packet));
            }
            else if (what == 99)
            {
                row.Change(w => w with { Need = w.Need + 1 });
                list = [.. list.Select(w => w with { Need = w.Need + 1 })];
            }
            Assert.Equal(list.Count, row.Count);
        }
        Assert.All(list, expected => Assert.Equal(expected, row.RemoveFirst()));
    }

    [Fact]
    public void Row_IsEmpty_WhenItIsCleared()
    {
        var row = new WaitingRow();
        for (int i = 0; i < 100; i++) row.Add(Packet(i));
        row.Clear();
        Assert.Equal(0, row.Count);
        row.Add(Packet(7));
        Assert.Equal(7, row.First.Packet.Id);
    }

    private static WaitingPacket Packet(int id) => new(new(id, new(100, false)), new((ulong)id), new((ulong)id), 1);
}
