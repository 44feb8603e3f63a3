using Xunit;

namespace Netback.Tests.Specification;

/// <summary>Monitors of what waits in the queue, on streams made by hand: a correct one beside each broken one.</summary>
public class MemoryMonitorTests
{
    private const int Largest = 65_536, FullLoads = 8;

    [Theory]
    [InlineData("BoundedMemory@honest")]
    [InlineData("BoundedMemory@hostile")]
    [InlineData("BoundedMemoryForAnyHost@any-host")]
    public void BoundedMemory_AtTheBound_Holds_AndOneByteMore_Breaks(string claim) =>
        new EventScript(claim)
            .Accept(Largest, gso: true, FullLoads + 1).Holds(reached: 0)
            .BreaksBy(s => s.Accept(1), "queue 0 holds 589,825 bytes, the bound is 589,824 bytes", reached: 1);

    // The limit itself counts as full from then on, so that the last packet is let in at a byte below it.
    [Theory]
    [InlineData("xsa-392")]
    [InlineData("xsa-424")]
    [InlineData("proposed")]
    public void BoundedMemoryForAnyHost_WhereFullPacketsAreRefused_Holds_AtOneByteLess_AndAbove_Breaks(string revision)
    {
        var below = new EventScript("BoundedMemoryForAnyHost@any-host", revision).Accept(Largest, gso: true, FullLoads - 1).Accept(Largest - 1);
        below.Accept(Largest).Holds(reached: 0).BreaksBy(s => s.Accept(1), "the bound is 589,823 bytes", reached: 1);
    }

    [Fact]
    public void BoundedMemory_WithoutGso_ReckonsWithThePacketsThereAre() =>
        new EventScript("BoundedMemory@honest", vif: Parameters.Default with { Gso = false, QueueLimit = 3000 })
            .Accept(1500, count: 2).Accept(1514).Holds(reached: 0)
            .BreaksBy(s => s.Accept(1), "the bound is 4,514 bytes");

    [Fact]
    public void BoundedMemory_LooksAtEachQueueByItself_AndForgetsWhatLeft()
    {
        var script = new EventScript("BoundedMemory@honest", vif: Parameters.Default with { Queues = 2 });
        script.Accept(Largest, true, FullLoads + 1).Accept(Largest, true, FullLoads + 1, queue: 1).Expire().Accept(Largest, true).Holds(reached: 0)
            .BreaksBy(s => s.Accept(1, queue: 1), "queue 1 holds");
    }

    // 15 frames carry 900 bytes, the limit of 924 leaves room for one more packet, of 1,514 bytes.
    [Theory]
    [InlineData("BoundedFootprint@honest", "byte-limit")]
    [InlineData("BoundedFootprint@any-host", "xsa-424")]
    public void BoundedFootprint_WorstMix_Holds_AndOneShortFrameMore_Breaks(string claim, string revision) =>
        new EventScript(claim, revision, Parameters.Default with { Gso = false, QueueLimit = 924 })
            .Accept(60, count: 15).Accept(1514).Holds(reached: 0)
            .BreaksBy(s => s.Accept(60), "queue 0 holds 14,592 bytes of memory in 17 packets of 2,474 bytes, the bound is 13,824 bytes", reached: 768);

    [Fact]
    public void BoundedFootprint_ForgetsWhatLeft_AndLooksAtEachQueueByItself()
    {
        var script = new EventScript("BoundedFootprint@honest", vif: Parameters.Default with { Queues = 2, Gso = false, QueueLimit = 924 });
        script.Accept(60, count: 15).Accept(1514).Expire().Accept(60).Accept(60, count: 15, queue: 1).Accept(1514, queue: 1).Holds(reached: 0)
            .BreaksBy(s => s.Accept(60, queue: 1), "queue 1 holds");
    }

