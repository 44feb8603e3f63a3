namespace Netback.Revisions;

/// <summary><c>xsa-424</c> in the order of reads of gcc 12 at -O2: see <see cref="ReorderedXsa392"/>.</summary>
public class ReorderedXsa424 : Xsa424
{
    public override string Name => "xsa-424-reordered";
    public override string? InterleavedRecording => null;
    public override string Summary => "xsa-424, reads in the order of gcc -O2";

    protected override bool ReordersReads => true;
}
