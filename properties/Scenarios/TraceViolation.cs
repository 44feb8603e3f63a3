namespace Netback.Properties.Scenarios;

/// <summary>Something that a run violates, as it stands beside the trace of the run.</summary>
/// <param name="Property">The property and where it is claimed, such as <c>BoundedLatency@honest</c>.</param>
/// <param name="Step">The step, or -1 for connecting.</param>
/// <param name="Ms">ms since connecting.</param>
/// <param name="What">What happens, in a sentence.</param>
public sealed record TraceViolation(string Property, int Step, long Ms, string What);
