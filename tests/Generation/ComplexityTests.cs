using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Xunit;

namespace Netback.Tests.Generation;

public class ComplexityTests
{
    [Fact]
    public void FewerSteps_OutweighEverythingElse() => Simpler(
        Cases.Of(Step.Xmit(0, 65_536, gso: true, count: 1000)) with { StartIndex = 77 },
        Cases.Of(Step.Kick(0), Step.Kick(0)));

    [Fact]
    public void UsualLengths_AreSimplerThanSmallerOnes()
    {
        Simpler(Cases.Of(Step.Xmit(0, 60)), Cases.Of(Step.Xmit(0, 1514)));
        Simpler(Cases.Of(Step.Xmit(0, 1514)), Cases.Of(Step.Xmit(0, 1)));
        Simpler(Cases.Of(Step.Xmit(0, 1)), Cases.Of(Step.Xmit(0, 2)));
    }

    [Fact]
    public void IndicesNearTheWrap_AreSimplerThanDistantOnes()
    {
        Simpler(Cases.Of() with { StartIndex = 5 }, Cases.Of() with { StartIndex = uint.MaxValue - 4 });
        Simpler(Cases.Of() with { StartIndex = uint.MaxValue - 4 }, Cases.Of() with { StartIndex = 6 });
        Simpler(Cases.Of() with { StartJiffies = ulong.MaxValue }, Cases.Of() with { StartJiffies = 1UL << 63 });
    }

    [Fact]
    public void UsualTimeouts_AreTheSimplest()
    {
        Simpler(Cases.Of(), Cases.Of() with { Vif = Parameters.Default with { DrainTimeoutMs = 0 } });
        Simpler(Cases.Of(), Cases.Of() with { Vif = Parameters.Default with { StallTimeoutMs = 0 } });
    }

    private static void Simpler(Scenario a, Scenario b) => Assert.True(Complexity.Of(a) < Complexity.Of(b));
}
