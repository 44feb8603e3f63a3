namespace Netback.Properties.Evidence.Player;

/// <summary>One moment of a run that a reader can go to.</summary>
/// <param name="Step">The step that it is part of: of a scenario from 0, -1 for connecting; of a schedule from 1.</param>
/// <param name="Lane">Number of the context that acts.</param>
/// <param name="Lines">What it does: the point that it passes, values read (<c>➜</c>) and written (<c>=</c>), and what that means.</param>
/// <param name="State">What can be seen afterwards.</param>
/// <param name="Source">The line of the driver at which it stands, as a link, or null.</param>
public sealed record Frame(int Step, int Lane, IReadOnlyList<string> Lines, Snapshot State, string? Source);
