using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Netback.Properties.Exploration;

/// <summary>Takes bits out of a word.</summary>
internal static class BitGather
{
    /// <summary>Whether the bits may lie apart from each other: where the processor has an instruction for that.</summary>
    public static bool IsFast => Bmi2.X64.IsSupported;

    /// <summary>The bits of a mask, moved together. They lie side by side unless it is fast.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong word, ulong mask) => IsFast ? Bmi2.X64.ParallelBitExtract(word, mask) : (word & mask) >> BitOperations.TrailingZeroCount(mask);
}
