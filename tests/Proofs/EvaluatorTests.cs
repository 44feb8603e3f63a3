using System.Numerics;
using System.Text;
using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>
/// The evaluator and the text for solvers mean the same: on random states, what one says about each step and each lemma the other says too.
/// Half of the states are where a step leads from another one, so that both answers occur.
/// </summary>
public class EvaluatorTests
{
    /// <summary>For each of the steps; a machine with few of them needs more.</summary>
    private static int StatesFor(AbstractMachine machine) => Thorough.IsAsked ? 80 : Math.Max(16, 80 / machine.Transitions.Count);

    private static readonly IReadOnlyList<Instance> Instances = [.. Instance.Of(TheoremList.All, [.. History.All])];

    /// <summary>The first file of each machine: others about it have the same steps.</summary>
    private static readonly HashSet<string> First = [.. Instances.GroupBy(i => StepsOf(i.Theorem.Machine), StringComparer.Ordinal).Select(g => g.First().File)];

    public static TheoryData<string> Files => [.. Instances.Select(i => i.File)];

    [SolverTheory]
    [MemberData(nameof(Files))]
    public void EvaluatorAndSolver_AgreeOnRandomStates(string file)
    {
        var theorem = Instances.Single(i => i.File == file).Theorem;
        IReadOnlyList<Transition> steps = First.Contains(file) ? theorem.Machine.Transitions : [];
        var random = new Random(file.Length * 7919 + file[0]);
        var text = new StringBuilder("(set-logic ALL)\n");
        foreach (var sort in theorem.Machine.State.Select(v => v.Sort).Where(s => s.Places.Count > 0).Distinct())
            text.Append($"(declare-datatypes (({sort} 0)) (({string.Join(' ', sort.Places.Select(p => $"({p})"))})))\n");
        int truths = 0, states = StatesFor(theorem.Machine);
        for (int i = 0; i < states; i++)
        {
            var before = RandomState(theorem.Machine, random);
            foreach (var step in steps)
            {
                var after = random.Next(2) == 0 ? RandomState(theorem.Machine, random) : After(theorem.Machine, step, before);
                bool leads = step.Leads(before, after, theorem.Machine.State);
                truths += leads ? 1 : 0;
                Same(step.Guard, before, step.Guard.Holds(before));
                Same(Term.All([step.Guard, .. theorem.Machine.State.Select(v => step.After(v).Is(new Literal(v.Sort, after[v])))]), before, leads);
            }
            foreach (var lemma in theorem.Invariant) Same(lemma.Holds, before, lemma.Holds.Holds(before));
        }
        text.Append("(check-sat)\n");
        using var folder = new TempFolder();
        string path = folder.File("x.smt2", text.ToString());
        foreach (var solver in Solver.All) Assert.Equal(["sat"], solver.Solve(path).Results);
        Assert.True(truths > 0 || steps.Count == 0);

        void Same(Term term, Valuation values, bool truth) =>
            text.Append($"(assert (= {(truth ? "true" : "false")} {SmtPrinter.OneLine(term, v => v.Sort.Show(values[v]))}))\n");
    }

    private static string StepsOf(AbstractMachine machine) => string.Join('\n', machine.Transitions.Select(t =>
        $"{SmtPrinter.OneLine(t.Guard, v => v.Name)} {string.Join(' ', machine.State.Select(v => $"{v.Name} {v.Sort} {SmtPrinter.OneLine(t.After(v), x => x.Name)}"))}"));

    private static Valuation RandomState(AbstractMachine machine, Random random)
    {
        var state = new Valuation();
        foreach (var variable in machine.Constants.Concat(machine.State).Concat(machine.Choices))
            state[variable] = variable.Sort == Sort.Whole ? (random.Next(4) == 0 ? new BigInteger(uint.MaxValue) + random.Next(-3, 4) : random.Next(-2, 6))
                : random.Next(variable.Sort == Sort.Bool ? 2 : Math.Max(1, variable.Sort.Places.Count));
        return state;
    }

    private static Valuation After(AbstractMachine machine, Transition step, Valuation before)
    {
        var after = new Valuation(before);
        foreach (var variable in machine.State) after[variable] = step.After(variable).Evaluate(before);
        return after;
    }
}
