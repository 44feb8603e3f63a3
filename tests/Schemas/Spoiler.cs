using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Netback.Tests.Schemas;

/// <summary>A document with one thing changed.</summary>
/// <param name="How">What was changed, and where.</param>
/// <param name="Text">The document.</param>
/// <param name="IsOfValue">Whether it is only a value that was changed, and not what type it has or which keys there are.</param>
internal sealed record Spoilt(string How, string Text, bool IsOfValue);

/// <summary>Changes one thing at a time in a document: each key is left out, each object gets a key that nobody knows, and each value becomes others.</summary>
internal static partial class Spoiler
{
    private static readonly string[] Values = ["null", "true", "-1", "0", "1.5", "18446744073709551616", "\"x\"", "\"\"", "\"a\\nb\"", "[]", "{}"];

    /// <summary>Every document that differs from this one in one thing; of elements of an array that are of one kind, one is changed.</summary>
    public static IEnumerable<Spoilt> All(JsonNode document)
    {
        foreach (var node in Nodes(document).DistinctBy(n => (Index().Replace(n.GetPath(), "[]"), Act(n.Parent), Act(n))).ToList())
        {
            string at = node.GetPath();
            if (node is JsonObject keys)
            {
                keys["nobodyKnowsMe"] = 1;
                yield return new($"{at}: unknown key", document.ToJsonString(), false);
                keys.Remove("nobodyKnowsMe");
            }
            if (node.Parent is not JsonObject parent) continue;
            string key = node.GetPropertyName();
            int position = parent.IndexOf(key);
            parent.Remove(key);
            yield return new($"{at}: left out", document.ToJsonString(), false);
            foreach (string value in Values)
            {
                var changed = JsonNode.Parse(value);
                parent.Insert(position, key, changed);
                yield return new($"{at}: {value}", document.ToJsonString(), Kind(changed) == Kind(node));
                parent.Remove(key);
            }
            parent.Insert(position, key, node);
        }
    }

    /// <summary>The same with one element of each sort in every array: enough to show all that the document has.</summary>
    public static JsonNode Trimmed(JsonNode document)
    {
        foreach (var array in Nodes(document).OfType<JsonArray>().ToList())
        {
            if (IsReferredTo(array)) continue;
            var one = array.DistinctBy(Sort).ToList();
            one.AddRange(array.Except(one).Where(cell => one.Exists(o => IsShownBy(cell, o))).ToList());
            Keep(array, one);
        }
        var left = Nodes(document).OfType<JsonArray>().Where(IsReferredTo).ToList();
        var names = Nodes(document).OfType<JsonValue>().Where(v => !left.Exists(array => v.Parent?.Parent == array)).Select(v => v.ToString()).ToHashSet();
        foreach (var array in left) Keep(array, [.. array.Where(element => names.Contains(element!["name"]!.ToString()))]);
        return document;
    }

    /// <summary>Whether others refer to its elements by name.</summary>
    private static bool IsReferredTo(JsonArray array) => array.Parent is JsonObject && array.GetPropertyName() is "revisions" or "claims" && array.FirstOrDefault() is JsonObject;

    private static void Keep(JsonArray array, List<JsonNode?> elements)
    {
        array.Clear();
        foreach (var element in elements) array.Add(element);
    }

    /// <summary>Whether it is the cell of the evidence whose violation the other one shows.</summary>
    private static bool IsShownBy(JsonNode? cell, JsonNode? other) => cell is JsonObject && other is JsonObject keys && keys["violationOf"] is { } claim
        && claim.ToString() == cell["claim"]?.ToString() && keys["revision"]?.ToString() == cell["revision"]?.ToString();

    /// <summary>What kind of step it is, or nothing.</summary>
    private static string Act(JsonNode? node) => node is JsonObject keys && keys.TryGetPropertyValue("do", out var act) && act is not null ? act.ToString() : "";

    private static string Sort(JsonNode? node) => node switch
    {
        JsonObject keys => "{" + string.Join(',', keys.Select(k => $"{k.Key}:{(k.Key == "do" ? k.Value!.ToString() : Sort(k.Value))}")) + "}",
        JsonArray => "[]",
        _ => Kind(node).ToString(),
    };

    /// <summary>What type of value it is; true and false are of one.</summary>
    private static JsonValueKind Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null => JsonValueKind.Null,
        JsonValueKind.False => JsonValueKind.True,
        { } kind => kind,
    };

    /// <summary>All nodes but nulls, from the outside in.</summary>
    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        var inner = node switch
        {
            JsonObject keys => keys.Select(k => k.Value),
            JsonArray elements => elements,
            _ => Enumerable.Empty<JsonNode?>(),
        };
        foreach (var deeper in inner.OfType<JsonNode>().SelectMany(Nodes)) yield return deeper;
    }

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
