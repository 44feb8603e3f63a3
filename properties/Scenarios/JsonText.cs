using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>JSON as text.</summary>
internal static class JsonText
{
    /// <summary>What <paramref name="write"/> writes, on one line, without a line break.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ScenarioWriter.Options)) write(json);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
