using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Evidence;
using Netback.Properties.Pictures;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Evidence;

/// <summary>The pictures of the report show what their captions say.</summary>
public class ShowcaseTests
{
    public static TheoryData<string> Names => [.. Showcases.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void RevisionBefore_BreaksTheClaim_AndTheOneAfterDoesNot(string name)
    {
        var show = Showcases.All.Single(s => s.Name == name);
        Assert.NotNull(new MonitorSet(show.Before, [show.Claim]).FindViolation(show.Scenario));
        Assert.Null(new MonitorSet(show.After, [show.Claim]).FindViolation(show.Scenario));
    }

    [Fact]
    public void Growth_PassesSixTimesTheLimit_AndStaysWithinOnePacketOfIt()
    {
        var show = Showcases.Growth;
        long limit = show.Scenario.Vif.QueueLimit;
        Assert.True(Most(show.Before) > 6 * limit);
        Assert.InRange(Most(show.After), limit, show.After.MemoryBound(show.Scenario.Vif));

        long Most(Revision revision) => TimeSeries.Of(show.Scenario, revision).Samples.Max(s => s.Queues[0].Bytes);
    }

    [Fact]
    public void FalseAlarm_TakesTheCarrierDownOnceInTheOne_AndNeverInTheOther()
    {
        var show = Showcases.FalseAlarm;
        Assert.Contains("the carrier goes off 1 time;", new TimeSeriesPicture(TimeSeries.Of(show.Scenario, show.Before)).Describe(), StringComparison.Ordinal);
        Assert.Contains("the carrier goes off 0 times;", new TimeSeriesPicture(TimeSeries.Of(show.Scenario, show.After)).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scenario_IsJudgedByThePropertiesOfItsEnvironment()
    {
        var claims = Counterfactual.ClaimsAbout(Showcases.Flap.Scenario, Showcases.Flap.Before);
        Assert.Equal(["honest", "steady"], claims.Select(c => c.Environment.Name).Distinct());
        Assert.Contains("NoFlapping@honest", Counterfactual.Violated(Showcases.Flap.Scenario, Showcases.Flap.Before, claims).Select(b => b.Claim.Name));
        Assert.Empty(Counterfactual.Violated(Showcases.Flap.Scenario, History.Find("proposed")!, Catalogue.Claims.Where(c => c.IsOfScenarios && !c.Environment.Hostile)));
    }
}
