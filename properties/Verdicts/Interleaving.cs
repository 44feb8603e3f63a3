using System.Text.Json;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A witness that takes a schedule: of a concurrent scenario, in the stepped machine and on real threads. Its steps have names, so that it survives a rebuild and
/// small edits.</summary>
/// <param name="Driver">A revision, or one with a race in it (<see cref="Drivers"/>).</param>
/// <param name="ConcurrentScenario">What each context of the environment does.</param>
/// <param name="Finding">The property, what happens, and every step.</param>
/// <param name="Found">How it was found, in words.</param>
public sealed record Interleaving(Revision Driver, ConcurrentScenario ConcurrentScenario, Finding Finding, string Found) : Witness(Driver, Found)
{
    private const int MaxActs = 10_000, MaxSteps = 100_000;

    /// <summary>Who was around the driver in the search. What is left of a scenario can be of a narrower one too: one without a <c>connect</c> shows what happens where frontends may
    /// connect again.</summary>
    public DriverEnvironment Environment { get; init; } = ConcurrentScenario.Configuration.Environment;

    public override string Property => $"{Finding.Violation.Property}@{Environment.Name}";

    public override string What => Finding.Violation.What;

    public override int Steps => Finding.Schedule.Steps.Count;

    /// <summary>Several are kept of a cell, and one may be that of a scenario with one context at a time.</summary>
    protected override string Name => $"{Property}.{ConcurrentScenario.Name}";

    /// <summary>What an exploration of a configuration has found.</summary>
    public static Interleaving Of(Revision driver, Configuration configuration, Finding finding, string found)
    {
        if (configuration.Clock == ClockPolicy.AnyTime) finding = finding with { Schedule = finding.Schedule.WithQuietTicks() };
        return new(driver, ConcurrentScenario.Of(new ModelInstance(driver, configuration), finding.Schedule), finding, found);
    }

    /// <summary>Carries it out again in the stepped machine, exactly. What violates the property in another way than the known one comes first, and may violate only what is left of it.</summary>
    public Replayed Replay() => Catalogue.Claims.FirstOrDefault(c => c.Name == Property) is { } claim && Remainder.OfContexts(claim, Driver) is { } left
        && Replay(left.ViolatedName) is { Violation: { } violation } another ? another with { Violation = violation with { Property = claim.Property.Name } } : Replay(Finding.Violation.Property);

    private Replayed Replay(string property) => Replayer.Replay(new ModelInstance(Driver, ConcurrentScenario), Finding.Schedule, property);

    public override string? Reproduce() => Replay().Violation?.What;

    /// <summary>Follows it as far as it fits a driver that has changed, which may have a point more on the path, or one less.</summary>
    public Replayed Follow() => Replayer.Repair(new ModelInstance(Driver, ConcurrentScenario) { SkipsSteps = true }, Finding.Schedule, Finding.Violation.Property);

    /// <summary>The same, as simple as possible: without actions that are not needed, in fewer steps and with fewer switches, and with smaller packets.</summary>
    public Interleaving Shrink()
    {
        var (script, schedule) = ScriptShrinker.Shrink(Driver, ConcurrentScenario, Finding.Schedule, Finding.Violation.Property);
        var shorter = this with { ConcurrentScenario = script, Finding = Finding with { Schedule = schedule } };
        return shorter with { Finding = new(shorter.Replay().Violation!.Value, schedule) };
    }

    /// <summary>What a file holds of it.</summary>
    internal static Interleaving Of(WitnessForm form, Revision driver)
    {
        var (fields, place) = (form.Fields, form.Fields.Place);
        var concurrent = fields.Has("scenario") ? ConcurrentScenario.Of(ScenarioParser.Scenario(fields.Value("scenario"), place.Key("scenario"))) : ConcurrentOfParts(form);
        var steps = fields.Texts(form.Schedule!, MaxSteps);
        using var lines = new StringReader(string.Join('\n', steps));
        var schedule = Schedule.Read(lines, $"{place.Where}: {place.Key(form.Schedule!).Path}");
        var (property, environment) = PropertyOf(form, concurrent);
        var interleaving = new Interleaving(driver, concurrent, new(new(property, fields.Text(form.What)), schedule), form.Found()) { Environment = environment };
        try
        {
            _ = new ModelInstance(driver, concurrent);
        }
        catch (InputException e)
        {
            throw place.Key("parts").Error(e.Message, e);
        }
        return interleaving;
    }

    private static (string Property, DriverEnvironment Environment) PropertyOf(WitnessForm form, ConcurrentScenario concurrent)
    {
        var (place, narrowest) = (form.Fields.Place, concurrent.Configuration.Environment);
        string property = form.Fields.Text(form.Property), ending = "@" + narrowest.Name;
        if (form.IsOld) return (property, narrowest);
        if (property.Length > ending.Length && property.EndsWith(ending, StringComparison.Ordinal)) return (property[..^ending.Length], narrowest);
        var named = DriverEnvironment.All.FirstOrDefault(e => property.Length > e.Name.Length + 1 && property.EndsWith("@" + e.Name, StringComparison.Ordinal));
        if (named is null || concurrent.Scenario is not { } scenario)
            throw place.Key(form.Property).Error($"must end in {ending}, the environment of {concurrent.Name}, not {InputException.Quote(property)}");
        ExpectEnvironment(property, named, scenario, place.Key("scenario"));
        return (property[..^(named.Name.Length + 1)], named);
    }

    private protected override void WriteScript(Utf8JsonWriter json)
    {
        if (ConcurrentScenario.Scenario is { } scenario)
        {
            json.WritePropertyName("scenario");
            ScenarioWriter.Write(json, scenario);
        }
        else
        {
            json.WriteString("concurrent", ConcurrentScenario.Name);
            json.WriteString("config", ConcurrentScenario.Configuration.Name);
            json.WriteStartObject("parts");
            foreach (var part in ConcurrentScenario.Parts) WriteTexts(json, part.Process, part.Actions);
            json.WriteEndObject();
        }
        WriteTexts(json, "schedule", Finding.Schedule.Steps.Select(s => s.ToString()));
    }

    private static ConcurrentScenario ConcurrentOfParts(WitnessForm form)
    {
        var fields = form.Fields;
        Configuration[] known = [.. Configurations.All, .. Configurations.Larger];
        var configuration = known[fields.Word("config", [.. known.Select(c => c.Name)])];
        var element = fields.Value("parts");
        var place = fields.Place.Key("parts");
        string[] processes = JsonFields.KeysOf(element, place);
        var parts = new JsonFields(element, place, processes);
        string name = fields.Text(form.Concurrent);
        return new(name, ConcurrentScenarios.Find(name)?.Summary ?? configuration.Summary, configuration, [.. processes.Select(a => new Role(a, parts.Texts(a, MaxActs)))]);
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
