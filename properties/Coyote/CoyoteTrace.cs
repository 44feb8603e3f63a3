using System.Text.Json;
using System.Text.Json.Nodes;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Coyote;

/// <summary>
/// A schedule as Coyote writes it, by numbers of threads and kinds of scheduling points: replays exactly the same build, and nothing else.
/// The name of the test in it says which driver was scheduled in which concurrent scenario (<see cref="Scheduled.NameOf"/>).
/// </summary>
/// <param name="Driver">A revision, or one with a race in it.</param>
/// <param name="ConcurrentScenario">One that has a name.</param>
/// <param name="Json">What Coyote wrote.</param>
public sealed record CoyoteTrace(Revision Driver, ConcurrentScenario ConcurrentScenario, string Json)
{
    /// <summary>How the files are called.</summary>
    public const string Extension = ".trace";

    private const string Name = "TestName";

    /// <exception cref="InputException">The file is not a trace of one of our concurrent scenarios.</exception>
    public static CoyoteTrace Read(string path)
    {
        using var document = ScenarioReader.ReadDocument(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty(Name, out var name)
            || name.ValueKind != JsonValueKind.String || !document.RootElement.TryGetProperty("Steps", out var steps)
            || steps.ValueKind != JsonValueKind.Array)
            throw new InputException($"{path}: not a trace of Coyote: {Name} and Steps are missing");
        var fields = CoyoteTraceCheck.Fields(document.RootElement, new(path, ""));
        string test = fields.Text(Name), method = test[(test.LastIndexOf('.') + 1)..];
        foreach (string driver in Drivers.Names)
            foreach (var concurrent in ConcurrentScenarios.All)
            {
                if (Scheduled.NameOf(driver, concurrent.Name) != method) continue;
                // Over what it has not written itself, Coyote ends in an exception of any kind.
                CoyoteTraceCheck.Of(fields);
                return new(Drivers.Find(driver)!, concurrent, document.RootElement.GetRawText());
            }
        throw new InputException($"{path}: {Name}: {InputException.Quote(test)} is not a driver in a concurrent scenario, such as LateEoi_EventWhileSending");
    }

    /// <summary>What a file of this trace holds.</summary>
    public override string ToString()
    {
        var node = JsonNode.Parse(Json)!.AsObject();
        node[Name] = Scheduled.NameOf(Drivers.NameOf(Driver), ConcurrentScenario.Name);
        return node.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
    }
}
