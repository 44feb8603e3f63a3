using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>A scenario that makes a revision break a claim, in a file that replays on its own.</summary>
/// <param name="Revision">The revision it breaks.</param>
/// <param name="Claim">The claim it breaks.</param>
/// <param name="Scenario">The script, with the parameters of the vif.</param>
/// <param name="Violation">What happens, in a sentence, as it was when the file was written.</param>
/// <param name="Seed">The seed of the search that found it.</param>
/// <param name="Case">The case, from 1, in which the search found it.</param>
public sealed record Witness(Revision Revision, Claim Claim, Scenario Scenario, string Violation, ulong Seed, int Case)
{
    /// <summary>How the files are called.</summary>
    public const string Extension = ".witness.json";

    private const int Version = 1;
    private static readonly string[] Keys = ["witness", "revision", "claim", "violation", "seed", "case", "scenario"];

    /// <summary>Where it stands below a folder of witnesses.</summary>
    public string FileName => Path.Combine(Revision.Name, Claim.Name + Extension);

    /// <summary>Runs the scenario again.</summary>
    /// <returns>What breaks the claim now, or null if nothing does.</returns>
    public MonitorSet.FirstViolation? Replay() => new MonitorSet(Revision, [Claim]).FindViolation(Scenario);

    /// <exception cref="InputException">The file is not a witness.</exception>
    public static Witness Read(string path) => Read(path, null);

    /// <param name="path">The file.</param>
    /// <param name="own">Revisions that it may be about besides those of the history, or null.</param>
    /// <exception cref="InputException">The file is not a witness.</exception>
    public static Witness Read(string path, IReadOnlyList<Revision>? own)
    {
        using var document = ScenarioReader.ReadDocument(path);
        return Of(document.RootElement, new(path, ""), own);
    }

    /// <inheritdoc cref="Read(string, IReadOnlyList{Revision}?)"/>
    internal static Witness Of(JsonElement element, Place place, IReadOnlyList<Revision>? own = null)
    {
        var fields = new JsonFields(element, place, Keys);
        fields.Integer("witness", Version, Version);
        fields.Value("seed");
        string[] names = [.. History.KnownNames, .. own?.Select(r => r.Name) ?? []];
        string name = names[fields.Word("revision", names)];
        var revision = History.Find(name) ?? own!.First(r => r.Name == name);
        var claim = Catalogue.Claims[fields.Word("claim", [.. Catalogue.Claims.Select(c => c.Name)])];
        var scenario = ScenarioParser.Scenario(fields.Value("scenario"), place.Key("scenario"));
        ExpectEnvironment(claim, scenario, place.Key("scenario"));
        return new(revision, claim, scenario, fields.Text("violation"), fields.Unsigned64("seed"),
            (int)fields.Integer("case", 1, int.MaxValue));
    }

    /// <summary>A claim says nothing about hosts and guests that it is not made for: a scenario with others in it is no witness of it.</summary>
    private static void ExpectEnvironment(Claim claim, Scenario scenario, Place place)
    {
        var environment = claim.Environment;
        string only = $"but {claim.Name} is claimed for this only: {environment.Summary}";
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
        json.WriteNumber("witness", Version);
        json.WriteString("revision", Revision.Name);
        json.WriteString("claim", Claim.Name);
        json.WriteString("violation", Violation);
        json.WriteNumber("seed", Seed);
        json.WriteNumber("case", Case);
        json.WritePropertyName("scenario");
        ScenarioWriter.Write(json, Scenario);
        json.WriteEndObject();
    }
}
