using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>How what a search has come to stands in a file: what was written is read again as the same.</summary>
/// <typeparam name="T">What a search comes to.</typeparam>
internal interface IForm<T>
{
    void Write(Utf8JsonWriter json, T result);

    /// <exception cref="InputException">It is not such a result.</exception>
    /// <param name="result">What <see cref="Write"/> has written.</param>
    /// <param name="place">Where it stands, for messages.</param>
    T Read(JsonElement result, Place place);
}
