using System.Text.Json;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A schedule of a concurrent scenario that makes a driver break a property, in a file that replays on its own: in the stepped machine and on real
/// threads. Its steps have names, so that it survives a rebuild and small edits.</summary>
/// <param name="Driver">A revision, or one with a race in it (<see cref="Drivers"/>).</param>
/// <param name="ConcurrentScenario">What each context of the environment does.</param>
/// <param name="Finding">The property, what happens, and every step.</param>
/// <param name="Found">How it was found, in words.</param>
public sealed record Interleaving(Revision Driver, ConcurrentScenario ConcurrentScenario, Finding Finding, string Found)
{
    /// <summary>How the files are called.</summary>
    public const string Extension = ".interleaving.json";

    private const int Version = 1, MaxActs = 10_000, MaxSteps = 100_000;
    private static readonly string[] Keys = ["interleaving", "driver", "property", "clause", "what", "found", "concurrent", "play", "config", "parts", "scenario", "steps"];

    /// <summary>Where it stands below a folder of witnesses.</summary>
    public string FileName => Path.Combine(Drivers.NameOf(Driver), $"{Finding.Violation.Property}@{ScenarioName}{Extension}");

    /// <summary>Scenarios that were generated for different environment have the same name.</summary>
    private string ScenarioName => ConcurrentScenario.Scenario is null ? ConcurrentScenario.Name : $"{ConcurrentScenario.Name}-{ConcurrentScenario.Configuration.Environment.Name}";

    /// <summary>What an exploration of a configuration has found.</summary>
    public static Interleaving Of(Revision driver, Configuration configuration, Finding finding, string found) =>
        new(driver, ConcurrentScenario.Of(new ModelInstance(driver, configuration), finding.Schedule), finding, found);

    /// <summary>Carries it out again in the stepped machine, exactly.</summary>
    public Replayed Replay() => Replayer.Replay(new ModelInstance(Driver, ConcurrentScenario), Finding.Schedule, Finding.Violation.Property);

    /// <summary>Follows it as far as it fits a driver that has changed, which may have a point more on the path, or one less.</summary>
    public Replayed Follow() => Replayer.Repair(new ModelInstance(Driver, ConcurrentScenario) { SkipsSteps = true }, Finding.Schedule, Finding.Violation.Property);

    /// <summary>The same, as simple as possible: without actions that are not needed, in fewer steps and with fewer switches.</summary>
    public Interleaving Shrink()
    {
        string property = Finding.Violation.Property;
        var shortest = ScheduleShrinker.Shrink(() => new ModelInstance(Driver, ConcurrentScenario) { SkipsSteps = true }, Finding.Schedule, property);
        var shorter = this with { ConcurrentScenario = ConcurrentScenario.Only(shortest), Finding = Finding with { Schedule = shortest } };
        return shorter with { Finding = new(shorter.Replay().Violation!.Value, shortest) };
    }

    /// <exception cref="InputException">The file is not an interleaving.</exception>
    public static Interleaving Read(string path) => Read(path, null);

    /// <param name="path">The file.</param>
    /// <param name="own">Revisions that it may be about besides those that are known, or null.</param>
    /// <exception cref="InputException">The file is not an interleaving.</exception>
    public static Interleaving Read(string path, IReadOnlyList<Revision>? own)
    {
        using var document = ScenarioReader.ReadDocument(path);
        return Of(document.RootElement, new(path, ""), own);
    }

    /// <inheritdoc cref="Read(string, IReadOnlyList{Revision}?)"/>
    internal static Interleaving Of(JsonElement element, Place place, IReadOnlyList<Revision>? own = null)
    {
        var fields = new JsonFields(element, place, Keys);
        fields.Integer("interleaving", Version, Version);
        string[] names = [.. Drivers.Names, .. own?.Select(r => r.Name) ?? []];
        string driver = names[fields.Word("driver", names, string.Join(", ", [.. History.KnownNames, .. own?.Select(r => r.Name) ?? [], Drivers.Others]))];
        var revision = Drivers.Find(driver) ?? own!.First(r => r.Name == driver);
        var concurrent = fields.Has("scenario") ? ConcurrentOfScenario(fields) : ConcurrentOfParts(fields);
        var steps = fields.Texts("steps", MaxSteps);
        using var lines = new StringReader(string.Join('\n', steps));
        var schedule = Schedule.Read(lines, $"{place.Where}: {place.Key("steps").Path}");
        var interleaving = new Interleaving(revision, concurrent, new(new(fields.Text(Word(fields, "property", "clause")), fields.Text("what")), schedule), fields.Text("found"));
        try
        {
            _ = new ModelInstance(revision, concurrent);
        }
        catch (InputException e)
        {
            throw place.Key("parts").Error(e.Message, e);
        }
        return interleaving;
    }

    /// <summary>The key that a file uses: files from before November 2026 have other words.</summary>
    private static string Word(JsonFields fields, string word, string old)
    {
        if (!fields.Has(old)) return word;
        return fields.Has(word) ? throw fields.Place.Key(old).Error($"cannot stand beside {word}, whose old name it is") : old;
    }

    /// <summary>Writes it as JSON.</summary>
    public void Write(Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, ScenarioWriter.Options with { Indented = true, NewLine = "\n" });
        Write(json);
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("interleaving", Version);
        json.WriteString("driver", Drivers.NameOf(Driver));
        json.WriteString("property", Finding.Violation.Property);
        json.WriteString("what", Finding.Violation.What);
        json.WriteString("found", Found);
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
        WriteTexts(json, "steps", Finding.Schedule.Steps.Select(s => s.ToString()));
        json.WriteEndObject();
    }

    private static ConcurrentScenario ConcurrentOfScenario(JsonFields fields)
    {
        foreach (string key in (string[])["concurrent", "play", "config", "parts"])
            if (fields.Has(key)) throw fields.Place.Key(key).Error("cannot stand beside a scenario");
        return ConcurrentScenario.Of(ScenarioParser.Scenario(fields.Value("scenario"), fields.Place.Key("scenario")));
    }

    private static ConcurrentScenario ConcurrentOfParts(JsonFields fields)
    {
        Configuration[] known = [.. Configurations.All, .. Configurations.Larger];
        var configuration = known[fields.Word("config", [.. known.Select(c => c.Name)])];
        var element = fields.Value("parts");
        var place = fields.Place.Key("parts");
        string[] processes = JsonFields.KeysOf(element, place);
        var parts = new JsonFields(element, place, processes);
        string name = fields.Text(Word(fields, "concurrent", "play"));
        return new(name, ConcurrentScenarios.Find(name)?.Summary ?? configuration.Summary, configuration, [.. processes.Select(a => new Role(a, parts.Texts(a, MaxActs)))]);
    }

    private static void WriteTexts(Utf8JsonWriter json, string key, IEnumerable<string> texts)
    {
        json.WriteStartArray(key);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
