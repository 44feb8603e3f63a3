using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>One queue of a scenario in the making: the steps that concern it, and the phrases that all behaviours use.</summary>
public sealed class QueueBuilder
{
    private const int PageSize = 4096, SmallBytes = 60;

    private readonly int queue;

    internal QueueBuilder(ScenarioBuilder builder, int queue)
    {
        (ScenarioBuilder, this.queue) = (builder, queue);
        GuestView = new(builder.Vif, builder.SendsFrom);
        Quirk = builder.RandomSource.Between(1, 17);
    }

    public ScenarioBuilder ScenarioBuilder { get; }
    public RandomSource RandomSource => ScenarioBuilder.RandomSource;
    public Parameters Vif => ScenarioBuilder.Vif;
    public GuestView GuestView { get; }

    /// <summary>1 to 17, drawn once: what it stands for is up to the behaviour (slots held, turns until it changes).</summary>
    public int Quirk { get; }

    /// <summary>Turns that its guest has had.</summary>
    public int Turns { get; set; }

    public void Xmit(int length, bool gso, int count = 1)
    {
        var step = Step.Xmit(queue, length, gso, count);
        if (ScenarioBuilder.HasShapes) step = step with { Offset = DrawOffset(length), Hash = Vif.Hash && !RandomSource.OneIn(4) };
        if (ScenarioBuilder.Add(step)) GuestView.Xmit(length, Vif.SlotsOf(step.Packet), count, ScenarioBuilder.NowMs);
    }

    /// <summary>None, or the headroom that Linux has in front of a frame; or anywhere, often so that the linear area just crosses a page, or just does not.</summary>
    private int DrawOffset(int length)
    {
        int last = Math.Max(0, Vif.PageSize - length);
        return RandomSource.Pick(0, 66, last, Math.Min(last + 1, Vif.PageSize - 1), RandomSource.Below(Vif.PageSize), Vif.PageSize - 1);
    }

    public void Post(int count)
    {
        if (ScenarioBuilder.Add(Step.Post(queue, count))) GuestView.Post(count);
    }

    public void Consume(int count)
    {
        if (ScenarioBuilder.Add(Step.Consume(queue, count))) GuestView.Consume(count);
    }

    public void Kick() => ScenarioBuilder.Add(Step.Kick(queue));

    public void FailCopies(int count) => ScenarioBuilder.Add(Step.FailCopies(queue, count));

    public void KickTx() => ScenarioBuilder.Add(Step.KickTx(queue));

    public void Forge(uint value) => ScenarioBuilder.Add(Step.SetReqProd(queue, value));

    /// <summary>Lets the Rx thread run, alone or with everything else.</summary>
    public void Serve()
    {
        if (!ScenarioBuilder.UsesRun) ScenarioBuilder.Advance(0);
        else if (ScenarioBuilder.Add(Step.Run(queue))) GuestView.Serve();
    }

    /// <summary>The thread runs, the guest takes all answers and posts.</summary>
    public void Refill(int count)
    {
        Serve();
        Consume(Vif.RingSize);
        if (count > 0) Post(count);
    }

    /// <summary>Uses slots up, or posts, until about this many are on offer.</summary>
    public void LeaveOnly(int slots)
    {
        Serve();
        if (GuestView.Free < slots) Post(slots - GuestView.Free);
        int small = Vif.SlotsOf(SmallBytes, gso: false);
        // A driver that sends only from 18 slots on gets below that only by a packet that takes several.
        if (Vif.Gso && GuestView.Free > Vif.MaxPacketSlots && slots <= Vif.MaxPacketSlots - 2)
        {
            Xmit(SmallBytes, gso: false, Math.Max(1, (GuestView.Free - Vif.MaxPacketSlots) / small));
            int extra = Vif.SlotsOf(1, gso: true) - 1;
            Xmit(Math.Clamp((Vif.MaxPacketSlots - slots - extra) * Vif.SlotBytes, 1, Vif.MaxPacketBytes), gso: true);
            Serve();
        }
        if (GuestView.Free - slots < small) return;
        Xmit(SmallBytes, gso: false, (GuestView.Free - slots) / small);
        Serve();
    }

    /// <summary>Packets as the case prefers them.</summary>
    public void XmitAny(int count)
    {
        int length = ScenarioBuilder.Sizes switch
        {
            PacketSizes.Boundary => (RandomSource.Between(0, 16) * PageSize) + RandomSource.Between(-1, 1),
            PacketSizes.Any => RandomSource.Between(1, Vif.MaxPacketBytes),
            _ => RandomSource.Pick(SmallBytes, 90, 342, 590, 1400, 1514, 1514, Vif.Mtu + Parameters.EthernetHeader, 2962, 16_450),
        };
        XmitOf(length, count);
    }

    public void XmitSmall(int count) => Xmit(RandomSource.Pick(SmallBytes, SmallBytes, 42, 90, 342), gso: false, count);

    /// <summary>Packets of the largest sizes that the vif takes.</summary>
    public void XmitBig(int count) => XmitOf(Vif.Gso ? RandomSource.Pick(65_226, 65_536, 65_535, 40_000, 20_000) : Vif.MaxPacketBytes, count);

    /// <summary>Packets of the largest size that the vif takes without GSO.</summary>
    public void XmitFrames(int count) => Xmit(Vif.Mtu + Parameters.EthernetHeader, gso: false, count);

    /// <summary>A packet that needs more slots than are on offer, if there is such a packet; often just one more.</summary>
    public void XmitMisfit()
    {
        if (RandomSource.OneIn(3)) XmitBig(1);
        else XmitOf((Math.Min(GuestView.Free, 15) * Vif.SlotBytes) + RandomSource.Pick(1, 60, 1000), 1);
    }

    /// <summary>Packets of that length, or of the nearest that the vif takes, as GSO packets where that is a must.</summary>
    public void XmitOf(int length, int count)
    {
        length = Math.Clamp(length, 1, Vif.MaxPacketBytes);
        bool gso = length > Vif.Mtu + Parameters.EthernetHeader || (Vif.Gso && RandomSource.OneIn(8));
        Xmit(length, gso, count);
    }

}
