namespace Netback.States;

/// <summary>How far everything that is told by distance has moved in a step: what it means for contexts that did not run.</summary>
/// <param name="Ms">ms that have passed.</param>
/// <param name="Rings">For each ring, 16 bits: how far its consumer has gone on.</param>
/// <param name="Slots">For each slot, 4 bits: the number that it has now; 15 if what was in it is gone.</param>
internal readonly record struct Shift(int Ms, UInt128 Rings, ulong Slots)
{
    public const int MaxSlots = 15, MaxRings = 8;

    /// <summary>Nothing has moved.</summary>
    public static readonly Shift None = new(0, 0, 0xFEDCBA9876543210);

    public int RingBy(int ring) => (ushort)(Rings >> (16 * ring));

    /// <returns>The slot's new number, or null if it is gone.</returns>
    public int? SlotTo(int slot) => (int)(Slots >> (4 * slot) & 15) is var to && to == 15 ? null : to;
}
