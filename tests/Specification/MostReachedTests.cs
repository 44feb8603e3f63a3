using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Revisions;
using Netback.Tests.Generation;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>A scenario that is not carried out, as its packets do not suffice, would have come to nothing.</summary>
public class MostReachedTests
{
    public static TheoryData<string> Bounded => [.. Catalogue.Claims.Where(c => c.IsOfScenarios && c.Property.Name is "BoundedMemory" or "BoundedMemoryForAnyHost" or "BoundedFootprint").Select(c => c.Name)];

    /// <summary>Short queues, so that a few packets exceed the limit.</summary>
    [Theory]
    [MemberData(nameof(Bounded))]
    public void NothingReachesMore_ThanItsPacketsCanComeTo(string name)
    {
        var claim = Catalogue.Claims.Single(c => c.Name == name);
        int violated = 0;
        foreach (string revision in (string[])["slot-estimate", "byte-limit", "xsa-424", "proposed"])
        {
            var monitors = new MonitorSet(History.Find(revision)!, [claim]);
            foreach (var found in Cases.Sample(claim.Environment, 60))
            {
                var scenario = found with { Vif = found.Vif with { QueueLimit = 3_000 } };
                var monitor = monitors.Run(scenario).Monitors[0];
                long most = monitor.MostReached(scenario.Steps.Where(s => s.Do == StepKind.Xmit).Select(s => (s.Length, s.Count)))!.Value;
                Assert.InRange(monitor.Reached ?? long.MinValue, long.MinValue, most);
                Assert.Equal(monitor.Violation is not null, monitor.Reached > 0);
                Assert.Equal(monitor.Violation is not null, monitors.Shows(scenario, m => m.Violation is not null, least: 1));
                if (monitor.Violation is not null) violated++;
            }
        }
        Assert.InRange(violated, 1, int.MaxValue);
    }
}
