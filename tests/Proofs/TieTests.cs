using Netback.Properties.Proofs.Tie;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>The driver does nothing that the machines of the proofs cannot do; a driver with a rule broken does.</summary>
public class TieTests
{
    public static TheoryData<string, string> Tied
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var revision in History.All)
                foreach (string machine in TieWalk.Machines)
                    if (TieWalk.Of(revision, machine, 1, 1, 1) is not null) data.Add(revision.Name, machine);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Tied))]
    public void EveryStepOfTheDriver_IsOneOfTheMachine_OrChangesNothingInIt(string revision, string machine)
    {
        var result = TieWalk.Of(History.Find(revision)!, machine, walks: 40, steps: 1_000, seed: 1)!;
        Assert.True(result.Error is null, result.Error);
        Assert.True(result.Steps > 20_000, $"{result.Steps} steps");
        Assert.True(result.Made.Values.Sum() > (machine is "count" or "slots" ? 150 : 1_500), string.Join(", ", result.Made));
    }

    [Theory]
    [InlineData("bytes", "byte-limit+never-stops")]
    [InlineData("bytes", "byte-limit+stops-one-byte-late")]
    [InlineData("bytes", "byte-limit+never-wakes-tx")]
    [InlineData("bytes", "byte-limit+wakes-tx-when-empty")]
    [InlineData("bytes", "byte-limit+miscounts-expiry")]
    [InlineData("bytes", "byte-limit+refuses-when-full")]
    [InlineData("bytes", "byte-limit+stops-after-unlock")]
    [InlineData("bytes", "xsa-424+accepts-at-the-limit")]
    [InlineData("bytes", "xsa-424+accepts-always")]
    [InlineData("bytes", "xsa-424+never-wakes-tx")]
    [InlineData("bytes", "xsa-424+looks-for-room-unlocked")]
    [InlineData("bytes", "proposed+stops-at-refusal")]
    [InlineData("expiry", "byte-limit+never-expires")]
    [InlineData("expiry", "byte-limit+expires-two-ticks-late")]
    [InlineData("expiry", "byte-limit+oversleeps-by-two-ticks")]
    [InlineData("expiry", "byte-limit+sleeps-for-ever")]
    [InlineData("expiry", "byte-limit+forgets-kick")]
    [InlineData("expiry", "byte-limit+takes-the-second")]
    [InlineData("expiry", "byte-limit+kicks-before-append")]
    [InlineData("expiry", "byte-limit+tests-before-preparing")]
    [InlineData("expiry", "byte-limit+expires-in-interrupt")]
    [InlineData("requests", "byte-limit+never-arms")]
    [InlineData("requests", "byte-limit+arms-a-ring-too-far")]
    [InlineData("requests", "byte-limit+compares-signed")]
    [InlineData("requests", "byte-limit+compares-without-wrap")]
    [InlineData("requests", "byte-limit+ignores-interrupt")]
    [InlineData("requests", "byte-limit+needs-two-slots-fewer")]
    [InlineData("requests", "byte-limit+sends-unchecked")]
    [InlineData("requests", "byte-limit+kicks-before-append")]
    [InlineData("requests", "head-need+sends-one-unchecked")]
    [InlineData("responses", "byte-limit+never-notifies")]
    [InlineData("slots", "byte-limit+needs-two-slots-fewer")]
    [InlineData("slots", "proposed+ignores-headroom")]
    [InlineData("slots", "proposed+takes-one-slot-more")]
    [InlineData("count", "stall-detection+counts-unlocked")]
    [InlineData("count", "stall-detection+counts-recovery-twice")]
    public void BrokenRule_BreaksTheTie(string machine, string mutant)
    {
        string? error = TieWalk.Of(TieMutants.Find(mutant)!, machine, walks: 200, steps: 400, seed: 1)!.Error;
        Assert.NotNull(error);
        Assert.Contains("\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public void HandlerThatLooksForSlots_BreaksTheTieOfProposed() =>
        Assert.NotNull(TieWalk.Of(new LooksInInterrupt(), "requests", walks: 200, steps: 400, seed: 1)!.Error);

    private sealed class LooksInInterrupt : Proposed
    {
        protected override async Coroutine<bool> SlotsAvailable(GuestRxQueue q) =>
            await base.SlotsAvailable(q) && (!q.Machine.InInterrupt || await q.Ring.HasRequests(await NeedOfHead(q)));
    }

    [Theory]
    [MemberData(nameof(Tied))]
    public void EveryStepInEveryStateOfAPlay_IsOneOfTheMachine_OrChangesNothingInIt(string revision, string machine)
    {
        if (TieSearch.Of(History.Find(revision)!, machine) is not { } result)
        {
            // Lengths of packets are what matters there, and there are too many.
            Assert.Equal("slots", machine);
            return;
        }
        Assert.True(result.Error is null, result.Error);
        Assert.True(result.Steps > 1_000, $"{result.Steps} steps");
        Assert.True(result.Made.Count > 2, string.Join(", ", result.Made));
    }

    [Theory]
    [InlineData("bytes", "byte-limit+stops-after-unlock")]
    [InlineData("bytes", "byte-limit+expires-in-interrupt")]
    [InlineData("requests", "byte-limit+kicks-before-append")]
    [InlineData("expiry", "byte-limit+tests-before-preparing")]
    [InlineData("count", "stall-detection+counts-unlocked")]
    public void Race_BreaksTheTieInSomeState(string machine, string race)
    {
        string? error = TieSearch.Of(TieMutants.Find(race)!, machine)!.Error;
        Assert.NotNull(error);
        Assert.DoesNotContain("has more than", error, StringComparison.Ordinal);
    }

    /// <summary>Which steps of a machine the driver makes: what it cannot do at all would make a theorem say less than it seems to.</summary>
    [Theory]
    [MemberData(nameof(Tied))]
    public void Walks_MakeEachStepOfTheMachine(string revision, string machine)
    {
        var (made, steps) = TieWalk.StepsOf(History.Find(revision)!, machine, walks: 100, steps: 1_000, seed: 2);
        // Nothing makes a transmit give up in a vif that stays connected, and there is no other work without stall detection. In xsa-392
        // and xsa-424 the round before has nearly always done it.
        // The guest of the walks, which asks for an event, does not look again before it does something else, and waits for none.
        string[] never = ["host-gives-up", "host-leaves-again", "guest-takes-some", "guest-looks-again", "guest-wakes", .. revision is "byte-limit" or "xsa-392" or "xsa-424" ? (string[])["rx-finds-other-work"] : []];
        Assert.Equal([], steps.Except(made).Except(never).ToArray());
    }
}
