namespace Netback.Properties.WhatIf;

/// <summary>How much a comparison searches.</summary>
/// <param name="Cases">Scenarios for each environment, for the revision and for its base.</param>
/// <param name="Schedules">Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less; 0 leaves out all that is about interleavings.</param>
/// <param name="States">States of each configuration at most.</param>
/// <param name="Seed">Where the generators start.</param>
public sealed record Effort(int Cases, int Schedules, int States, ulong Seed)
{
    /// <summary>The part of it where contexts interleave.</summary>
    internal Verdicts.InterleavedPlan Interleaved => new(Schedules, Seed) { States = States };
}
