using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs;

/// <summary>
/// The obligations of a proof by induction. The invariant, which is the claim and what strengthens it, holds at the beginning and is kept
/// by each step. Besides, so that nothing is proved of nothing: the machine can begin, and each step can be made where the invariant holds.
/// </summary>
public static class Induction
{
    public static Obligation Of(Theorem theorem)
    {
        var file = Prelude(theorem);
        file.Heading("The obligations");
        file.Ask("It can begin.", true, "initial");
        file.Ask("The invariant holds at the beginning.", false, "initial", "(not invariant)");
        foreach (var step in theorem.Machine.Transitions)
        {
            file.Ask($"{step.Name} can happen.", true, "invariant", step.Name);
            file.Ask($"{step.Name} keeps the invariant.", false, "invariant", step.Name, "(not invariant.next)");
        }
        return file.Done();
    }

    /// <summary>One step alone, with a question for a state in which the invariant holds and after which it does not.</summary>
    public static Obligation Failure(Theorem theorem, Transition step)
    {
        var file = Prelude(theorem);
        foreach (string term in (string[])["invariant", step.Name, "(not invariant.next)"]) file.Assert(term);
        file.Ask($"{step.Name} breaks the invariant.", true);
        var machine = theorem.Machine;
        file.AskForValues(machine.Constants.Concat(machine.State).Concat(step.Choices).Select(v => v.Name)
            .Concat(machine.State.Select(Next)).Concat(theorem.Invariant.Select(l => l.Name + ".next")));
        return file.Done();
    }

    private static string Next(Variable variable) => SmtFile.Next(variable).Name;

    private static SmtFile Prelude(Theorem theorem)
    {
        var file = new SmtFile();
        var machine = theorem.Machine;
        file.Header(theorem, "Proved by induction, for every value of what is configured: an invariant that holds at the beginning and that each step keeps.");
        file.Constants(machine);
        file.Heading("The state before a step, after it (.next), and what is chosen at it");
        file.Places(machine);
        foreach (var variable in machine.State)
        {
            file.Declare(variable.Name, variable);
            file.Line($"(declare-const {Next(variable)} {variable.Sort})");
        }
        foreach (var choice in machine.Choices) file.Declare(choice.Name, choice);
        file.Heading("How it begins");
        file.Define("initial", "The first state.", machine.Initial, v => v.Name);
        file.Heading("The steps");
        foreach (var step in machine.Transitions)
            file.Define(step.Name, $"{step.Who}: {step.Words}", SmtFile.Relation(machine, step), v => v.Name);
        file.Heading("The invariant: the claim, and what strengthens it");
        foreach (var lemma in theorem.Invariant)
        {
            file.Define(lemma.Name, lemma.Words, lemma.Holds, v => v.Name);
            file.Define(lemma.Name + ".next", $"{lemma.Name}, after the step", lemma.Holds, v => machine.State.Contains(v) ? Next(v) : v.Name);
        }
        file.Line($"(define-fun invariant () Bool (and true {string.Join(' ', theorem.Invariant.Select(l => l.Name))}))");
        file.Line($"(define-fun invariant.next () Bool (and true {string.Join(' ', theorem.Invariant.Select(l => l.Name + ".next"))}))");
        return file;
    }
}
