using Netback.Revisions;

namespace Netback.Properties.Evidence.Player;

/// <summary>All that a player shows of one run.</summary>
/// <param name="Revision">The driver.</param>
/// <param name="Name">What the driver is called: a revision, or one with a race in it.</param>
/// <param name="Vif">What is configured.</param>
/// <param name="Lanes">Contexts that act, in the order in which they first do.</param>
/// <param name="Frames">What happens; the first is the moment from which on it is told.</param>
/// <param name="Violation">What violates the property, or null.</param>
/// <param name="ViolatedIn">The step in which, or null.</param>
public sealed record RunRecording(
    Revision Revision, string Name, Parameters Vif, IReadOnlyList<string> Lanes, IReadOnlyList<Frame> Frames, string? Violation, int? ViolatedIn);
