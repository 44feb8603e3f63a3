namespace Netback.Properties.Generation;

/// <summary>
/// Random choices from one seed word: SplitMix64. The seed comes from FsCheck; expanding it here costs a fraction of what
/// combinators would cost for each step. The same seed gives the same choices, everywhere and for ever.
/// </summary>
public sealed class RandomSource(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="count"/> - 1, all equally likely.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>A number from the first to the last, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    public T Pick<T>(params ReadOnlySpan<T> of) => of[Below(of.Length)];

    /// <summary>An index, as often as its weight says. At least one weight is above 0.</summary>
    public int Weighted(params ReadOnlySpan<int> weights)
    {
        int total = 0;
        foreach (int weight in weights) total += weight;
        int at = 0;
        for (int left = Below(total); left >= weights[at]; at++) left -= weights[at];
        return at;
    }
}
