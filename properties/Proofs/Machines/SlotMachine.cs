using Netback.Properties.Proofs.Language;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Machines;

/// <summary>Slots that the driver looks for before it sends a packet, and slots that the packet takes; with pages of 4 KiB.</summary>
public sealed class SlotMachine
{
    private const int Page = 4096, Largest = 65_536, Header = Parameters.EthernetHeader;

    /// <param name="revision">Not <c>slot-estimate</c>.</param>
    /// <param name="headroom">Bytes of XDP headroom.</param>
    public SlotMachine(Revision revision, int headroom)
    {
        Machine = new("slots", "one packet after the other is sent, of any length that the stack may offer to the vif.");
        var gsoVif = GsoVif = Machine.Constant("gso-vif", Sort.Bool, "whether the guest takes GSO packets");
        var mtu = Mtu = Machine.Constant("mtu", Sort.Whole, "bytes of payload of the largest packet without GSO");
        Covered = Machine.Variable("covered", Sort.Bool, "whether no packet has taken more slots than were looked for", true);
        Looked = Machine.Variable("looked", Sort.Whole, "slots that were looked for before the last packet was sent", 0);
        Taken = Machine.Variable("taken", Sort.Whole, "slots that it took", 0);
        Length = new("length", Sort.Whole, "bytes of the packet, with its header of 14 bytes");
        Gso = new("gso", Sort.Bool, "whether it is a GSO packet");
        Machine.Assume("sizes", "The mtu is one that Linux allows.", (mtu >= 68) & (mtu <= 65_521));
        var fits = (Length > 0) & (Length <= Largest) & (gsoVif | (Length <= mtu + Header)) & Gso.Implies(gsoVif);
        var extra = Term.If(Gso, 1, 0);
        var pages = Pages(Length, Page) + extra;
        var takes = headroom == 0 ? pages : Pages(Length, Page - headroom) + extra + 1;
        Term need = revision switch
        {
            Proposed => takes,
            HeadNeed => pages,
            FewerSlots => Term.If(gsoVif, 17, Pages(mtu, Page)),
            _ => 18,
        };
        Machine.Step("rx-sends", "rx", "looks for the slots that it thinks the packet needs, and sends it", [Length, Gso], fits,
            (Looked, need), (Taken, takes), (Covered, Covered & (takes <= need)));
    }

    public AbstractMachine Machine { get; }
    public Variable GsoVif { get; }
    public Variable Mtu { get; }
    public Variable Covered { get; }
    public Variable Looked { get; }
    public Variable Taken { get; }
    public Variable Length { get; }
    public Variable Gso { get; }

    private static Term Pages(Term bytes, int size) => Term.Divided(bytes + (size - 1), size);
}
