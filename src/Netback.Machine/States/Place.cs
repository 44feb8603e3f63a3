namespace Netback.States;

/// <summary>
/// What a context is in the middle of, as numbers: one suspended call and the place of its caller. Equal ones are one, so that the number
/// of the leaf's place says it all.
/// </summary>
internal sealed class Place
{
    /// <summary>In the middle of nothing, and a thread that has not run yet.</summary>
    public const int Idle = 0, Starting = 1;

    public required int Number { get; init; }

    /// <summary>Kind of frame, resume point, then its locals.</summary>
    public required long[] Codes { get; init; }

    public required Place? Caller { get; init; }

    /// <summary>Of a leaf: where it stands, what it waits for, what it will do.</summary>
    public required (string What, Guard? Guard, Access Access)? At { get; init; }

    /// <summary>The frame, to be copied.</summary>
    public Frame? Template { get; set; }

    /// <summary>Slots that this and its callers speak of.</summary>
    public required int[] Slots { get; init; }

    /// <summary>Its numbers after each shift that has been asked for.</summary>
    public Dictionary<Shift, int> After { get; } = [];

    public FrameType Type => FrameType.Of((int)Codes[0]);

    /// <summary>The methods, callers first, with their live locals.</summary>
    public override string ToString()
    {
        if (Number == Idle) return "idle";
        if (Number == Starting) return "starting";
        var locals = Type.LocalsAt((int)Codes[1]);
        string values = string.Join(", ", locals.Select((l, i) => (l, Code: Codes[2 + i])).Where(x => x.l.Name[0] != '<').Select(x => $"{x.l.Name}={x.Code}"));
        return $"{(Caller is null ? "" : Caller + " > ")}{Type.Method}@{Codes[1]}{(values.Length > 0 ? $"({values})" : "")}";
    }
}
