using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Generation;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A scenario that makes a driver violate a property and, if it takes one, a schedule of its contexts, in a file that replays on its own.</summary>
/// <param name="Driver">A revision, or one with a race in it (<see cref="Drivers"/>).</param>
/// <param name="Found">How it was found, in words.</param>
public abstract record Witness(Revision Driver, string Found)
{
    /// <summary>How the files are called.</summary>
    public const string Extension = ".witness.json";

    /// <summary>How those with a schedule were called in the older form: they are still read.</summary>
    public const string OldExtension = ".interleaving.json";

    /// <summary>The property that is violated, and the environment: <c>NoFlapping@honest</c>.</summary>
    public abstract string Property { get; }

    /// <summary>What happens, in a sentence, as it was when the file was written.</summary>
    public abstract string What { get; }

    /// <summary>Steps of the schedule, or of the scenario where there is none.</summary>
    public abstract int Steps { get; }

    /// <summary>Where it stands below a folder of witnesses.</summary>
    public string FileName => Path.Combine(Drivers.NameOf(Driver), Name + (IsUnknown ? ".unknown" : "") + Extension);

    /// <summary>Whether it has been found to violate the property in another way than the known one (<see cref="Verdict.Unknown"/>): then it stands beside the witness of that.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>What the file is called, without the extension.</summary>
    protected abstract string Name { get; }

    /// <summary>Carries it out again.</summary>
    /// <returns>What violates the property now, in a sentence, or null if nothing does.</returns>
    public abstract string? Reproduce();

    /// <summary>Whether a file is called like a witness.</summary>
    public static bool IsNamed(string path) => path.EndsWith(Extension, StringComparison.Ordinal) || path.EndsWith(OldExtension, StringComparison.Ordinal);

    /// <param name="path">The file.</param>
    /// <param name="own">Revisions that it may be about besides those that are known, or null.</param>
    /// <exception cref="InputException">The file is not a witness.</exception>
    public static Witness Read(string path, IReadOnlyList<Revision>? own = null)
    {
        using var document = ScenarioReader.ReadDocument(path);
        return Of(document.RootElement, new(path, ""), own);
    }

    /// <summary>Reads one that has no schedule, or one that has.</summary>
    /// <exception cref="InputException">The file is not such a witness.</exception>
    public static T Read<T>(string path) where T : Witness
    {
        using var document = ScenarioReader.ReadDocument(path);
        return Of<T>(document.RootElement, new(path, ""));
    }

    /// <inheritdoc cref="Read{T}(string)"/>
    internal static T Of<T>(JsonElement element, Place place) where T : Witness => Of(element, place) is var witness && witness is T wanted ? wanted
        : throw place.Error(witness is Interleaving ? "has a schedule, and none is expected here: netback replay, diff and step follow it" : "has no schedule, and one is expected here");

    private static Witness Of(JsonElement element, Place place, IReadOnlyList<Revision>? own = null)
    {
        var form = WitnessForm.Of(element, place);
        var fields = form.Fields;
        string[] names = [.. Drivers.Names, .. own?.Select(r => r.Name) ?? []];
        string name = names[fields.Word(form.Driver, names, string.Join(", ", [.. History.KnownNames, .. own?.Select(r => r.Name) ?? [], Drivers.Others]))];
        var driver = Drivers.Find(name) ?? own!.First(r => r.Name == name);
        if (form.HasSchedule) return Interleaving.Of(form, driver);
        var claim = Catalogue.Claims[fields.Word(form.Property, [.. Catalogue.Claims.Select(c => c.Name)])];
        var scenario = ScenarioParser.Scenario(fields.Value("scenario"), place.Key("scenario"));
        ExpectEnvironment(claim.Name, claim.Environment, scenario, place.Key("scenario"));
        return new ScenarioWitness(driver, claim, scenario, fields.Text(form.What), form.Found());
    }

    /// <summary>A claim says nothing about hosts and guests that it is not made for: a scenario with others in it is no witness of it.</summary>
    private protected static void ExpectEnvironment(string claim, DriverEnvironment environment, Scenario scenario, Place place)
    {
        string only = $"but {claim} is claimed for this only: {environment.Summary}";
        if (scenario.Host != environment.Host)
            throw place.Key("host").Error($"the host {(scenario.Host == HostStack.IgnoresStop ? "ignores" : "respects")} a stopped Tx queue, {only}");
        if (environment.HasStack != scenario.Stack is not null)
            throw place.Key("stack").Error($"there is {(environment.HasStack ? "no" : "a")} stack above the driver, {only}");
        int again = scenario.Steps.TakeWhile(s => s.Do != StepKind.Connect).Count();
        if (!environment.Reconnects && again < scenario.Steps.Count) throw place.Key("steps").Item(again).Error($"the frontend connects again, {only}");
        int forged = scenario.Steps.TakeWhile(s => !s.IsHostile).Count();
        if (!environment.Hostile && forged < scenario.Steps.Count) throw place.Key("steps").Item(forged).Error($"the guest is hostile, {only}");
        if (environment.BacksOff != (scenario.Vif.Events != EventDelivery.Immediate)) throw place.Key("vif").Key("events").Error($"events {(environment.BacksOff ? "do not " : "")}back off, {only}");
        if (environment.Notifies != scenario.Vif.RxNotify) throw place.Key("vif").Error($"the guest {(environment.Notifies ? "sends no" : "sends")} events when it posts, {only}");
        if (!environment.Shapes && scenario.Vif.Hash) throw place.Key("vif").Key("hash").Error($"the guest asks for hashes, {only}");
        int shaped = scenario.Steps.TakeWhile(s => s.Offset == 0).Count();
        if (!environment.Shapes && shaped < scenario.Steps.Count) throw place.Key("steps").Item(shaped).Key("offset").Error($"packets begin anywhere in a page, {only}");
        int changed = scenario.Steps.TakeWhile(s => s.Do != StepKind.SetHeadroom).Count();
        if (!environment.Xdp && changed < scenario.Steps.Count) throw place.Key("steps").Item(changed).Error($"the guest wants XDP headroom, {only}");
        if (!environment.Xdp && scenario.Vif.XdpHeadroom > 0) throw place.Key("vif").Key("xdpHeadroom").Error($"there is XDP headroom, {only}");
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
        json.WriteNumber("witness", WitnessForm.Version);
        json.WriteString("driver", Drivers.NameOf(Driver));
        json.WriteString("property", Property);
        json.WriteString("what", What);
        json.WriteString("found", Found);
        WriteScript(json);
        json.WriteEndObject();
    }

    /// <summary>Writes what is done, and the schedule if there is one.</summary>
    private protected abstract void WriteScript(Utf8JsonWriter json);
}
