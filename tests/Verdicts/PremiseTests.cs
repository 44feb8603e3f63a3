using Netback.Properties.Generation;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Verdicts;

/// <summary>Where contexts interleave, a claim holds only if the situations occurred in which it could have been violated.</summary>
public class PremiseTests
{
    private static readonly Revision Revision = History.Find("byte-limit")!;
    private static readonly Claim Claim = Catalogue.Claims.First(c => c.Name == "NoSpin@honest");

    [Fact]
    public void SituationThatNeverOccurred_IsNamed()
    {
        var verdict = Conclude(SearchEffort.Schedules, Probes.Of(Probe.Blocked));

        Assert.Equal(Outcome.ProbesMissed, verdict.Interleaved);
        Assert.Equal(["DisconnectLoaded"], verdict.Missed);
        Assert.False(verdict.AsExpected);
    }

    [Fact]
    public void SituationsOfAllEngines_Count()
    {
        var verdict = Conclude(SearchEffort.Schedules, Probes.Of(Probe.Blocked), Probes.Of(Probe.DisconnectLoaded));

        Assert.Equal(Outcome.Holds, verdict.Interleaved);
        Assert.Equal([new(Probe.Blocked, 0, 1, 0), new(Probe.DisconnectLoaded, 0, 1, 0)], verdict.Premises);
        Assert.All(verdict.Premises, p => Assert.True(p.IsRare));
    }

    /// <summary>With fewer schedules than usual that says nothing about the suite.</summary>
    [Fact]
    public void TooFewSchedules_ExcuseASituation() => Assert.Equal(Outcome.Holds, Conclude(schedules: 0, Probes.Of(Probe.Blocked)).Interleaved);

    private static Verdict Conclude(int schedules, params Probes[] hits) => InterleavedVerifier.Conclude(Claim, Revision, new(schedules, Seed: 1),
    [
        .. hits.Select(hit =>
        {
            var search = new InterleavedSearch(new(InterleavedVerifier.Walk, "scenarios", 1, "schedules", false), DriverEnvironment.Honest, [], EventKinds.All);
            search.Probes.Add(hit);
            return search;
        }),
    ]);
}
