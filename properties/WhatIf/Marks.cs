using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>What a revision says of itself, and what properties hold it to: its limits, bounds and times.</summary>
internal static class Marks
{
    private static readonly (string Name, string Unit, Func<Revision, long?> Value)[] All =
    [
        (nameof(Revision.QueueLimit), "bytes", r => r.QueueLimit(Parameters.Default)),
        (nameof(Revision.WakeMark), "bytes", r => r.WakeMark(Parameters.Default)),
        (nameof(Revision.MemoryBound), "bytes", r => r.MemoryBound(Parameters.Default)),
        (nameof(Revision.ExpiresAfterMs), "ms", r => r.ExpiresAfterMs(Parameters.Default)),
        (nameof(Revision.StallAfterMs), "ms", r => r.StallAfterMs(Parameters.Default)),
        (nameof(Revision.StallTimeoutMs), "ms", r => r.StallTimeoutMs(Parameters.Default)),
        // Of a packet that lacked three.
        (nameof(Revision.SlotsThatEndStall), "slots", r => r.SlotsThatEndStall(Parameters.Default, 3)),
    ];

    /// <summary>The members that say them.</summary>
    public static IEnumerable<string> Names => All.Select(mark => mark.Name);

    /// <summary>The marks that the revision has moved, with the parameters of the driver.</summary>
    public static IEnumerable<Difference> Moved(Revision before, Revision now) =>
        from mark in All
        let was = mark.Value(before)
        let @is = mark.Value(now)
        where was != @is
        select new Difference(Kind.Moved, mark.Name, [$"{Words(was, mark.Unit)} with {before.Name}, {Words(@is, mark.Unit)} now; properties hold it to its own"]);

    private static string Words(long? value, string unit) => value is { } number ? $"{number:N0} {unit}" : "none";
}
