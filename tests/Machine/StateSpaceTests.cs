using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.States;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>A state that is read, put back and read again: of the real driver, in the middle of whatever it is in the middle of.</summary>
[Trait("Category", "Long")]
public class StateSpaceTests
{
    public static TheoryData<string, string> Walks => new()
    {
        { "byte-limit", "two-packets" }, { "byte-limit", "expiring" }, { "byte-limit", "fatal" }, { "stall-detection", "stalling" },
        { "fewer-slots", "kicking" }, { "head-need", "two-sizes-ticking" }, { "late-eoi", "two-cpus" }, { "locked-peek", "two-queues" },
        { "xsa-392", "disconnecting" }, { "xsa-424", "destructors" }, { "proposed", "stalling" }, { "slot-estimate", "one-packet" },
    };

    /// <summary>What was saved, put back, goes on as it did: the same states, the same violations.</summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void SavedState_PutBack_GoesOnAsBefore(string revision, string configuration)
    {
        var walker = new StateWalker(History.Find(revision)!, Configurations.Get(configuration));
        for (int round = 0; round < 60; round++)
        {
            walker.Walk(seed: round, steps: 7);
            var saved = walker.Read();
            var first = walker.Walk(seed: 1000 + round, steps: 25);
            walker.Restore(saved);
            Assert.Equal(saved, walker.Read());
            Assert.Equal(first, walker.Walk(seed: 1000 + round, steps: 25));
            walker.Restore(saved);
            // Whatever has happened meanwhile.
            walker.Walk(seed: 2000 + round, steps: 10);
            walker.Restore(saved);
            Assert.Equal(first, walker.Walk(seed: 1000 + round, steps: 25));
        }
        Assert.True(walker.Places > 20);
    }

    /// <summary>One run is never put back, the other before each step, so that only live locals and cells go from one step to the next.</summary>
    [Theory]
    [MemberData(nameof(Walks))]
    public void RunThatIsPutBackBeforeEachStep_IsLikeOneThatNeverIs(string revision, string configuration)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            StateWalker plain = new(History.Find(revision)!, Configurations.Get(configuration)), again = new(History.Find(revision)!, Configurations.Get(configuration));
            again.RestoresBeforeEachStep = true;
            Assert.Equal(plain.Walk(seed, 120), again.Walk(seed, 120));
        }
    }

    /// <summary>States do not say where indices count from, nor how often they have wrapped.</summary>
    [Theory]
    [InlineData(1u)]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue - 1)]
    [InlineData(uint.MaxValue - 5)]
    [InlineData(0x7FFF_FFFFu)]
    public void WhereIndicesStart_DoesNotTellStatesApart(uint start)
    {
        foreach (string revision in new[] { "byte-limit", "xsa-424", "proposed" })
        {
            var configuration = Configurations.Get("two-sizes");
            for (int seed = 0; seed < 20; seed++)
                Assert.Equal(new StateWalker(History.Find(revision)!, configuration).Walk(seed, 200),
                    new StateWalker(History.Find(revision)!, configuration with { StartIndex = start }).Walk(seed, 200));
        }
    }

    [Fact]
    public void Place_SaysInWhichMethodsItIs_WithTheirLocals()
    {
        var walker = new StateWalker(new ByteLimit(), Configurations.Get("one-packet"));
        var context = walker.Model.Machine.Contexts[0];
        walker.Model.Do(new(0, 0));
        while (context.What != "takes the queue lock") walker.Model.Do(new(0, 0));
        Assert.Matches(@"^Offer@1\(.*\) > Xmit@\d.* > StartXmit@\d.* > Enqueue@0\(.*packet=\d+.*\)$", walker.Describe(0));
        Assert.Equal(("idle", "starting"), (walker.Describe(walker.Model.GuestNumber(0)), walker.Describe(walker.Model.Find("rx0"))));
    }
}
