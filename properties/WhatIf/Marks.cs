using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>What a revision says of itself, and what properties hold it to: its limits, bounds and times.</summary>
internal static class Marks
{
    /// <summary>With what becomes of a promise when the mark rises, and when it falls or is there where none was; none is as high as can be.</summary>
    private static readonly (string Name, string Unit, Func<Revision, long?> Value, string Higher, string Lower)[] All =
    [
        (nameof(Revision.QueueLimit), "bytes", r => r.QueueLimit(Parameters.Default), "more may be queued", "less may be queued"),
        (nameof(Revision.WakeMark), "bytes", r => r.WakeMark(Parameters.Default), "a stopped Tx queue is woken sooner", "a stopped Tx queue is woken later"),
        (nameof(Revision.MemoryBound), "bytes", r => r.MemoryBound(Parameters.Default), "BoundedMemory promises less", "BoundedMemory promises more"),
        (nameof(Revision.ExpiresAfterMs), "ms", r => r.ExpiresAfterMs(Parameters.Default), "BoundedLatency promises less", "BoundedLatency promises more"),
        (nameof(Revision.StallAfterMs), "ms", r => r.StallAfterMs(Parameters.Default), "only a longer stall may take the carrier off", "a shorter stall may take the carrier off"),
        (nameof(Revision.StallTimeoutMs), "ms", r => r.StallTimeoutMs(Parameters.Default), "StallIsDetected promises less", "StallIsDetected promises more"),
        // Of a packet that lacked three.
        (nameof(Revision.SlotsThatEndStall), "slots", r => r.SlotsThatEndStall(Parameters.Default, 3), "CarrierRecovers promises less", "CarrierRecovers promises more"),
    ];

    /// <summary>The members that say them.</summary>
    public static IEnumerable<string> Names => All.Select(mark => mark.Name);

    /// <summary>The marks that the revision has moved, with the parameters of the driver.</summary>
    public static IEnumerable<Difference> Moved(Revision before, Revision now) =>
        from mark in All
        let was = mark.Value(before)
        let @is = mark.Value(now)
        where was != @is
        select new Difference(Kind.Moved, mark.Name, [
            $"{Words(was, mark.Unit)} with {before.Name}, {Words(@is, mark.Unit)} now: {((@is ?? long.MaxValue) > (was ?? long.MaxValue) ? mark.Higher : mark.Lower)}.",
            "Properties hold a revision to its own marks: whether this is acceptable no verdict says."]);

    private static string Words(long? value, string unit) => value is { } number ? $"{number:N0} {unit}" : "none";
}
