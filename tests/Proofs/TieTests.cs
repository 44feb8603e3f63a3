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
            foreach (var revision in Thorough.Revisions.Select(r => History.Find(r)!))
                foreach (string machine in TieWalk.Machines)
                    if (TieWalk.Of(revision, machine, 1, 1, 1) is not null) data.Add(revision.Name, machine);
            return data;
        }
    }

    /// <summary>Those of seed 1 are what <c>netback prove</c> makes, and it visits every state of short scenarios: <see cref="ProveCommandTests"/>. Which steps of a machine the driver makes is asked as
    /// well: what it cannot do at all would make a theorem say less than it seems to.</summary>
    [Theory]
    [MemberData(nameof(Tied))]
    public void EveryStepOfTheDriver_IsOneOfTheMachine_OrChangesNothingInIt_AndEachStepOfTheMachineIsMade(string revision, string machine)
    {
        var driver = History.Find(revision)!;
        var result = TieWalk.Of(driver, machine, walks: 40, steps: 1_000, seed: 2)!;
        Assert.True(result.Error is null, result.Error);
        Assert.True(result.Steps > 20_000, $"{result.Steps} steps");
        Assert.True(result.Made.Values.Sum() > (machine is "count" or "slots" ? 150 : 1_500), string.Join(", ", result.Made));
        // The guest of the walks, which asks for an event, does not look again before it does something else, and waits for none.
        // Nothing makes a transmit give up in a vif that stays connected, and there is no other work without stall detection. In xsa-392
        // and xsa-424 the round before has nearly always done it.
        string[] never = ["host-gives-up", "host-leaves-again", "guest-takes-some", "guest-looks-again", "guest-wakes", .. revision is "byte-limit" or "xsa-392" or "xsa-424" ? (string[])["rx-finds-other-work"] : []];
        Assert.Equal([], TieWalk.StepsOf(driver, machine, walks: 0, steps: 0, seed: 2).All.Except(result.Made.Keys).Except(never).ToArray());
    }

    public static TheoryData<string, string, string> Mutants
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var mutant in TieMutants.All) data.Add(mutant.Name, mutant.Machine, mutant.Step);
            return data;
        }
    }

    /// <summary>The same walks of the revisions that are whole, once for all mutants of one.</summary>
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(Revision Revision, string Machine), TieResult> Sound = [];

    /// <summary>And at the step that is wrong: the sentence names it.</summary>
    [Theory]
    [MemberData(nameof(Mutants))]
    public void BrokenRule_BreaksTheTie_AtTheStepThatIsWrong(string name, string machine, string step)
    {
        var broken = TieMutants.Find(name)!;
        string? error = TieWalk.Of(broken, machine, walks: 100, steps: 400, seed: 1)!.Error;
        Assert.NotNull(error);
        Assert.Matches($"^(after )?\"[a-z]+[0-9]: {System.Text.RegularExpressions.Regex.Escape(step)}\"", error.Replace("rx1", "rx0", StringComparison.Ordinal));
        Assert.Null(Sound.GetOrAdd((History.Nearest(broken)!, machine), s => TieWalk.Of(s.Revision, s.Machine, walks: 100, steps: 400, seed: 1)!).Error);
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
    [InlineData("bytes", "byte-limit+stops-after-unlock")]
    [InlineData("requests", "byte-limit+kicks-before-append")]
    [InlineData("expiry", "byte-limit+tests-before-preparing")]
    [InlineData("count", "stall-detection+counts-unlocked")]
    public void Race_BreaksTheTieInSomeState(string machine, string race)
    {
        string? error = TieSearch.Of(TieMutants.Find(race)!, machine)!.Error;
        Assert.NotNull(error);
        Assert.DoesNotContain("has more than", error, StringComparison.Ordinal);
    }
}
