using System.Reflection;
using System.Text.Json;
using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Conformance;

/// <summary>The comparison can fail: each field of a recording that is altered is found, where it is.</summary>
public class TraceComparisonTests
{
    private const int At = 4; // step 3

    private static readonly Revision Driver = History.Find("stall-detection")!;
    private static readonly RecordedScenario Recorded = Named("two-queues-one-stalls");

    public static TheoryData<string> LineFields() => [.. Fields(typeof(TraceLine)).Where(name => name is not ("Queues" or "Stack"))];

    public static TheoryData<string> QueueFields() => [.. Fields(typeof(TraceQueue))];

    [Theory]
    [MemberData(nameof(LineFields))]
    public void AlteredFieldOfTheVif_IsFound(string field)
    {
        var (line, recorded, ours) = Altered(Recorded.Trace![At], field);
        AssertFound(Camel(field), recorded, ours, WithLine(line));
    }

    [Fact]
    public void AlteredStack_IsFound() => AssertFound("stack", $"{new TraceStack { Link = true }}", "null", WithLine(Recorded.Trace![At] with { Stack = new() { Link = true } }));

    [Theory]
    [MemberData(nameof(QueueFields))]
    public void AlteredFieldOfAQueue_IsFound(string field)
    {
        var line = Recorded.Trace![At];
        var (queue, recorded, ours) = Altered(line.Queues[1], field);
        AssertFound($"queues[1].{Camel(field)}", recorded, ours, WithLine(line with { Queues = [line.Queues[0], queue] }));
    }

    [Fact]
    public void MissingQueue_IsFound() =>
        AssertFound("queues.length", "1", "2", WithLine(Recorded.Trace![At] with { Queues = [Recorded.Trace![At].Queues[0]] }));

    [Fact]
    public void TraceThatEndsEarlierOrLater_IsFound()
    {
        var trace = Recorded.Trace!;
        AssertFound("trace.length", $"{At}", $"{trace.Count}", Recorded with { Trace = [.. trace.Take(At)] });
        var longer = Find(Recorded with { Trace = [.. trace, trace[^1] with { Step = trace.Count - 1 }] });
        Assert.Equal(
            (trace.Count - 1, "trace.length", $"{trace.Count + 1}", $"{trace.Count}"),
            (longer!.Step, longer.Field, longer.Recorded, longer.Ours));
    }

    [Fact]
    public void RecordedBugThatDoesNotHappen_IsFound()
    {
        var bug = new TraceLine { Step = At - 1, Now = 0, Outcome = StepOutcome.Bug, Where = "f", What = "a > b" };
        AssertFound("outcome", "\"bug\"", Outcome(Recorded.Trace![At]), Recorded with { Trace = [.. Recorded.Trace!.Take(At), bug] });
    }

    [Theory]
    [InlineData("What", "what")]
    [InlineData("Where", "where")]
    [InlineData("Now", "now")]
    public void AlteredFieldOfABug_IsFound(string field, string path)
    {
        var bug = Buggy();
        var (line, recorded, ours) = Altered(bug.Trace![^1], field);
        var found = Find(bug with { Trace = [.. bug.Trace!.SkipLast(1), line] })!;
        Assert.Equal((line.Step, path, recorded, ours), (found.Step, found.Field, found.Recorded, found.Ours));
    }

    [Fact]
    public void BugThatIsNotRecorded_IsFound()
    {
        var bug = Buggy();
        var quiet = bug.Trace![^2] with { Step = bug.Trace[^1].Step, Outcome = null };
        var found = Find(bug with { Trace = [.. bug.Trace.SkipLast(1), quiet] })!;
        Assert.Equal((quiet.Step, "outcome", "null", "\"bug\""), (found.Step, found.Field, found.Recorded, found.Ours));
    }

    [Fact]
    public void AlteredLineAfterConnecting_IsFound()
    {
        var first = Recorded.Trace![0];
        var found = Find(Recorded with { Trace = [first with { Carrier = !first.Carrier }, .. Recorded.Trace.Skip(1)] });
        Assert.Equal("step -1 (connect): carrier: recorded true, here false", found!.ToString());
    }

    [Fact]
    public void BareScenario_IsRefusedWithItsPlace()
    {
        var refusal = Assert.Throws<InputException>(() => Find(Recorded with { Trace = null }));
        Assert.StartsWith(Recorded.Where, refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertFound(string field, string recorded, string ours, RecordedScenario altered)
    {
        string description = StepWords.Of(altered.Scenario.Steps[At - 1]);
        Assert.Equal(new Difference(At - 1, description, field, recorded, ours), Find(altered));
    }

    private static Difference? Find(RecordedScenario recorded) => TraceComparison.FirstDifference(recorded, Driver);

    private static RecordedScenario Named(string name) =>
        ScenarioReader.ReadFile(Recordings.Path("handmade", Driver.Name)).Single(r => r.Scenario.Name == name);

    private static RecordedScenario Buggy() =>
        ScenarioReader.ReadFile(Recordings.Path("public", Driver.Name)).First(r => r.Trace![^1].Outcome == StepOutcome.Bug);

    private static RecordedScenario WithLine(TraceLine line) =>
        Recorded with { Trace = [.. Recorded.Trace!.Take(At), line, .. Recorded.Trace!.Skip(At + 1)] };

    private static IEnumerable<string> Fields(Type type) => type.GetProperties().Select(property => property.Name);

    /// <summary>A copy in which one field has another value, with that and the old value as they stand in files.</summary>
    private static (T Copy, string Recorded, string Ours) Altered<T>(T original, string field)
    {
        var property = typeof(T).GetProperty(field)!;
        var clone = typeof(T).GetMethod("<Clone>$", BindingFlags.Public | BindingFlags.Instance)!;
        var copy = (T)clone.Invoke(original, null)!;
        object? old = property.GetValue(original);
        object altered = Other(old, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        property.SetValue(copy, altered);
        return (copy, Json(altered), Json(old));
    }

    private static object Other(object? old, Type type) =>
        type == typeof(bool) ? old is not true
        : type == typeof(string) ? old + "\"x\""
        : type.IsEnum ? Enum.ToObject(type, (old is null ? 0 : Convert.ToInt32(old) + 1) % 4)
        : Convert.ChangeType(old is null ? 1 : Convert.ToInt64(old) + 1, type);

    private static string Outcome(TraceLine line) => Json(line.Outcome);

    private static string Json(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        Enum word => $"\"{Camel($"{word}")}\"",
        _ => $"{value}",
    };

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
