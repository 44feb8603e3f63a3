using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>The form of records that hold nothing but numbers, texts and such records.</summary>
internal sealed class PlainForm<T> : IForm<T>
{
    public void Write(Utf8JsonWriter json, T result) => JsonSerializer.Serialize(json, result, JsonText.Strict);

    public T Read(JsonElement result, Place place)
    {
        try
        {
            return result.Deserialize<T>(JsonText.Strict) ?? throw place.Error("must not be null");
        }
        catch (JsonException e)
        {
            throw place.Error(InputException.Brief(e.Message.Split('\n')[0]), e);
        }
    }
}
