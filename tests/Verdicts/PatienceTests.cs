using Netback.Properties.Verdicts;
using Xunit;

namespace Netback.Tests.Verdicts;

/// <summary>When a case counts as one that does not end.</summary>
public sealed class PatienceTests
{
    private static readonly object Case = new();

    private readonly Patience patience = new(TimeSpan.FromSeconds(30));

    [Fact]
    public void CaseThatTakesItsTime_IsGivenUp_AtTheLimit() => Assert.Equal(150, LooksUntilItEnds(1.0));

    /// <summary>As when a process is stopped, or others have the CPUs: who watches hardly gets to look, or the case to go on.</summary>
    [Theory]
    [InlineData(0.25, 600)]
    [InlineData(0.0, 1500)]
    public void CaseThatHardlyGetsACpu_IsWaitedForLonger(double share, int looks) => Assert.Equal(looks, LooksUntilItEnds(share));

    /// <summary>However much CPU time other threads take meanwhile, and however long nobody looked.</summary>
    [Fact]
    public void LookAfterALongBreak_EndsNothing()
    {
        Assert.False(patience.EndsWith(Case, TimeSpan.Zero));
        Assert.False(patience.EndsWith(Case, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void EachCase_HasTimeOfItsOwn()
    {
        for (int look = 0; look < 1000; look++) Assert.False(patience.EndsWith(look % 100 == 0 ? null : new object(), look * Patience.Pause));
    }

    private int LooksUntilItEnds(double share)
    {
        for (int look = 0; look < 10_000; look++)
            if (patience.EndsWith(Case, look * share * Patience.Pause)) return look;
        return int.MaxValue;
    }
}
