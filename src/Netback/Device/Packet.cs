namespace Netback;

/// <summary>An skb as far as this path sees it: a linear area of at most a page, which may begin anywhere in one, and page-aligned fragments; no VLAN.</summary>
public sealed class Packet : Pooled
{
    private const int LengthField = 0, GsoField = 1, ExpiresField = 2, NextField = 3, UsedField = 4, FreedField = 5, DamagedField = 6, OffsetField = 7, HashField = 8;

    private int length, offset;
    private bool gso, hash, isUsed, isFreed, isDamaged;
    private Deadline expires;
    private Packet? next;

    /// <param name="id">Number of the packet among all that the stack offered to the vif, from 0.</param>
    /// <param name="shape">What there is of it.</param>
    /// <param name="machine">The machine that it is made in, or null where nothing is freed.</param>
    public Packet(int id, PacketShape shape, Machine? machine = null) : base(machine, null, 0) => (Id, length, gso, offset, hash, isUsed) = (id, shape.Length, shape.Gso, shape.Offset, shape.Hash, true);

    private Packet(Machine machine, int slot) : base(machine, machine.Pool, slot) { }

    /// <summary>Number among all that the stack offered to the vif, from 0. For people: nothing may depend on it.</summary>
    public int Id { get; private set; }

    public int Length
    {
        get
        {
            Touch();
            Reads(LengthField);
            return length;
        }
    }

    public bool Gso
    {
        get
        {
            Touch();
            Reads(GsoField);
            return gso;
        }
    }

    /// <inheritdoc cref="PacketShape.Offset"/>
    public int Offset
    {
        get
        {
            Touch();
            Reads(OffsetField);
            return offset;
        }
    }

    /// <summary>Whether it has a hash that the guest has asked for, in a revision that passes it on.</summary>
    public bool Hash
    {
        get
        {
            Touch();
            Reads(HashField);
            return hash;
        }
    }

    /// <summary>From when on it may be dropped.</summary>
    public Deadline Expires
    {
        get
        {
            Touch();
            Reads(ExpiresField);
            return expires;
        }
        set
        {
            Touch();
            Writes(ExpiresField);
            expires = value;
        }
    }

    /// <summary>The packet behind it in its queue, or null.</summary>
    public Packet? Next
    {
        get
        {
            Touch();
            Reads(NextField);
            return next;
        }
        internal set
        {
            Touch();
            Writes(NextField);
            next = value;
        }
    }

    /// <summary>Whether its memory has been given back: nobody may look at it any more.</summary>
    public bool IsFreed
    {
        get
        {
            Reads(FreedField);
            return isFreed;
        }
    }

    /// <summary>Whether a part of it could not be copied to the guest, which learns of that by the status of a response.</summary>
    public bool IsDamaged
    {
        get
        {
            Reads(DamagedField);
            return isDamaged;
        }
    }

    protected override bool IsUsed
    {
        get
        {
            Reads(UsedField);
            return isUsed;
        }
    }

    protected override bool IsGone => isFreed;

    protected override Pooled? Following => next;

    /// <summary>A packet that the stack offers: a new one, or in a machine whose states are saved one of a few slots.</summary>
    /// <exception cref="NotSupportedException">No slot is free.</exception>
    public static Packet Create(Machine machine, PacketShape shape)
    {
        int id = machine.NextNumber();
        if (machine.Pool is not { } pool) return new(id, shape, machine);
        var packet = (Packet)pool.Free;
        for (int field = LengthField; field <= HashField; field++) packet.Writes(field);
        (packet.Id, packet.length, packet.gso, packet.offset, packet.hash, packet.expires, packet.next, packet.isUsed, packet.isFreed, packet.isDamaged)
            = (id, shape.Length, shape.Gso, shape.Offset, shape.Hash, Deadline.Never, null, true, false, false);
        return packet;
    }

    /// <summary>Makes the slots of a machine whose states are saved.</summary>
    public static void FillPool(Machine machine, int slots) =>
        machine.Pool?.Fill(slots, slot => new Packet(machine, slot), new Packet(-1, default, machine) { isFreed = true });

    /// <summary>Where the host's page ends that holds what comes after so many bytes of it: nothing is copied across that. The linear area, a page of it at most, may
    /// cross a page; what follows lies in fragments of a page each.</summary>
    public int PageEnd(int at, int pageSize) => at < pageSize - Offset ? pageSize - Offset : (at / pageSize + 1) * pageSize;

    /// <summary>Pages of the host that its linear area and its fragments lie in.</summary>
    public int Pages(int pageSize) => (Length + pageSize - 1) / pageSize + (Offset + Math.Min(Length, pageSize) > pageSize ? 1 : 0);

    /// <summary>Whoever runs reads or writes a field of it.</summary>
    internal void Touch()
    {
        if (IsFreed) UsedWhenGone();
    }

    /// <summary>Its memory is given back.</summary>
    internal void Free()
    {
        Writes(FreedField);
        isFreed = true;
    }

    /// <summary>A copy of it has failed.</summary>
    internal void Damage()
    {
        Writes(DamagedField);
        isDamaged = true;
    }

    protected override void Declare(Fields fields)
    {
        fields.Add("length", () => length, v => length = v);
        fields.Add("gso", () => gso, v => gso = v);
        fields.Add("expires", () => expires, v => expires = v);
        fields.Add("next", () => next, v => next = v);
        fields.Add("used", () => isUsed, v => isUsed = v);
        fields.Add("freed", () => isFreed, v => isFreed = v);
        fields.Add("damaged", () => isDamaged, v => isDamaged = v);
        fields.Add("offset", () => offset, v => offset = v);
        fields.Add("hash", () => hash, v => hash = v);
    }
}
