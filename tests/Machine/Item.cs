using Netback.States;

namespace Netback.Tests.Machines;

/// <summary>Something in a slot: a number and a link.</summary>
internal sealed class Item : Pooled
{
    private const int ValueField = 0, NextField = 1, UsedField = 2, GoneField = 3;

    private int value;
    private Item? next;
    private bool isUsed, isGone;

    private Item(Pool? pool, int slot) : base(null, pool, slot) { }

    public int Value => value;

    public Item? Next
    {
        get => next;
        set
        {
            Writes(NextField);
            next = value;
        }
    }

    public int Place => Slot;

    protected internal override bool IsUsed => isUsed;

    protected internal override bool IsGone => isGone;

    protected internal override Pooled? Following => next;

    /// <summary>Makes the slots.</summary>
    public static void Fill(Machine machine, int slots) =>
        machine.Pool!.Fill(slots, slot => new Item(machine.Pool, slot), new Item(null, 0) { isGone = true });

    public static Item Create(Machine machine, int value)
    {
        var item = (Item)machine.Pool!.Free;
        for (int field = ValueField; field <= GoneField; field++) item.Writes(field);
        (item.value, item.next, item.isUsed, item.isGone) = (value, null, true, false);
        return item;
    }

    public void Free()
    {
        Writes(GoneField);
        isGone = true;
    }

    protected override void Declare(Fields fields)
    {
        fields.Add("value", () => value, v => value = v);
        fields.Add("next", () => next, v => next = v);
        fields.Add("used", () => isUsed, v => isUsed = v);
        fields.Add("gone", () => isGone, v => isGone = v);
    }
}
