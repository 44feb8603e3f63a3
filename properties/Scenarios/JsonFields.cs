using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>
/// One object of the input, read strictly: every key is known and stands there once, every value has the type and the
/// range that it should have. <see cref="JsonElement"/> alone would let a mistyped key pass as a left-out field.
/// </summary>
internal readonly struct JsonFields
{
    private readonly JsonElement element;

    /// <param name="element">The value, which must be an object.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="keys">The keys that it may have, at most 64; quickest if in the order in which files have them.</param>
    public JsonFields(JsonElement element, Place place, ReadOnlySpan<string> keys)
    {
        place.Expect(element, JsonValueKind.Object);
        (this.element, Place) = (element, place);
        ulong seen = 0;
        int next = 0;
        foreach (var property in element.EnumerateObject())
        {
            int key = Match(property, keys, next);
            if ((seen & 1UL << key) != 0)
                throw place.Key(keys[key]).Error("the key is given twice");
            seen |= 1UL << key;
            next = key + 1;
        }
    }

    public Place Place { get; }

    /// <summary>The same object where fewer keys are allowed: what a key may stand next to can depend on its value.</summary>
    public JsonFields Only(ReadOnlySpan<string> keys) => new(element, Place, keys);

    public bool Has(string key) => element.TryGetProperty(key, out _);

    /// <summary>The value of a key that must be there.</summary>
    public JsonElement Value(string key) =>
        element.TryGetProperty(key, out var value) ? value : throw Place.Key(key).Error("missing");

    /// <summary>The elements of an array of at most <paramref name="most"/> elements.</summary>
    public JsonElement Array(string key, int most)
    {
        var value = Value(key);
        Place.Key(key).Expect(value, JsonValueKind.Array);
        if (value.GetArrayLength() > most)
            throw Place.Key(key).Error($"{value.GetArrayLength()} elements, at most {most} are allowed here");
        return value;
    }

    public bool Boolean(string key) => Boolean(key, Value(key));

    public bool Boolean(string key, bool absent) => element.TryGetProperty(key, out var value) ? Boolean(key, value) : absent;

    public bool? BooleanOrNull(string key) => IsNull(key) ? null : Boolean(key);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public long Integer(string key, long least, long most) => Integer(key, Value(key), least, most);

    public long Integer(string key, long least, long most, long absent) =>
        element.TryGetProperty(key, out var value) ? Integer(key, value, least, most) : absent;

    public long? IntegerOrNull(string key, long least, long most) => IsNull(key) ? null : Integer(key, least, most);

    /// <summary>A whole number up to 2^64 - 1, or 0 if left out.</summary>
    public ulong Unsigned64(string key)
    {
        if (!element.TryGetProperty(key, out var value))
            return 0;
        Place.Key(key).Expect(value, JsonValueKind.Number);
        return value.TryGetUInt64(out ulong number) ? number
            : throw Place.Key(key).Error($"must be a whole number from 0 to {ulong.MaxValue}, not {Shown(value)}");
    }

    /// <summary>A text of 1 to <see cref="ScenarioReader.MaxName"/> characters that fits on a line.</summary>
    public string Text(string key)
    {
        string text = AnyText(key);
        return text.Length is > 0 and <= ScenarioReader.MaxName && !text.Any(char.IsControl) ? text
            : throw Place.Key(key).Error($"must be 1 to {ScenarioReader.MaxName} characters without control characters");
    }

    /// <summary>A text of any length without control characters.</summary>
    public string Line(string key) => AnyText(key) is { Length: > 0 } text && !text.Any(char.IsControl) ? text
        : throw Place.Key(key).Error("must be a string without control characters");

    /// <summary>An array of texts of 1 to <see cref="ScenarioReader.MaxName"/> characters that fit on a line, at most <paramref name="most"/>.</summary>
    public List<string> Texts(string key, int most)
    {
        var texts = new List<string>();
        foreach (var item in Array(key, most).EnumerateArray())
        {
            var place = Place.Key(key).Item(texts.Count);
            place.Expect(item, JsonValueKind.String);
            string text = Unescaped(item.GetString, place);
            if (text.Length is 0 or > ScenarioReader.MaxName || text.Any(char.IsControl))
                throw place.Error($"must be 1 to {ScenarioReader.MaxName} characters without control characters");
            texts.Add(text);
        }
        return texts;
    }

    /// <summary>The keys of an object that may have any, at most 64 different ones, in their order.</summary>
    public static string[] KeysOf(JsonElement element, Place place)
    {
        place.Expect(element, JsonValueKind.Object);
        string[] keys = [.. element.EnumerateObject().Select(p => Unescaped(() => p.Name, place)).Distinct()];
        return keys.Length <= 64 ? keys : throw place.Error($"{keys.Length} keys, at most 64 are allowed here");
    }

    /// <summary>The position in <paramref name="words"/> of the word that stands there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="words">Those that may stand there.</param>
    /// <param name="known">What a complaint says there is, or null for all of them.</param>
    public int Word(string key, ReadOnlySpan<string> words, string? known = null)
    {
        string text = AnyText(key);
        int word = words.IndexOf(text);
        return word >= 0 ? word
            : throw Place.Key(key).Error($"must be one of {known ?? string.Join(", ", words!)}, not {InputException.Quote(text)}");
    }

    public bool IsNull(string key) => Value(key).ValueKind == JsonValueKind.Null;

    private string AnyText(string key)
    {
        var value = Value(key);
        Place.Key(key).Expect(value, JsonValueKind.String);
        return Unescaped(value.GetString, Place.Key(key));
    }

    private static string Unescaped(Func<string?> text, Place place)
    {
        try
        {
            return text()!;
        }
        catch (InvalidOperationException e) // half a surrogate pair, written as an escape
        {
            throw place.Error("is not valid Unicode", e);
        }
    }

    private bool Boolean(string key, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Place.Key(key).Expect(value, JsonValueKind.True);
        return value.GetBoolean();
    }

    private long Integer(string key, JsonElement value, long least, long most)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= least && number <= most)
            return number;
        Place.Key(key).Expect(value, JsonValueKind.Number);
        string range = least == most ? $"{least}"
            : most == long.MaxValue ? $"a whole number, at least {least}"
            : $"a whole number from {least} to {most}";
        throw Place.Key(key).Error($"must be {range}, not {Shown(value)}");
    }

    private static string Shown(JsonElement number)
    {
        string text = number.GetRawText();
        return text.Length <= 30 ? text : text[..30] + "…";
    }

    private int Match(JsonProperty property, ReadOnlySpan<string> keys, int next)
    {
        string name;
        try
        {
            if (next < keys.Length && property.NameEquals(keys[next]))
                return next;
            name = property.Name;
        }
        catch (InvalidOperationException e) // half a surrogate pair, written as an escape
        {
            throw Place.Error("a key is not valid Unicode", e);
        }
        int key = keys.IndexOf(name);
        return key >= 0 ? key
            : throw Place.Error($"unknown key {InputException.Quote(name)}; known here: {string.Join(", ", keys!)}");
    }
}
