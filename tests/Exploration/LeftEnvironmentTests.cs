using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What shows before a reconnect, and is judged only where there is one.</summary>
public class LeftEnvironmentTests
{
    private const string Remainder = "StallAccounting-remainder";

    /// <summary>The script lost the reconnect, which its schedule does not begin, and then nothing was left that violated the property: the search of the whole environment ended in an exception.</summary>
    [Fact]
    public void ScriptKeepsTheReconnect_WithoutWhichNothingIsJudged()
    {
        var driver = new CountsNone();
        var environment = DriverEnvironment.All.Single(e => e.Name == "reconnecting");
        var walk = WalkGen.Scenarios(environment, 20, 60, seed: 1).Select(s => new Walk(driver, ConcurrentScenario.Of(s), 1, WalkStrategy.Uniform)).First(w => w.Go(properties: [Remainder]).Violation is not null);
        var (script, schedule) = ScriptShrinker.Shrink(driver, walk.ConcurrentScenario, walk.Again(Remainder), Remainder);
        Assert.Equal(environment, script.Configuration.Environment);
        Assert.NotNull(Replayer.Replay(new(driver, script), schedule, Remainder).Violation);
    }

    /// <summary>A vif whose stalled queues are not counted when it connects.</summary>
    private sealed class CountsNone : StallDetection
    {
        protected override void PrepareVif(Vif vif)
        {
        }
    }
}
