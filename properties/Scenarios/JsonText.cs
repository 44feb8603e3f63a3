using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Netback.Properties.Scenarios;

/// <summary>JSON as text.</summary>
internal static class JsonText
{
    /// <summary>How records of our own are read and written: an unknown, a missing or a null member is refused.</summary>
    public static JsonSerializerOptions Strict { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What <paramref name="write"/> writes, on one line, without a line break.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ScenarioWriter.Options)) write(json);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
