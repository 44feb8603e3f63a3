using System.Numerics;
using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs;

/// <summary>One step of a run.</summary>
/// <param name="Step">What kind of step.</param>
/// <param name="Before">The state before it, with what is configured and what is chosen.</param>
/// <param name="After">The state after it.</param>
public sealed record RunStep(Transition Step, Valuation Before, Valuation After);

/// <summary>A run of a machine from its beginning, made of what a solver says and checked step by step without it.</summary>
public sealed record Run(Valuation First, IReadOnlyList<RunStep> Steps)
{
    /// <summary>The state in which it ends.</summary>
    public Valuation Last => Steps.Count == 0 ? First : Steps[^1].After;

    /// <param name="theorem">What the run is said to refute.</param>
    /// <param name="steps">How long it is.</param>
    /// <param name="values">The values of the symbols of <see cref="Unrolling"/>.</param>
    /// <exception cref="InvalidOperationException">It is no run of the machine, or refutes nothing: the solver or the text it got is wrong.</exception>
    public static Run Of(Theorem theorem, int steps, IReadOnlyDictionary<string, BigInteger> values)
    {
        var machine = theorem.Machine;
        var states = Enumerable.Range(0, steps + 1).Select(i => StateAt(machine, i, i < steps, values)).ToList();
        if (!machine.CanBegin(states[0])) throw new InvalidOperationException($"{theorem.Name}: the run does not begin as the machine does.");
        var made = new List<RunStep>();
        for (int i = 0; i < steps; i++)
        {
            var step = machine.Transitions.FirstOrDefault(t => t.Leads(states[i], states[i + 1], machine.State))
                ?? throw new InvalidOperationException($"{theorem.Name}: step {i + 1} of the run is no step of the machine.");
            made.Add(new(step, states[i], states[i + 1]));
        }
        if (theorem.Claim.Holds.Holds(states[^1])) throw new InvalidOperationException($"{theorem.Name}: the run does not refute the claim.");
        return new(states[0], made);
    }

    private static Valuation StateAt(AbstractMachine machine, int step, bool withChoices, IReadOnlyDictionary<string, BigInteger> values)
    {
        var state = new Valuation();
        foreach (var constant in machine.Constants) state[constant] = values[constant.Name];
        foreach (var variable in machine.State) state[variable] = values[Unrolling.Symbol(variable, step)];
        if (withChoices)
            foreach (var choice in machine.Choices) state[choice] = values[Unrolling.Symbol(choice, step)];
        return state;
    }
}
