using System.Numerics;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Solving;

namespace Netback.Properties.Proofs;

/// <summary>What one solver makes of one theorem.</summary>
/// <param name="Solver">Who.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Answers">What the solver said.</param>
/// <param name="Why">Where it failed, in words, or null.</param>
/// <param name="Run">The run that refutes it, checked step by step; or null.</param>
public sealed record Attempt(Solver Solver, Outcome Outcome, Answers Answers, string? Why, Run? Run);

/// <summary>Hands obligations to solvers.</summary>
public static class Prover
{
    /// <summary>The obligation on which the outcome of a theorem rests.</summary>
    public static Obligation ObligationOf(Theorem theorem) =>
        theorem.Steps is { } steps ? Unrolling.Of(theorem, steps) : Induction.Of(theorem);

    /// <param name="theorem">What is to be proved or refuted.</param>
    /// <param name="solver">By whom.</param>
    /// <param name="obligation">Its <see cref="ObligationOf"/>.</param>
    /// <param name="file">Where that has been written.</param>
    /// <param name="stop">Ends it early.</param>
    public static Attempt Try(Theorem theorem, Solver solver, Obligation obligation, string file, CancellationToken stop = default) =>
        Judge(theorem, solver, obligation, solver.Solve(file, stop));

    /// <summary>What the answers of a solver come to.</summary>
    public static Attempt Judge(Theorem theorem, Solver solver, Obligation obligation, Answers answers)
    {
        if (!answers.Confirms(obligation)) return new(solver, Outcome.Unknown, answers, FirstFailure(obligation, answers), null);
        if (theorem.Steps is not { } steps) return new(solver, Outcome.Proved, answers, null, null);
        return new(solver, Outcome.Refuted, answers, null, Run.Of(theorem, steps, ValuesOf(theorem.Machine, answers.Values)));
    }

    /// <summary>The values of symbols, of which those before the last dot name the variable.</summary>
    public static IReadOnlyDictionary<string, BigInteger> ValuesOf(AbstractMachine machine, IReadOnlyDictionary<string, string> written)
    {
        var sorts = machine.Constants.Concat(machine.State).Concat(machine.Choices).ToDictionary(v => v.Name, v => v.Sort);
        return written.Where(w => sorts.ContainsKey(w.Key.Split('.')[0]))
            .ToDictionary(w => w.Key, w => Answers.Number(w.Value, sorts[w.Key.Split('.')[0]]));
    }

    private static string FirstFailure(Obligation obligation, Answers answers)
    {
        for (int i = 0; i < obligation.Checks.Count; i++)
        {
            var check = obligation.Checks[i];
            string expected = check.IsSatisfiable ? "sat" : "unsat", got = i < answers.Results.Count ? answers.Results[i] : "no answer";
            if (got == "no answer" && answers.Complaint is not null) break;
            if (got != expected) return $"\"{check.Words}\" should be {expected} and got {got}";
        }
        return answers.Complaint is { } complaint ? $"the solver complains: {complaint}" : "more answers than questions";
    }
}
