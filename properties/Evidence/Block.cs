namespace Netback.Properties.Evidence;

/// <summary>A piece of the report. Both writers take the same pieces, so that both say the same. Texts are as <see cref="Markup"/> says.</summary>
public abstract record Block;

/// <summary>A heading; <paramref name="Id"/> is what links point at.</summary>
public sealed record Heading(int Level, string Id, string Text) : Block;

public sealed record Paragraph(string Text) : Block;

public sealed record Bullets(IReadOnlyList<string> Items) : Block;

/// <summary>Output of the tool, to the letter.</summary>
public sealed record Output(string Text) : Block;

/// <summary>How a cell is to look besides what it says.</summary>
public enum Tone { None, Good, Bad, Quiet, Alarm }

/// <param name="Text">What it says.</param>
/// <param name="Tone">How it looks.</param>
public readonly record struct TableCell(string Text, Tone Tone = Tone.None)
{
    /// <summary>Whether nobody had said so before.</summary>
    public bool IsNew { get; init; }

    public static implicit operator TableCell(string text) => new(text);
}

/// <param name="Caption">What the table shows.</param>
/// <param name="Head">Names of the columns.</param>
/// <param name="Rows">Each with a cell for each column; the first names the row, and is empty where the row above is about the same.</param>
public sealed record Table(string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<TableCell>> Rows) : Block
{
    /// <summary>Whether all columns but the first are narrow and alike.</summary>
    public bool IsMatrix { get; init; }

    /// <summary>What links to each row point at, or null where none does.</summary>
    public IReadOnlyList<string>? RowIds { get; init; }
}

/// <summary>Pictures side by side, where there is room.</summary>
/// <param name="Caption">What is to be seen in them.</param>
/// <param name="Drawings">From left to right.</param>
public sealed record Figure(string Caption, IReadOnlyList<Drawing> Drawings) : Block;

/// <summary>A picture.</summary>
/// <param name="Id">Unlike that of any other.</param>
/// <param name="Svg">For the page.</param>
/// <param name="Description">In words.</param>
/// <param name="File">The same as a file, for where no picture can stand in the text; or null.</param>
public sealed record Drawing(string Id, string Svg, string Description, DrawingFile? File);

/// <summary>A picture that stands alone.</summary>
public sealed record DrawingFile(string Name, string Svg);

/// <summary>Pieces that are folded away until someone wants to see them.</summary>
/// <param name="Id">What links point at.</param>
/// <param name="Title">What is to be seen when it is closed.</param>
/// <param name="Blocks">What is inside.</param>
public sealed record Fold(string Id, string Title, IReadOnlyList<Block> Blocks) : Block;

/// <summary>A run to step through, on a page with a script; elsewhere nothing.</summary>
/// <param name="Of">Id of the fold that it stands in: what links to its steps begin with.</param>
/// <param name="Run">What is played.</param>
public sealed record Play(string Of, Player.Playback Run) : Block;
