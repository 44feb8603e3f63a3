using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>The form of records that hold nothing but numbers, texts and such records.</summary>
internal sealed class PlainForm<T> : IForm<T>
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Write(Utf8JsonWriter json, T result) => JsonSerializer.Serialize(json, result, Options);

    public T Read(JsonElement result, Place place)
    {
        try
        {
            return result.Deserialize<T>(Options) ?? throw place.Error("must not be null");
        }
        catch (JsonException e)
        {
            throw place.Error(InputException.Brief(e.Message.Split('\n')[0]), e);
        }
    }
}
