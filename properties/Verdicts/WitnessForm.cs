using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Verdicts;

/// <summary>The keys of a witness in a file: those that are written, and those of the two older forms.</summary>
/// <param name="Fields">What the file holds.</param>
/// <param name="Driver">The key of the driver.</param>
/// <param name="Property">The key of the property.</param>
/// <param name="What">The key of what happens.</param>
/// <param name="Concurrent">The key of the name of a concurrent scenario.</param>
/// <param name="Schedule">The key of the schedule; null if there cannot be one.</param>
internal sealed record WitnessForm(JsonFields Fields, string Driver, string Property, string What, string Concurrent, string? Schedule)
{
    /// <summary>The form that is written.</summary>
    public const int Version = 2;

    private static readonly string[] Keys = ["witness", "driver", "property", "what", "found", "scenario", "concurrent", "config", "parts", "schedule"];
    private static readonly string[] OldKeys = ["witness", "revision", "claim", "violation", "seed", "case", "scenario"];
    private static readonly string[] OldKeysWithSchedule = ["interleaving", "driver", "property", "clause", "what", "found", "concurrent", "play", "config", "parts", "scenario", "steps"];

    /// <summary>Whether a context may be preempted: an old form is only for those, or only for the others.</summary>
    public bool HasSchedule => Schedule is not null && (IsOld || Fields.Has(Schedule) || !Fields.Has("scenario"));

    /// <summary>Whether the property stands there without its environment.</summary>
    public bool IsOld => Schedule != "schedule";

    /// <summary>How it was found, in words.</summary>
    public string Found() => Schedule is null ? ScenarioWitness.FoundAt(Seed(), (int)Fields.Integer("case", 1, int.MaxValue)) : Fields.Text("found");

    /// <exception cref="InputException">The keys are not those of a witness.</exception>
    public static WitnessForm Of(JsonElement element, Place place)
    {
        string[] keys = JsonFields.KeysOf(element, place);
        if (keys.Contains("interleaving"))
        {
            var old = new JsonFields(element, place, OldKeysWithSchedule);
            old.Integer("interleaving", 1, 1);
            return new WitnessForm(old, "driver", Either(old, "property", "clause"), "what", Either(old, "concurrent", "play"), "steps").WithOneScript();
        }
        bool isOld = keys.Contains("witness") && element.GetProperty("witness") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out int number) && number == 1;
        var fields = new JsonFields(element, place, isOld ? OldKeys : Keys);
        if (isOld) return new(fields, "revision", "claim", "violation", "", null);
        fields.Integer("witness", Version, Version);
        return new WitnessForm(fields, "driver", "property", "what", "concurrent", "schedule").WithOneScript();
    }

    private WitnessForm WithOneScript()
    {
        foreach (string key in (string[])[Concurrent, "config", "parts"])
            if (Fields.Has("scenario") && Fields.Has(key)) throw Fields.Place.Key(key).Error("cannot stand beside a scenario");
        return this;
    }

    /// <summary>The key that a file uses: files from before November 2026 have other words.</summary>
    private static string Either(JsonFields fields, string word, string old)
    {
        if (!fields.Has(old)) return word;
        return fields.Has(word) ? throw fields.Place.Key(old).Error($"cannot stand beside {word}, whose old name it is") : old;
    }

    private ulong Seed()
    {
        Fields.Value("seed");
        return Fields.Unsigned64("seed");
    }
}
