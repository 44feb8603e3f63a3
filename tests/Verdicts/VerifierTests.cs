using System.Globalization;
using Netback.Properties.Specification;
using Netback.Properties.Generation;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Generation;
using Xunit;

namespace Netback.Tests.Verdicts;

public class VerifierTests
{
    private static readonly Revision[] Some = [.. new[] { "slot-estimate", "byte-limit", "xsa-424" }.Select(n => History.Find(n)!)];

    private static readonly Claim[] Claims = [.. new[] { "BoundedMemory", "BoundedLatency", "NoSpuriousCarrierOff", "NoSpin" }
        .SelectMany(n => Catalogue.Find(n)!.Claims).Where(c => c.IsOfScenarios && c.Environment.Notifies && !c.Environment.Xdp)];

    private static readonly Budget Small = new(60, null, 7);

    [Fact]
    public void SameSeedAndCases_GiveTheSameVerdicts() => Assert.Equal(
        Verifier.Verify(Some, Claims, Small).Select(Text), Verifier.Verify(Some, Claims, Small).Select(Text));

    [Fact]
    public void OtherSeed_GivesOtherWitnesses() => Assert.NotEqual(
        Verifier.Verify(Some, Claims, Small).Select(Text), Verifier.Verify(Some, Claims, Small with { Seed = 8 }).Select(Text));

    /// <summary>One cell after the other, and all together on as many cores as there are: a search knows nothing of the others.</summary>
    [Fact]
    public void Verdict_DoesNotDependOnWhatElseIsSearched()
    {
        var together = Verifier.Verify(Some, Claims, Small).Select(Text);
        var alone = Claims.SelectMany(claim => Some.SelectMany(revision => Verifier.Verify([revision], [claim], Small))).Select(Text);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void SeveralAtTheSameTime_AreNotInEachOthersWay()
    {
        var alone = Verifier.Verify(Some, Claims, Small).Select(Text).ToList();
        var results = new List<string>[4];
        Parallel.For(0, results.Length, i => results[i] = [.. Verifier.Verify(Some, Claims, Small).Select(Text)]);
        Assert.All(results, result => Assert.Equal(alone, result));
    }

    [Fact]
    public void EveryCell_HasItsVerdict_InOrder()
    {
        var verdicts = Verifier.Verify(Some, Claims, Small with { Cases = 1 });
        Assert.Equal(Claims.SelectMany(c => Some.Select(r => (c.Name, r.Name))), verdicts.Select(v => (v.Claim.Name, v.Revision.Name)));
    }

    [Fact]
    public void Case_IsCountedOnce_AndAllAreAnnounced()
    {
        int cases = 0;
        var verdicts = Verifier.Verify(Some, Claims, Small with { Cases = 10 }, () => Interlocked.Increment(ref cases));
        Assert.All(verdicts, v => Assert.Equal(10, v.Cases));
        Assert.Equal(Verifier.CountCases(Some, Claims, Small with { Cases = 10 }), cases);
        Assert.Equal(Some.Length * 5 * 10, cases); // honest, any host, hostile, both, reconnecting
    }

    [Fact]
    public void SearchThatHitsNoProbe_IsNoPass()
    {
        var claim = Catalogue.Claims.Single(c => c.Name == "BoundedMemory@hostile");
        var verdict = Assert.Single(Verifier.Verify([History.Find("byte-limit")!], [claim], new(1, null, 1)));
        Assert.Equal((Outcome.ProbesMissed, Outcome.Holds, false), (verdict.Outcome, verdict.Expected, verdict.AsExpected));
        Assert.NotEmpty(verdict.Missed);
        Assert.Equal(claim.Probes.Members(), verdict.Probes.Select(p => p.Probe));
        Assert.Equal(verdict.Missed, verdict.Probes.Where(p => p.Cases == 0).Select(p => p.Probe.ToString()));
    }

    [Fact]
    public void SearchThatHitsAllProbes_SaysHowOften()
    {
        var claim = Catalogue.Claims.Single(c => c.Name == "BoundedMemory@honest");
        var verdict = Assert.Single(Verifier.Verify([History.Find("byte-limit")!], [claim], new(300, null, 1)));
        Assert.Equal((Outcome.Holds, true, 300, 0L), (verdict.Outcome, verdict.AsExpected, verdict.Cases, verdict.Reached!.Value));
        Assert.Empty(verdict.Missed);
        Assert.All(verdict.Probes, p => Assert.InRange(p.Cases, 1, 300));
        Assert.Equal(verdict.Reached, WitnessFolder.ReachedBy(verdict.Revision, claim, verdict.Tightest!));
    }

    [Fact]
    public void Violation_ComesWithAWitnessThatReplays_AndIsShort()
    {
        var claim = Catalogue.Claims.Single(c => c.Name == "BoundedMemory@honest");
        var verdict = Assert.Single(Verifier.Verify([History.Find("slot-estimate")!], [claim], Small));
        Assert.Equal((Outcome.Violated, true), (verdict.Outcome, verdict.AsExpected));
        var witness = verdict.Scenario!;
        Assert.Equal(witness.Violation, witness.Replay()!.What);
        Assert.InRange(witness.Scenario.Steps.Count, 1, 8);
        string before = $"random, seed {Small.Seed}, case ";
        Assert.StartsWith(before, witness.Found, StringComparison.Ordinal);
        Assert.InRange(int.Parse(witness.Found[before.Length..], CultureInfo.InvariantCulture), 1, 120);
        Assert.Equal("slot-estimate breaks BoundedMemory@honest", witness.Scenario.Name);
    }

    [Fact]
    public void ClaimAboutWhatARevisionDoesNotHave_DoesNotApply()
    {
        var claims = Catalogue.Claims.Where(c => c.Name is "ByteAccounting@honest" or "NoRingOverrun@xdp" or "StopMatchesQueue@honest").ToList();
        var verdicts = Verifier.Verify([History.Find("slot-estimate")!], claims, Small);
        Assert.Equal(3, verdicts.Count);
        Assert.All(verdicts, v => Assert.Equal((Outcome.DoesNotApply, true, 0), (v.Outcome, v.AsExpected, v.Cases)));
    }

    [Fact]
    public void Time_EndsTheSearch()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var claim = Catalogue.Claims.Single(c => c.Name == "BoundedMemory@honest");
        var verdict = Assert.Single(Verifier.Verify([History.Find("byte-limit")!], [claim], new(int.MaxValue, TimeSpan.FromMilliseconds(200), 1)));
        Assert.InRange(verdict.Cases, 1, 1_000_000);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.1, 20);
    }

    private static string Text(Verdict v) =>
        $"{v.Revision.Name} {v.Claim.Name} {v.Outcome} {v.Cases} {v.Steps} {v.Reached} {string.Join('+', v.Missed)} {string.Join('+', v.Probes)} "
        + (v.Scenario is { } w ? $"{w.Found} {w.Violation} {Cases.Text(w.Scenario)}" : "");

    /// <summary>Such a driver waits for slots for the largest packet, of which the ring has fewer: what it then does not do is no fault between contexts.</summary>
    [Theory]
    [InlineData("byte-limit", false)]
    [InlineData("fewer-slots", false)]
    [InlineData("head-need", true)]
    [InlineData("slot-estimate", true)]
    public void Thorough_LeavesOutRings_OnWhichARevisionSendsNothing(string revision, bool isExplored) =>
        Assert.Equal(isExplored, InterleavedVerifier.AllConfigurations(History.Find(revision)!).Any(c => c.Name == "spare-slot-reconnecting"));
}
