using System.Text.Json;

namespace Netback.Properties.Evidence.Player;

/// <summary>What a player plays: one run that violates a property, or two on the same script, of which the second does not.</summary>
/// <param name="Property">Name of the property.</param>
/// <param name="Statement">What it states.</param>
/// <param name="Steps">The steps of the scenario in words, from connecting on; empty for a schedule, whose frames say it.</param>
/// <param name="Runs">The runs.</param>
public sealed record Playback(string Property, string Statement, IReadOnlyList<string> Steps, IReadOnlyList<RunRecording> Runs)
{
    /// <summary>As JSON for the script of the page. Each line of text and each link stands once, in <c>words</c>; a frame says what is other than in the one before it.</summary>
    public string ToJson()
    {
        var words = new List<string>();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("property", Property);
            json.WriteString("statement", Statement);
            json.WriteStartArray("steps");
            foreach (string step in Steps) json.WriteStringValue(step);
            json.WriteEndArray();
            json.WriteStartArray("runs");
            foreach (var run in Runs) Write(json, run);
            json.WriteEndArray();
            json.WriteStartArray("words");
            foreach (string word in words) json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());

        void Write(Utf8JsonWriter to, RunRecording run)
        {
            to.WriteStartObject();
            to.WriteString("name", run.Name);
            to.WriteString("about", Traces.RevisionWords.Of(run.Revision));
            to.WriteNumber("ring", run.Vif.RingSize);
            to.WriteNumber("queues", run.Vif.Queues);
            if (run.Revision.QueueLimit(run.Vif) is { } limit) to.WriteNumber("limit", limit);
            to.WriteStartArray("lanes");
            foreach (string lane in run.Lanes) to.WriteStringValue(lane);
            to.WriteEndArray();
            if (run.Violation is { } violation) to.WriteString("violation", violation);
            if (run.ViolatedIn is { } step) to.WriteNumber("violatedIn", step);
            to.WriteStartArray("frames");
            Frame? before = null;
            foreach (var frame in run.Frames) WriteFrame(to, frame, ref before);
            to.WriteEndArray();
            to.WriteEndObject();
        }

        void WriteFrame(Utf8JsonWriter to, Frame frame, ref Frame? before)
        {
            to.WriteStartArray();
            to.WriteNumberValue(frame.Step);
            to.WriteNumberValue(frame.Lane);
            to.WriteStartArray();
            foreach (string line in frame.Lines) to.WriteNumberValue(Number(line));
            to.WriteEndArray();
            List<KeyValuePair<string, object?>> changes = [.. frame.State.Since(before?.State)];
            if (changes.Count > 0 || frame.Source is not null)
            {
                to.WriteStartObject();
                foreach (var (name, value) in changes) WriteValue(to, name, value);
                to.WriteEndObject();
            }
            if (frame.Source is not null) to.WriteNumberValue(Number(frame.Source));
            to.WriteEndArray();
            before = frame;
        }

        int Number(string line)
        {
            if (numbers.TryGetValue(line, out int number)) return number;
            numbers.Add(line, words.Count);
            words.Add(line);
            return words.Count - 1;
        }
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        switch (value)
        {
            case bool truth: json.WriteBooleanValue(truth); break;
            case long number: json.WriteNumberValue(number); break;
            case IReadOnlyList<long> numbers:
                json.WriteStartArray();
                foreach (long number in numbers) json.WriteNumberValue(number);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue((string?)value); break;
        }
    }
}
