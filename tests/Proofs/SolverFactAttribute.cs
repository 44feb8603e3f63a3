using Netback.Properties.Proofs.Solving;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>A test that needs the solvers, and is skipped without them: nothing else in the project needs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SolverFactAttribute : FactAttribute
{
    public SolverFactAttribute() => Skip = Missing;

    /// <summary>Why tests that need solvers are skipped, or null.</summary>
    internal static string? Missing => Solver.All.FirstOrDefault(s => !s.IsInstalled) is { } missing ? missing.IsMissing().Message : null;
}

/// <inheritdoc cref="SolverFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SolverTheoryAttribute : TheoryAttribute
{
    public SolverTheoryAttribute() => Skip = SolverFactAttribute.Missing;
}