    // No bound on bytes says how many packets of a byte there may be: nobody sends these.
    [Fact]
    public void BoundedFootprint_PacketsShorterThanAnyFrame_AreNotJudged_UntilTheyHaveLeft()
    {
        var script = new EventScript("BoundedFootprint@honest", vif: Parameters.Default with { Gso = false, QueueLimit = 924 });
        script.Accept(59, count: 20).Holds();
        for (int i = 0; i < 20; i++) script.Expire();
        script.Accept(60, count: 15).Accept(1514).Holds(reached: 0).BreaksBy(s => s.Accept(60), "the bound is 13,824 bytes");
    }

    [Fact]
    public void ByteAccounting_CountThatIsTheSum_Holds_AndOneByteOff_Breaks()
    {
        var script = new EventScript("ByteAccounting@honest");
        Packet first = script.New(100), second = script.New(200);
        script.Accept(first, counted: 100).Accept(second, counted: 300).Dequeue(first, counted: 200).Holds()
            .BreaksBy(s => s.Dequeue(second, counted: 1), "the driver counts 1 byte in queue 0, there are 0 bytes");
    }

    [Fact]
    public void ByteAccounting_CountThatWraps_Breaks()
    {
        var script = new EventScript("ByteAccounting@any-host");
        const int most = ushort.MaxValue;
        for (int i = 1; i <= most; i++) script.Accept(script.New(Largest), counted: (long)i * Largest);
        script.Holds().BreaksBy(s => s.Accept(s.New(Largest), counted: 0), "the driver counts 0 bytes in queue 0, there are 4,294,967,296 bytes");
    }

    [Fact]
    public void ByteAccounting_DriverThatKeepsNoCount_Holds() => new EventScript("ByteAccounting@honest").Accept().Expire().Holds();

    [Fact]
    public void FifoExactlyOnce_PacketsInOrder_WhateverTheirFate_Holds()
    {
        var script = new EventScript("FifoExactlyOnce@honest");
        Packet a = script.New(), b = script.New(), c = script.New(), d = script.New();
        script.Accept(a).Accept(b).Accept(c).Accept(d)
            .Dequeue(a).Dequeue(b).Add(EventKind.PacketDelivered, packet: a).Add(EventKind.PacketDelivered, packet: b).Sleep()
            .Dequeue(c).Add(EventKind.PacketExpired, packet: c)
            .Dequeue(d).Add(EventKind.PacketPurged, packet: d).Add(EventKind.RxEnded).Holds();
    }

    [Fact]
    public void FifoExactlyOnce_OfferedAndDecided_Holds()
    {
        var script = new EventScript("FifoExactlyOnce@honest");
        Packet a = script.New(), b = script.New();
        script.Add(EventKind.PacketOffered, packet: a).Accept(a)
            .Add(EventKind.PacketOffered, packet: b).Add(EventKind.PacketRefused, packet: b).Pass(1).Holds();
    }

    [Fact]
    public void FifoExactlyOnce_OfferedAndForgotten_Breaks()
    {
        const string What = "packet #0 was offered, and neither accepted nor refused";
        Offered().Pass(1).BreaksBy(s => s.Add(EventKind.AtRest), What);
        Offered().Add(EventKind.PacketOffered, packet: new(1, new(60, false))).BreaksBy(s => s.Add(EventKind.AtRest), What);

        static EventScript Offered()
        {
            var script = new EventScript("FifoExactlyOnce@honest");
            return script.Add(EventKind.PacketOffered, packet: script.New());
        }
    }

    [Fact]
    public void FifoExactlyOnce_SecondPacketFirst_Breaks()
    {
        var script = new EventScript("FifoExactlyOnce@honest");
        Packet a = script.New(), b = script.New();
        script.Accept(a).Accept(b).BreaksBy(s => s.Dequeue(b), "packet #1 left the queue, and was not at its head");
    }

    [Fact]
    public void FifoExactlyOnce_DeliveredInAnotherOrderThanTaken_Breaks()
    {
        var script = new EventScript("FifoExactlyOnce@honest");
        Packet a = script.New(), b = script.New();
        script.Accept(a).Accept(b).Dequeue(a).Dequeue(b)
            .BreaksBy(s => s.Add(EventKind.PacketDelivered, packet: b), "packet #1 met its fate (PacketDelivered) out of turn");
    }

