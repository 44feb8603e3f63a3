using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>One queue of a scenario in the making: the steps that concern it, and the phrases that all behaviours use.</summary>
public sealed class QueueDraft
{
    private const int PageSize = 4096, SmallBytes = 60;

    private readonly int queue;

    internal QueueDraft(Draft draft, int queue)
    {
        (Draft, this.queue) = (draft, queue);
        Belief = new(draft.Vif, draft.SendsFrom);
        Quirk = draft.Dice.Between(1, 17);
    }

    public Draft Draft { get; }
    public Dice Dice => Draft.Dice;
    public Parameters Vif => Draft.Vif;
    public Belief Belief { get; }

    /// <summary>1 to 17, drawn once: what it stands for is up to the behaviour (slots held, turns until it changes).</summary>
    public int Quirk { get; }

    /// <summary>Turns that its guest has had.</summary>
    public int Turns { get; set; }

    public void Xmit(int length, bool gso, int count = 1)
    {
        if (Draft.Add(Step.Xmit(queue, length, gso, count))) Belief.Xmit(length, Vif.SlotsOf(length, gso), count, Draft.NowMs);
    }

    public void Post(int count)
    {
        if (Draft.Add(Step.Post(queue, count))) Belief.Post(count);
    }

    public void Consume(int count)
    {
        if (Draft.Add(Step.Consume(queue, count))) Belief.Consume(count);
    }

    public void Kick() => Draft.Add(Step.Kick(queue));

    public void Forge(uint value) => Draft.Add(Step.SetReqProd(queue, value));

    /// <summary>Lets the Rx thread run, alone or with everything else.</summary>
    public void Serve()
    {
        if (!Draft.UsesRun) Draft.Advance(0);
        else if (Draft.Add(Step.Run(queue))) Belief.Serve();
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
        if (Belief.Free < slots) Post(slots - Belief.Free);
        int small = Vif.SlotsOf(SmallBytes, gso: false);
        // A driver that sends only from 18 slots on gets below that only by a packet that takes several.
        if (Vif.Gso && Belief.Free > Vif.MaxPacketSlots && slots <= Vif.MaxPacketSlots - 2)
        {
            Xmit(SmallBytes, gso: false, Math.Max(1, (Belief.Free - Vif.MaxPacketSlots) / small));
            int extra = Vif.SlotsOf(1, gso: true) - 1;
            Xmit(Math.Clamp((Vif.MaxPacketSlots - slots - extra) * Vif.SlotBytes, 1, Vif.MaxPacketBytes), gso: true);
            Serve();
        }
        if (Belief.Free - slots < small) return;
        Xmit(SmallBytes, gso: false, (Belief.Free - slots) / small);
        Serve();
    }

    /// <summary>Packets as the case prefers them.</summary>
    public void XmitAny(int count)
    {
        int length = Draft.Sizes switch
        {
            PacketSizes.Boundary => (Dice.Between(0, 16) * PageSize) + Dice.Between(-1, 1),
            PacketSizes.Any => Dice.Between(1, Vif.MaxPacketBytes),
            _ => Dice.Pick(SmallBytes, 90, 342, 590, 1400, 1514, 1514, Vif.Mtu + Parameters.EthernetHeader, 2962, 16_450),
        };
        XmitOf(length, count);
    }

    public void XmitSmall(int count) => Xmit(Dice.Pick(SmallBytes, SmallBytes, 42, 90, 342), gso: false, count);

    /// <summary>Packets of the largest sizes that the vif takes.</summary>
    public void XmitBig(int count) => XmitOf(Vif.Gso ? Dice.Pick(65_226, 65_536, 65_535, 40_000, 20_000) : Vif.MaxPacketBytes, count);

    /// <summary>Packets of the largest size that the vif takes without GSO.</summary>
    public void XmitFrames(int count) => Xmit(Vif.Mtu + Parameters.EthernetHeader, gso: false, count);

    /// <summary>A packet that needs more slots than are on offer, if there is such a packet; often just one more.</summary>
    public void XmitMisfit()
    {
        if (Dice.OneIn(3)) XmitBig(1);
        else XmitOf((Math.Min(Belief.Free, 15) * Vif.SlotBytes) + Dice.Pick(1, 60, 1000), 1);
    }

    /// <summary>Packets of that length, or of the nearest that the vif takes, as GSO packets where that is a must.</summary>
    public void XmitOf(int length, int count)
    {
        length = Math.Clamp(length, 1, Vif.MaxPacketBytes);
        bool gso = length > Vif.Mtu + Parameters.EthernetHeader || (Vif.Gso && Dice.OneIn(8));
        Xmit(length, gso, count);
    }

}
