using Netback.Properties.Specification;

namespace Netback.Properties.WhatIf;

/// <summary>What a difference is to somebody who wants to make the change.</summary>
public enum Kind
{
    /// <summary>The revision violates what its base keeps, or a test of its own fails.</summary>
    Worse,
    /// <summary>Both violate it in the same words, the revision also by steps by which its base does not: the known fault met in another place, or a new one.</summary>
    ByOtherSteps,
    /// <summary>A search ended in an exception or did not end: nothing is known of what it was to look for.</summary>
    Error,
    /// <summary>The revision keeps what its base violates.</summary>
    Better,
    /// <summary>A mark, a bound, or how near the search came to one.</summary>
    Moved,
    /// <summary>A branch of the changed code that no search took, or a situation that a property needs and that did not occur.</summary>
    NotExercised,
    /// <summary>What nothing was looked for, and why.</summary>
    NotJudged,
}

/// <summary>One thing in which a revision differs from its base, or of which nothing is known.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The property, the mark or the line of code.</param>
/// <param name="Words">What is different, a sentence each.</param>
public sealed record Difference(Kind Kind, string Subject, IReadOnlyList<string> Words)
{
    /// <summary>The file that shows it, for <c>netback replay</c>; or null.</summary>
    public string? File { get; init; }

    /// <summary>The claim that it is about with one context at a time, or null.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Environments that contain this one and differ in the same way: nothing is said of these again.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Steps in it.</summary>
    public int Steps { get; init; }
}
