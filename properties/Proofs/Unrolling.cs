using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs;

/// <summary>
/// The obligation of a refutation: a run from the beginning, of a given number of steps, after which the claim is false. All shorter runs
/// keep it, so that the run is one of the shortest; unless the run is so long that its steps are given.
/// </summary>
public static class Unrolling
{
    public static Obligation Of(Theorem theorem, int steps)
    {
        var machine = theorem.Machine;
        var file = new SmtFile();
        file.Header(theorem, $"Refuted by a run of {steps} steps: the values of .0 are those at the beginning, of .1 those after the first step, and so on.");
        file.Constants(machine);
        file.Heading("What a step is");
        file.Places(machine);
        string state = string.Join(' ', machine.State.Select(Parameter));
        string both = string.Join(' ', machine.State.Select(Parameter)
            .Concat(machine.State.Select(v => Parameter(SmtFile.Next(v)))).Concat(machine.Choices.Select(Parameter)));
        foreach (var variable in machine.State.Concat(machine.Choices)) file.Comment($"{variable.Name}: {variable.Words}");
        file.Define("initial", "The first state.", machine.Initial, v => v.Name, state);
        foreach (var step in machine.Transitions)
            file.Define(step.Name, $"{step.Who}: {step.Words}", SmtFile.Relation(machine, step), v => v.Name, both);
        file.Define(theorem.Claim.Name, $"The claim: {theorem.Claim.Words}", theorem.Claim.Holds, v => v.Name, state);
        file.Heading("The run");
        DeclareState(file, machine, 0);
        file.Assert($"(initial {At(machine.State, 0)})");
        for (int i = 0; i < steps; i++)
        {
            if (theorem.Schedule is null) file.Ask($"After {i} steps the claim is still true.", false, $"(not ({theorem.Claim.Name} {At(machine.State, i)}))");
            file.Line();
            file.Comment(theorem.Schedule is { } words ? $"Step {i + 1}: {words[i]}." : $"Step {i + 1}.");
            DeclareState(file, machine, i + 1);
            foreach (var choice in machine.Choices) file.Line($"(declare-const {Symbol(choice, i)} {choice.Sort})");
            int step = i;
            var possible = machine.Transitions.Where(t => theorem.Schedule is null || t.Name == theorem.Schedule[step]).ToList();
            if (possible.Count == 0) throw new ArgumentException($"{theorem.Schedule![i]} is no step of {machine}.", nameof(theorem));
            file.Assert($"(or{string.Concat(possible.Select(t => $"\n  ({t.Name} {At(machine.State, i)} {At(machine.State, i + 1)}{Trailing(machine.Choices, i)})"))})");
        }
        file.Line();
        file.Comment($"After {steps} steps it need not be true.");
        file.Assert($"(not ({theorem.Claim.Name} {At(machine.State, steps)}))");
        file.Ask($"After {steps} steps the claim can be false.", true);
        file.AskForValues(Symbols(machine, steps));
        return file.Done();
    }

    /// <summary>What a variable is called after some steps, or a choice at the step that follows.</summary>
    public static string Symbol(Variable variable, int step) => $"{variable.Name}.{step}";

    private static IEnumerable<string> Symbols(AbstractMachine machine, int steps) =>
        machine.Constants.Select(c => c.Name)
            .Concat(Enumerable.Range(0, steps + 1).SelectMany(i => machine.State.Select(v => Symbol(v, i))))
            .Concat(Enumerable.Range(0, steps).SelectMany(i => machine.Choices.Select(c => Symbol(c, i))));

    private static void DeclareState(SmtFile file, AbstractMachine machine, int step)
    {
        foreach (var variable in machine.State) file.Line($"(declare-const {Symbol(variable, step)} {variable.Sort})");
    }

    private static string Parameter(Variable variable) => $"({variable.Name} {variable.Sort})";

    private static string At(IEnumerable<Variable> variables, int step) => string.Join(' ', variables.Select(v => Symbol(v, step)));

    private static string Trailing(IEnumerable<Variable> variables, int step) => string.Concat(variables.Select(v => " " + Symbol(v, step)));
}
