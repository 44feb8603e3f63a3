using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Mutants;
using Netback.Properties.Verdicts;
using Xunit;

namespace Netback.Tests.Mutants;

/// <summary>Each check must be able to fail: rules broken on purpose are noticed, by the property that is meant to.</summary>
public class MutantTests
{
    // 1,877 are needed for the hardest by the default seed, 350 for the next.
    private const int Cases = 3_000;
    private const ulong DefaultSeed = 1;

    public static TheoryData<string> Names => [.. MutantList.All.Select(m => m.FullName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutant_IsKilled_ByThePropertyThatMustNotice(string name)
    {
        var trial = Trial.Of(MutantList.All.Single(m => m.FullName == name), Cases, DefaultSeed);
        Assert.True(trial.KilledAt is not null, $"{name} survives {trial.Mutant.CaughtBy.Name}: {trial.Mutant.What}");
        Assert.False(string.IsNullOrEmpty(trial.How));
    }

    [Fact]
    public void EveryProperty_HasAMutantToKill() =>
        Assert.Empty(Catalogue.All.Select(p => p.Name).Except(MutantList.All.Select(m => m.CaughtBy.Property.Name)));

    [Fact]
    public void ThereAreAtLeastForty() => Assert.InRange(MutantList.All.Count, 40, int.MaxValue);

    [Fact]
    public void Originals_AreExpectedToHoldOnTheClaim_OrOnWhatIsLeftOfIt() => Assert.All(MutantList.All, mutant =>
        Assert.Equal(Remainder.Of(mutant.CaughtBy, mutant.Original) is null ? Outcome.Holds : Outcome.Violated, Expected.Alone(mutant.CaughtBy, mutant.Original)));

    [Fact]
    public void FullNames_AreUnique_AndOfOneWordEach()
    {
        var names = MutantList.All.Select(m => m.FullName).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.All(names, name => Assert.Matches("^[a-z0-9-]+\\+[a-z0-9-]+$", name));
    }

    [Fact]
    public void Broken_DerivesFromItsOriginal_AndKeepsItsName() => Assert.All(MutantList.All, mutant =>
    {
        Assert.Equal(mutant.Original.GetType(), mutant.Faulty.GetType().BaseType);
        Assert.Equal(mutant.Original.Name, mutant.Faulty.Name);
    });

    /// <summary>It sleeps between its rounds, so that none of them counts as idle.</summary>
    [Fact]
    public void ThreadThatWakesEachMsForNothing_IsNoticedByNoIdleWakeups_AndNotByNoSpin()
    {
        var mutant = MutantList.All.Single(m => m.FullName == "proposed+wakes-for-a-stall-that-is-marked");
        int killedAt = Trial.Of(mutant, 100, DefaultSeed).KilledAt!.Value;
        Assert.Null(Trial.Of(mutant with { CaughtBy = Catalogue.Find("NoSpin")!.HonestClaim! }, killedAt, DefaultSeed).KilledAt);
    }

    [Fact]
    public void TheOriginal_Survives_WhereItsMutantDies()
    {
        var mutant = MutantList.All.Single(m => m.FullName == "byte-limit+stops-one-byte-late");
        int killedAt = Trial.Of(mutant, Cases, DefaultSeed).KilledAt!.Value;
        Assert.Null(Trial.Of(mutant with { Faulty = mutant.Original }, killedAt, DefaultSeed).KilledAt);
        Assert.Null(Trial.Of(mutant, killedAt - 1, DefaultSeed).KilledAt);
    }
}
