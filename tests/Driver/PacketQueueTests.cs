using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Driver;

public class PacketQueueTests
{
    private readonly TestMachine machine = new();

    [Fact]
    public void Packets_LeaveInTheOrderInWhichTheyCame_AndAreCounted()
    {
        var queue = Queue();
        Packet[] packets = [new(0, new(100, false)), new(1, new(200, false)), new(2, new(300, true))];
        TestMachine.Now(async () =>
        {
            await queue.Lock.Acquire();
            foreach (var packet in packets) await queue.Append(packet);
            Assert.Equal((600L, packets[0]), (queue.Bytes, queue.Head.Peek));
            Assert.Equal(packets[0], await queue.RemoveHead());
            Assert.Equal((500L, packets[1]), (queue.Bytes, queue.Head.Peek));
            await queue.Append(packets[0]);
            Assert.Equal([packets[1], packets[2], packets[0]], new List<Packet?> { await queue.RemoveHead(), await queue.RemoveHead(), await queue.RemoveHead() });
            Assert.Equal((0L, null, null), (queue.Bytes, queue.Head.Peek, await queue.RemoveHead()));
            await queue.Append(packets[1]);
            await queue.Lock.Release();
        });
        Assert.Equal([100, 300, 600, 500, 600, 400, 100, 0, 200], machine.Events.Select(e => e.Value));
    }

    [Fact]
    public void Queue_ChangesUnderItsLockOnly()
    {
        var queue = Queue();
        Assert.Contains("under its lock", Assert.Throws<InvalidOperationException>(() => TestMachine.Now(() => queue.Append(new(0, new(1, false))))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => TestMachine.Now(queue.RemoveHead()));
        Assert.Empty(machine.Events);
    }

    [Fact]
    public void Count_WrapsAtItsBits_BothWays()
    {
        var queue = Queue(Parameters.Default with { ByteCountBits = 8 });
        TestMachine.Now(async () =>
        {
            await queue.Lock.Acquire();
            await queue.Append(new(0, new(200, false)));
            await queue.Append(new(1, new(100, false)));
            Assert.Equal(44, queue.Bytes);
            await queue.RemoveHead();
            Assert.Equal(100, queue.Bytes);
            await queue.RemoveHead();
            Assert.Equal(0, queue.Bytes);
        });
    }

    [Fact]
    public void Count_IsNotTold_WhereTheDriverKeepsNone()
    {
        var queue = Queue(Parameters.Default with { Queues = 4 }, new SlotEstimate(), 3);
        TestMachine.Now(async () =>
        {
            await queue.Lock.Acquire();
            await queue.Append(new(0, new(200, false)));
            await queue.RemoveHead();
        });
        Assert.Equal([(EventKind.PacketAccepted, 3, -1L), (EventKind.PacketDequeued, 3, -1L)], machine.Events.Select(e => (e.Kind, e.Queue, e.Value)));
    }

    [Theory]
    [InlineData(1, false, 0, 1)]
    [InlineData(4096, false, 0, 1)]
    [InlineData(4097, false, 0, 2)]
    [InlineData(1514, false, 0, 1)]
    [InlineData(65_536, false, 0, 16)]
    [InlineData(65_536, true, 0, 17)]
    [InlineData(1, true, 0, 2)]
    [InlineData(60, false, 256, 2)]       // an extra descriptor
    [InlineData(3840, false, 256, 2)]
    [InlineData(3841, false, 256, 3)]
    [InlineData(65_536, true, 256, 20)]   // 18 full and the rest, GSO, headroom
    [InlineData(3, false, 4095, 4)]       // one byte in each
    public void SlotsOf_IsDataAndOneForEachExtra(int length, bool gso, int headroom, int slots) =>
        Assert.Equal(slots, (Parameters.Default with { XdpHeadroom = headroom }).SlotsOf(length, gso));

    // The linear area is a page at most, and fragments lie in a page each.
    [Theory]
    [InlineData(60, 0, 1)]
    [InlineData(60, 4036, 1)]
    [InlineData(60, 4037, 2)]
    [InlineData(4096, 1, 2)]
    [InlineData(5000, 0, 2)]
    [InlineData(5000, 1, 3)]
    [InlineData(65_536, 4095, 17)]
    public void Pages_AreThoseOfTheLinearArea_AndOneForEachFragment(int length, int offset, int pages)
    {
        var packet = new Packet(0, new(length, false, offset));
        Assert.Equal(pages, packet.Pages(4096));
        int pieces = 0;
        for (int at = 0; at < length; at = packet.PageEnd(at, 4096)) pieces++;
        Assert.Equal(pages, pieces);
        // The slots are filled from as many pages as it takes.
        Assert.Equal((length + 4095) / 4096, Parameters.Default.SlotsOf(packet));
    }

    [Theory]
    [InlineData(true, 1500, 65_536)]
    [InlineData(false, 1500, 1514)]
    [InlineData(false, 65_535, 65_536)]
    public void MaxPacketBytes_IsTheFrame_OrWhatGsoAllows(bool gso, int mtu, int bytes) =>
        Assert.Equal(bytes, (Parameters.Default with { Gso = gso, Mtu = mtu }).MaxPacketBytes);

    private PacketQueue Queue(Parameters? parameters = null, Revision? revision = null, int number = 0)
    {
        var vif = new Vif(machine.Kernel, revision ?? new ByteLimit(), parameters ?? Parameters.Default, 0);
        vif.Events.Sink = machine;
        return vif.Queues[number].Packets;
    }
}