    [Theory]
    [InlineData(EventKind.PacketDelivered)]
    [InlineData(EventKind.PacketExpired)]
    [InlineData(EventKind.PacketPurged)]
    public void FifoExactlyOnce_SecondFate_Breaks(EventKind fate)
    {
        var script = new EventScript("FifoExactlyOnce@honest");
        var a = script.New();
        script.Accept(a).Dequeue(a).Add(EventKind.PacketDelivered, packet: a)
            .BreaksBy(s => s.Add(fate, packet: a), $"packet #0 met its fate ({fate}) a second time, or in the queue");
    }

    [Theory]
    [InlineData(EventKind.RxSlept)]
    [InlineData(EventKind.RxEnded)]
    public void FifoExactlyOnce_PacketTakenOutAndForgotten_Breaks(EventKind end)
    {
        var script = new EventScript("FifoExactlyOnce@honest");
        var a = script.New();
        script.Accept(a).Dequeue(a)
            .BreaksBy(s => s.Add(end), "packet #0 was taken out of queue 0 and is neither delivered nor dropped");
    }

    [Fact]
    public void TeardownWithinDrain_QueueEmptyInTime_Holds_AndOneTickLater_Breaks()
    {
        new EventScript("TeardownWithinDrain@honest").Sleep().Accept().Pass(5_000).Accept().Pass(10_001).Expire().Expire().Pass(1).Holds();
        new EventScript("TeardownWithinDrain@honest").Sleep().Accept().Pass(5_000).Accept().Pass(10_001).Holds()
            .BreaksBy(s => s.Pass(1), "queue 0 still holds 2 packets 10,002 ms after the last one came in");
    }

    [Fact]
    public void TeardownWithinDrain_TimeWithoutCpu_DoesNotCount() =>
        new EventScript("TeardownWithinDrain@honest").Accept().Pass(7_000, starved: true).Pass(10_001).Holds()
            .BreaksBy(s => s.Pass(1), "still holds 1 packet");

    [Fact]
    public void TeardownWithinDrain_PacketLeftAtTheEnd_Breaks()
    {
        new EventScript("TeardownWithinDrain@honest").Accept().Expire().Add(EventKind.Disconnected).Holds();
        new EventScript("TeardownWithinDrain@honest").Accept()
            .BreaksBy(s => s.Add(EventKind.Disconnected), "queue 0 still holds 1 packet when all is torn down");
    }

    [Theory]
    [InlineData(Cause.NotReady, "the carrier was on, and the vif is not ready")]
    [InlineData(Cause.QueueFull, "queue 0 is full")]
    public void NoLossForObedientHost_RefusalOfAFullQueue_OrOfAVifThatIsNotReady_Breaks(Cause cause, string why) =>
        new EventScript("NoLossForObedientHost@honest").CarrierOn()
            .BreaksBy(s => s.Add(EventKind.PacketRefused, packet: s.New(), cause: cause), $"packet #0 was refused: {why}");

    /// <summary>Whoever has looked at the carrier before cannot know.</summary>
    [Theory]
    [InlineData(EventKind.Disconnecting)]
    [InlineData(EventKind.ConnectionClosed)]
    [InlineData(EventKind.Disabled)]
    public void NoLossForObedientHost_VifThatIsGoneAsThePacketComes_Holds(EventKind gone) =>
        new EventScript("NoLossForObedientHost@honest").CarrierOn().Add(gone).With(s => s.Add(EventKind.PacketRefused, packet: s.New(), cause: Cause.NotReady)).Holds();

    [Fact]
    public void NoFreeUnderLock_PacketFreedUnderTheLock_Breaks_AndOutside_Holds()
    {
        var script = new EventScript("NoFreeUnderLock@honest");
        var a = script.New();
        script.Add(EventKind.PacketRefused, packet: a, cause: Cause.QueueFull).Holds()
            .BreaksBy(s => s.Add(EventKind.FreedUnderLock, packet: a), "packet #0 was freed with the lock of queue 0 held");
    }
}
