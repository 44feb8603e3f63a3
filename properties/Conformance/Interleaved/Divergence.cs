namespace Netback.Properties.Conformance.Interleaved;

/// <summary>Where a recorded run and the model part.</summary>
/// <param name="Recording">The run.</param>
/// <param name="Step">Number of the step, from 0; the number of steps if it is the end.</param>
/// <param name="Recorded">What was recorded.</param>
/// <param name="Ours">What the model does.</param>
public sealed record Divergence(InterleavedRecording Recording, int Step, string Recorded, string Ours)
{
    /// <summary>The steps before it, the last one last.</summary>
    public IEnumerable<(int Number, RecordedStep Step)> Before(int count) =>
        Enumerable.Range(Math.Max(0, Step - count), Math.Min(count, Step)).Select(i => (i, Recording.Steps[i]));
}
