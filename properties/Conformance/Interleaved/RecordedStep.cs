using System.Text.Json;

namespace Netback.Properties.Conformance.Interleaved;

/// <summary>One access of the real driver or of its environment: who made it, what it was, to which word, and what was read or written.</summary>
/// <param name="Context">As in the recording: <c>host0</c>, <c>rx0</c>, <c>irq0</c>, <c>guest0</c>, <c>toolstack</c>, <c>clock</c>.</param>
/// <param name="Kind">What: <c>r</c>, <c>w</c>, <c>x</c>, <c>lock</c>, <c>begin</c>, <c>sleep</c> …</param>
/// <param name="Word">To which word or lock, or what begins; empty where the kind says it all.</param>
/// <param name="Values">The rest of the step: numbers and words.</param>
public sealed record RecordedStep(string Context, string Kind, string Word, IReadOnlyList<JsonElement> Values)
{
    /// <summary>A value as a number; true is 1.</summary>
    public long Number(int at) => Values[at].ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => Values[at].GetInt64(),
    };

    public string Text(int at) => Values[at].GetString()!;

    public override string ToString() =>
        $"{Context} {Kind}{(Word.Length > 0 ? " " + Word : "")}{string.Concat(Values.Select(v => " " + v))}";
}
