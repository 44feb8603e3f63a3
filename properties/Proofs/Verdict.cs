using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;

namespace Netback.Properties.Proofs;

/// <summary>What solvers make of one theorem.</summary>
/// <param name="Instance">The theorem, and for which revisions.</param>
/// <param name="Attempts">What each solver made of it.</param>
public sealed record Verdict(Instance Instance, IReadOnlyList<Attempt> Attempts)
{
    /// <summary>What all solvers say; unknown if they differ, or if one does not know.</summary>
    public Outcome Outcome => Attempts.Select(a => a.Outcome).Distinct().ToList() is [var one] ? one : Outcome.Unknown;

    /// <summary>Whether that is as expected, for each of the revisions.</summary>
    public bool IsExpected => Instance.Revisions.All(r => ExpectedOutcomes.Of(Instance.Statement.Name, r) == Outcome);

    /// <summary>Why it is unknown, or null.</summary>
    public string? Why => Attempts.Select(a => a.Why is null ? null : $"{a.Solver}: {a.Why}").FirstOrDefault(w => w is not null);

    /// <summary>The run that refutes it, as the first solver that found one has it; or null.</summary>
    public Run? Run => Attempts.Select(a => a.Run).FirstOrDefault(r => r is not null);

    /// <summary>Writes the obligation below a folder, and has it solved.</summary>
    /// <param name="instance">The theorem.</param>
    /// <param name="solvers">By whom.</param>
    /// <param name="folder">Where obligations and traces go.</param>
    /// <param name="stop">Ends it early.</param>
    public static Verdict Of(Instance instance, IEnumerable<Solver> solvers, string folder, CancellationToken stop = default)
    {
        string file = FileOf(instance, folder);
        return Of(instance, [.. solvers.Select(s => (s, s.Solve(file, stop)))], folder);
    }

    /// <summary>Writes the obligation below a folder.</summary>
    /// <returns>The file.</returns>
    public static string FileOf(Instance instance, string folder)
    {
        string file = Path.Combine(folder, instance.File);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file) || File.ReadAllText(file) != instance.Obligation.Text) File.WriteAllText(file, instance.Obligation.Text);
        return file;
    }

    /// <summary>What answers that solvers have given come to.</summary>
    /// <param name="instance">The theorem.</param>
    /// <param name="answers">Who answered what.</param>
    /// <param name="folder">Where obligations and traces go.</param>
    public static Verdict Of(Instance instance, IReadOnlyList<(Solver Solver, Answers Answers)> answers, string folder)
    {
        string file = FileOf(instance, folder);
        var verdict = new Verdict(instance, [.. answers.Select(a => Prover.Judge(instance.Theorem, a.Solver, instance.Obligation, a.Answers))]);
        if (verdict.Run is { } run) File.WriteAllText(Path.ChangeExtension(file, ".txt"), string.Concat(RunTrace.Lines(instance.Theorem, run).Select(l => l + "\n")));
        return verdict;
    }
}
