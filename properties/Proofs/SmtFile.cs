using System.Text;
using Netback.Properties.Commands;
using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs;

/// <summary>The pieces that obligations are made of, with comments for readers.</summary>
internal sealed class SmtFile
{
    private readonly StringBuilder text = new();
    private readonly List<Check> checks = [];

    public Obligation Done() => new(text.ToString(), checks);

    public void Line(string line = "") => text.Append(line).Append('\n');

    public void Comment(string words)
    {
        foreach (string line in Wrap.Lines([words], SmtPrinter.Width - 2)) Line($"; {line}");
    }

    public void Heading(string words)
    {
        Line();
        Line($"; ---- {words} {new string('-', Math.Max(4, SmtPrinter.Width - 8 - words.Length))}");
    }

    public void Header(Theorem theorem, string how)
    {
        Comment($"Theorem {theorem.Name}: {theorem.Claim.Words}.");
        Comment($"Machine {theorem.Machine.Name}: {theorem.Machine.Summary}");
        Comment(how);
        Comment("By hand: z3 FILE, or cvc5 --incremental FILE. Each answer must be the one that :status announces.");
        Line("(set-option :produce-models true)");
        Line("(set-logic ALL)");
    }

    public void Constants(AbstractMachine machine)
    {
        Heading("What is configured, once and for all");
        foreach (var constant in machine.Constants) Declare(constant.Name, constant);
        foreach (var assumption in machine.Assumptions) Define(assumption.Name, assumption.Words, assumption.Holds, v => v.Name);
        foreach (var assumption in machine.Assumptions) Line($"(assert {assumption.Name})");
    }

    public void Places(AbstractMachine machine)
    {
        foreach (var sort in machine.State.Concat(machine.Choices).Select(v => v.Sort).Where(s => s.Places.Count > 0).Distinct())
            Line($"(declare-datatypes (({sort} 0)) (({string.Join(' ', sort.Places.Select(p => $"({p})"))})))");
    }

    public void Declare(string symbol, Variable variable) => Line($"(declare-const {symbol} {variable.Sort}) ; {variable.Words}");

    public void Define(string symbol, string words, Term term, Func<Variable, string> name, string parameters = "")
    {
        Comment(words);
        Line($"(define-fun {symbol} ({parameters}) Bool");
        Line($"  {SmtPrinter.Lines(term, name, 2)})");
    }

    public void Assert(string term) => Line($"(assert {term})");

    public void Ask(string words, bool isSatisfiable)
    {
        checks.Add(new(words, isSatisfiable));
        Line($"(set-info :status {(isSatisfiable ? "sat" : "unsat")})");
        Line("(check-sat)");
    }

    /// <summary>A question of its own: what is asserted for it is forgotten afterwards.</summary>
    public void Ask(string words, bool isSatisfiable, params string[] assertions)
    {
        Line();
        Comment(words);
        Line("(push 1)");
        foreach (string assertion in assertions) Assert(assertion);
        Ask(words, isSatisfiable);
        Line("(pop 1)");
    }

    /// <summary>The same variable after a step.</summary>
    public static Variable Next(Variable variable) => new(variable.Name + ".next", variable.Sort, variable.Words);

    /// <summary>The guard of a step, and for each variable what it is afterwards.</summary>
    public static Term Relation(AbstractMachine machine, Transition step) =>
        Term.All([step.Guard, .. machine.State.Select(v => Next(v).Is(step.After(v)))]);

    public void AskForValues(IEnumerable<string> symbols)
    {
        foreach (string symbol in symbols) Line($"(get-value ({symbol}))");
    }
}
