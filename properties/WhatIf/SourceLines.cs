using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Netback.Properties.WhatIf;

// Here, where it comes before the one of the machine.
using Instruction = Mono.Cecil.Cil.Instruction;

/// <summary>Where the code of a method stands in its source, as the symbols have it.</summary>
internal sealed class SourceLines
{
    private readonly List<SequencePoint> points;

    /// <param name="method">A method that has not been changed.</param>
    public SourceLines(MethodDefinition method)
    {
        points = [.. method.DebugInformation.SequencePoints.Where(p => !p.IsHidden).OrderBy(p => p.Offset)];
        Path = points.FirstOrDefault()?.Document.Url;
        File = Path is null ? null : Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];
        MethodName = NameOf(method);
    }

    /// <summary>Name of the method in the source: of a lambda, that of the method around it.</summary>
    public string MethodName { get; }

    /// <summary>The source file, or null.</summary>
    public string? Path { get; }

    /// <summary>Its name without the folder.</summary>
    public string? File { get; }

    /// <summary>Line of the first statement, or 0.</summary>
    public int FirstLine => points.FirstOrDefault()?.StartLine ?? 0;

    /// <summary>Line of the statement that an instruction belongs to, or 0.</summary>
    public int LineOf(Instruction instruction) => points.LastOrDefault(p => p.Offset <= instruction.Offset)?.StartLine ?? FirstLine;

    /// <summary>Line of the statement that begins at an instruction or after it; 0 at the end of the method.</summary>
    public int NextLine(Instruction instruction) => points.FirstOrDefault(p => p.Offset >= instruction.Offset)?.StartLine ?? 0;

    private static string NameOf(MethodDefinition method)
    {
        string name = method.Name == "MoveNext" ? method.DeclaringType.Name : method.Name;
        if (name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal)) return name[4..];
        int local = name.IndexOf(">g__", StringComparison.Ordinal);
        if (local >= 0) return name[(local + 4)..name.IndexOf('|', local)];
        int end = name.IndexOf('>');
        return name.StartsWith('<') && end > 1 ? name[1..end].TrimStart('<') : name;
    }
}
