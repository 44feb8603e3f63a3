using System.Reflection;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Specification;

public class CatalogueTests
{
    [Fact]
    public void NamesOfPropertiesAndClaims_AreUnique()
    {
        Assert.Equal(Catalogue.Names.Distinct(), Catalogue.Names);
        var claims = Catalogue.Claims.Select(c => c.Name);
        Assert.Equal(claims.Distinct(), claims);
    }

    [Fact]
    public void EveryProperty_HasAStatement_ASource_AndAClaim() => Assert.All(Catalogue.All, property =>
    {
        Assert.EndsWith(".", property.Statement, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(property.Source));
        Assert.NotEmpty(property.Claims);
    });

    [Fact]
    public void EveryClaimAboutScenarios_WantsProbes() =>
        Assert.All(Catalogue.Claims.Where(c => c.IsOfScenarios), claim => Assert.NotEmpty(claim.Probes.Members()));

    [Fact]
    public void EveryClaimThatIsJudgedBetweenContexts_WantsEvents() =>
        Assert.All(Catalogue.Claims.Where(c => c.IsOfContexts), claim => Assert.NotEqual(default, claim.WantedEvents));

    [Fact]
    public void EveryClaim_IsJudgedSomewhere() => Assert.All(Catalogue.Claims, claim => Assert.True(claim.IsOfScenarios || claim.IsOfContexts));

    [Fact]
    public void EveryProbe_IsWantedBySomeClaim() => Assert.Equal(
        Enum.GetValues<Probe>(), Catalogue.Claims.SelectMany(c => c.Probes.Members()).Distinct().Order());

    [Fact]
    public void EveryClaim_AppliesToTheProposal_AndToSomethingInTheHistory() => Assert.All(Catalogue.Claims, claim =>
    {
        Assert.True(claim.AppliesTo(History.Find("proposed")!));
        Assert.Contains(History.All, r => r.Recording is not null && claim.AppliesTo(r));
    });

    /// <summary>A hostile guest is owed nothing, but the host is: its memory, its CPUs and what it frees are safe whatever the guest does, also after a fatal error.</summary>
    [Fact]
    public void WhatIsClaimedAmongHonestGuests_IsClaimedAmongHostileOnes_UnlessItIsOwedToTheGuest_OrSaidOtherwise()
    {
        string[] owedToTheGuest =
        [
            "NoEarlyExpiry", "NoSpuriousCarrierOff", "NoPrematureCarrierOn", "StallAccounting", "StallIsDetected", "NoFlapping", "CarrierRecovers", "Isolation", "NoLostWakeup", "TxQueueRestarts",
            "SmallRingProgress", "TimelyDelivery", "NoLossForObedientHost", "NoRingOverrun", "SlotAccounting", "EoiMatchesEvent", "GuestNotified", "NoNeedlessEvent",
        ];
        string[] saidOtherwise =
        [
            "NoDriverAssertion",   // as HostileIndexContained
            "NoUseAfterFree",   // what only contexts that interleave can do is explored among honest guests: no index is looked at in it
        ];
        var hostile = Catalogue.All.Where(p => p.Claims.Any(c => c.Environment.Hostile)).Select(p => p.Name);
        Assert.Equal(Catalogue.All.Where(p => p.HonestClaim is not null).Select(p => p.Name).Except(hostile).Order(), owedToTheGuest.Concat(saidOtherwise).Order());
    }

    [Fact]
    public void Find_GivesThePropertyOfThatName_OrNone()
    {
        Assert.Equal("NoSpin", Catalogue.Find("NoSpin")!.Name);
        Assert.Null(Catalogue.Find("nospin"));
    }

    [Fact]
    public void EveryKnownViolation_NamesWhatExists_AndSaysWhyAndWhoSaysSo() => Assert.All(Expected.Violations, known =>
    {
        var claim = Assert.Single(Catalogue.Claims, c => c.Name == known.Claim);
        Assert.NotEmpty(known.Revisions);
        Assert.True(known.Interleaved ? claim.IsOfContexts : claim.IsOfScenarios);
        Assert.All(known.Revisions, name => Assert.True(claim.AppliesTo(Assert.Single(History.All, r => r.Name == name))));
        Assert.EndsWith(".", known.Why, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(known.Source));
    });

    [Fact]
    public void NoTwoKnownViolations_AreOfTheSameCell()
    {
        var cells = Expected.Violations.SelectMany(v => v.Revisions.Select(r => $"{r}, {v.Claim}")).ToList();
        Assert.Empty(cells.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void TheProposal_IsExpectedToHoldEverywhere() =>
        Assert.All(Catalogue.Claims, claim => Assert.Equal(Outcome.Holds, Expected.Of(claim, History.Find("proposed")!)));

    /// <summary>A monitor that has never been seen to fire, or always fires, says nothing.</summary>
    [Fact]
    public void EveryProperty_IsTriedOnStreamsMadeByHand_ThatBreakIt_AndThatDoNot()
    {
        string[] tests = [.. typeof(CatalogueTests).Assembly.GetTypes().Where(t => t.Name.EndsWith("MonitorTests", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance)).Select(m => m.Name)];
        Assert.All(Catalogue.All.Select(p => p.Name), property => Assert.All(["Breaks", "Holds"], verdict => Assert.Contains(tests, test =>
            test.StartsWith(property + "_", StringComparison.Ordinal) && test.Contains(verdict, StringComparison.Ordinal))));
    }
}
