using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Engines;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;
using Outcome = Netback.Properties.Verdicts.Outcome;

namespace Netback.Tests.Specification;

/// <summary>
/// What every revision is held to: each property that it is expected to obey, on random scenarios that FsCheck shrinks when one
/// breaks. One class for each revision, so that they run side by side; what is expected to break has witnesses instead.
/// </summary>
/// <remarks>The replay seed is fixed: <c>netback verify --seed</c> is for finding news, a test is for not losing what is known.</remarks>
public abstract class RevisionContract<T> where T : Revision
{
    /// <summary>Scenarios of a property. Each is judged by all properties at once.</summary>
    protected const int Cases = 250;

    protected const string Replay = "20141022,11400714819323198485";

    [Property(Replay = Replay, MaxTest = Cases, QuietOnSuccess = true)]
    public FsCheck.Property PropertiesExpectedToHold_AmongHonestGuests_Hold() => Hold(DriverEnvironment.Honest);

    /// <summary>Everything that is expected to hold in this environment does.</summary>
    protected static FsCheck.Property Hold(DriverEnvironment environment)
    {
        var revision = History.All.Single(r => r.GetType() == typeof(T));
        var claims = Catalogue.Claims.Where(c => c.Environment.SearchedAs == environment && Expected.Alone(c, revision) == Outcome.Holds).ToList();
        claims.AddRange(Catalogue.Claims.Where(c => c.Environment.SearchedAs == environment).Select(c => Remainder.Of(c, revision)).OfType<Claim>());
        Assert.NotEmpty(claims);
        var monitorSet = new MonitorSet(revision, claims);
        return Prop.ForAll(ScenarioGen.ArbitraryIn(environment), (Scenario scenario) =>
        {
            var monitors = monitorSet.Run(scenario).Monitors;
            int broken = monitors.ToList().FindIndex(m => m.Violation is not null);
            // FsCheck prints a scenario without its steps.
            return (broken < 0).Label(broken < 0 ? "" : $"{claims[broken].Name}: {monitors[broken].Violation}\n{ScenarioWriter.ToJson(scenario)}");
        });
    }
}

/// <summary>The same for revisions that hold something against any host and against hostile guests.</summary>
public abstract class WaryRevisionContract<T> : RevisionContract<T> where T : Revision
{
    [Property(Replay = Replay, MaxTest = Cases, QuietOnSuccess = true)]
    public FsCheck.Property PropertiesExpectedToHold_WithAnyHost_Hold() => Hold(DriverEnvironment.AnyHost);

    [Property(Replay = Replay, MaxTest = Cases, QuietOnSuccess = true)]
    public FsCheck.Property PropertiesExpectedToHold_WithHostileGuests_Hold() => Hold(DriverEnvironment.HostileGuest);
}
