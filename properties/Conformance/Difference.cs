namespace Netback.Properties.Conformance;

/// <summary>The first place at which a revision behaves otherwise than the recording says.</summary>
/// <param name="Step">Index of the step, or -1 for connecting.</param>
/// <param name="Description">The step in words.</param>
/// <param name="Field">Path of the field in the trace line, such as <c>queues[1].reqEvent</c>; <c>trace.length</c> if
/// one of the two ends there.</param>
/// <param name="Recorded">The recorded value, as it stands in the file (JSON).</param>
/// <param name="Ours">The value of the revision, in the same form.</param>
public sealed record Difference(int Step, string Description, string Field, string Recorded, string Ours)
{
    public override string ToString() => $"step {Step} ({Description}): {Field}: recorded {Recorded}, here {Ours}";
}
