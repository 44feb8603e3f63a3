namespace Netback.Revisions;

/// <summary>
/// <c>xsa-392</c> in the order of reads that a compiler may make of it, and gcc 12 makes at -O2: only rx_slots_needed is read as a volatile, so that
/// the two looks at the stalled mark become one, and ready reads the ring's indices before the need. On real machines both orders exist.
/// </summary>
/// <remarks>Seen in the compiled code. The recordings are of code in the order of the source (-O1), so that nothing is recorded of this one.</remarks>
public class ReorderedXsa392 : Xsa392
{
    public override string Name => "xsa-392-reordered";
    public override string? InterleavedRecording => null;
    public override string Summary => "xsa-392, reads in the order of gcc -O2";

    protected override bool ReordersReads => true;
}
