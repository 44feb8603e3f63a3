using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>Where in the input a value stands, so that a complaint about it can say so.</summary>
/// <param name="Where">File and line.</param>
/// <param name="Path">Path of the value inside, such as <c>steps[3].queue</c>; empty for the outermost value.</param>
internal readonly record struct Place(string Where, string Path)
{
    public Place Key(string key) => new(Where, Path.Length == 0 ? key : $"{Path}.{key}");

    public Place Item(int index) => new(Where, $"{Path}[{index}]");

    public InputException Error(string message, Exception? inner = null) =>
        new(Path.Length == 0 ? $"{Where}: {message}" : $"{Where}: {Path}: {message}", inner);

    /// <summary>Refuses a value of any other kind than <paramref name="kind"/>.</summary>
    public void Expect(JsonElement value, JsonValueKind kind)
    {
        if (value.ValueKind != kind)
            throw Error($"must be {Name(kind)}, not {Name(value.ValueKind)}");
    }

    public static string Name(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
