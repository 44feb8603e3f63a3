namespace Netback.Properties.WhatIf;

/// <summary>One way through the code of a revision of one's own: into a method, or on from a condition.</summary>
/// <param name="Number">Place among the edges of its assembly, from 0.</param>
/// <param name="Owner">Full name of the outermost type around it.</param>
/// <param name="Method">Name of the method as it stands in the source.</param>
/// <param name="Branch">Number of the condition among those of its assembly, from 0; -1 for the way into a method.</param>
/// <param name="File">Name of the source file without its folder, or null if there are no symbols.</param>
/// <param name="Line">Line of the condition or of the method's first statement, from 1; 0 without symbols.</param>
/// <param name="Condition">Which condition of its line, from 1.</param>
/// <param name="LeadsTo">Line where the way goes on, from 1; 0 if that is not known.</param>
public sealed record Edge(int Number, string Owner, string Method, int Branch, string? File, int Line, int Condition, int LeadsTo)
{
    /// <summary>Whether it is the way into a method.</summary>
    public bool IsEntry => Branch < 0;

    /// <summary>Where the source is, if it could be found; to print the line.</summary>
    public string? Path { get; init; }
}
