using Netback.Properties.Execution;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Driver;

/// <summary>When timers fire that go into the kernel's wheel.</summary>
public class TimerWheelTests
{
    // The kernel's own table: 1 ms up to 62 ms, then 8, 64, 512 and 4096 ms with a jiffy of 1 ms.
    [Theory]
    [InlineData(1000, 0, 1)]
    [InlineData(1000, 62, 1)]
    [InlineData(1000, 63, 8)]
    [InlineData(1000, 503, 8)]
    [InlineData(1000, 504, 64)]
    [InlineData(1000, 4_031, 64)]
    [InlineData(1000, 4_032, 512)]
    [InlineData(1000, 10_000, 512)]
    [InlineData(1000, 32_255, 512)]
    [InlineData(1000, 32_256, 4_096)]
    [InlineData(1000, 60_000, 4_096)]
    [InlineData(250, 10_000, 259)]
    [InlineData(250, 60_000, 2_051)]
    [InlineData(100, 10_000, 649)]
    [InlineData(100, 60_000, 5_129)]
    public void Timer_CanBeLate_ByTheGranularityOfItsLevel(int hz, long ms, long latest) => Assert.Equal(latest, new TimerWheel(hz).LatestMs(ms));

    [Theory]
    [InlineData(1000, 0, 10_000, 10_240)]
    [InlineData(1000, 239, 10_000, 10_240)]
    [InlineData(1000, 240, 10_000, 10_752)]
    [InlineData(1000, 5, 0, 6)]
    [InlineData(1000, 5, 7, 13)]
    [InlineData(250, 0, 10_000, 10_240)]
    [InlineData(250, 3, 1, 8)]
    [InlineData(100, 0, 60_000, 61_440)]
    public void Timer_FiresAtTheNextMultipleOfItsGranularity(int hz, ulong now, long ms, ulong fires) =>
        Assert.Equal(new Jiffies(fires), new TimerWheel(hz).FiresAt(new(now), ms));

    [Theory]
    [InlineData(100)]
    [InlineData(250)]
    [InlineData(1000)]
    public void Timer_IsNeverEarly_NorLaterThanItCanBe_AndReachesBoth(int hz)
    {
        var wheel = new TimerWheel(hz);
        var random = new Random(1);
        long least = long.MaxValue;
        for (int i = 0; i < 20_000; i++)
        {
            long ms = random.Next(i % 2 == 0 ? 700 : 100_000);
            var now = new Jiffies((i % 3 == 0 ? ulong.MaxValue - 50_000 : 0) + (ulong)random.Next(60_000));
            long late = wheel.FiresAt(now, ms) - now - ms;
            Assert.InRange(late, 1, wheel.LatestMs(ms));
            least = Math.Min(least, wheel.LatestMs(ms) - late);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void RateOfWhichAJiffyIsNoWholeMs_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new TimerWheel(300));

    /// <summary>What people see: a packet that is to go after 10 s goes after 10.24 s.</summary>
    [Theory]
    [InlineData(0, 10_000)]
    [InlineData(1000, 10_240)]
    [InlineData(100, 10_240)]
    public void PacketThatNobodyTakes_ExpiresWhenTheThreadWakes(int hz, long expires)
    {
        var scenario = new Scenario("late", Parameters.Default with { TimerHz = hz }, HostStack.HonoursStop,
            [Step.Xmit(0, 60), Step.Advance(0), Step.Advance(expires - 1), Step.Advance(1)]);
        var expired = Recorder.Trace(scenario, History.Find("byte-limit")!).Select(line => line.Queues[0].Expired);
        Assert.Equal([0, 0, 0, 0, 1], expired);
    }
}
