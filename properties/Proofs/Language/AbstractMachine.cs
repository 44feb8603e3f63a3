namespace Netback.Properties.Proofs.Language;

/// <summary>An abstract machine: what the driver is to a proof. Every variable, step and assumption has a name and a meaning in words.</summary>
/// <param name="name">In kebab case.</param>
/// <param name="summary">What it models and what it leaves out.</param>
public sealed class AbstractMachine(string name, string summary)
{
    private readonly List<Variable> constants = [], state = [];
    private readonly List<Transition> transitions = [];
    private readonly List<Lemma> assumptions = [];
    private readonly List<Term> initial = [];
    private readonly HashSet<string> symbols = [];
    private IReadOnlyList<Variable>? choices;

    public string Name => name;
    public string Summary => summary;

    /// <summary>What is configured: has any value that the assumptions allow, and never changes.</summary>
    public IReadOnlyList<Variable> Constants => constants;

    /// <summary>What changes from step to step.</summary>
    public IReadOnlyList<Variable> State => state;

    public IReadOnlyList<Transition> Transitions => transitions;

    /// <summary>What is assumed of the configuration.</summary>
    public IReadOnlyList<Lemma> Assumptions => assumptions;

    /// <summary>How it begins.</summary>
    public Term Initial => Term.All([.. initial]);

    /// <summary>The free values of all steps. Those of the same name are one variable.</summary>
    public IReadOnlyList<Variable> Choices => choices ??= [.. transitions.SelectMany(t => t.Choices).Distinct()];

    public Variable Constant(string symbol, Sort sort, string words) => Add(constants, symbol, sort, words);

    /// <summary>A variable of the state. <paramref name="begins"/> is what it is at the beginning.</summary>
    public Variable Variable(string symbol, Sort sort, string words, Term? begins = null)
    {
        var variable = Add(state, symbol, sort, words);
        if (begins is not null) Begins(variable.Is(begins));
        return variable;
    }

    /// <summary>Where a context stands; at the beginning at the first of the places.</summary>
    public Variable Position(string symbol, string words, params string[] places)
    {
        foreach (string place in places) Declare(place);
        var position = Add(state, symbol, Sort.Position(symbol, places), words);
        Begins(position.At(places[0]));
        return position;
    }

    public void Begins(Term condition) => initial.Add(condition);

    public void Assume(string symbol, string words, Term holds) => assumptions.Add(new(Declare(symbol), words, holds));

    /// <summary>A step without free values.</summary>
    public void Step(string symbol, string who, string words, Term guard, params (Variable, Term)[] updates) =>
        Step(symbol, who, words, [], guard, updates);

    /// <summary>A step with free values.</summary>
    public void Step(string symbol, string who, string words, Variable[] choices, Term guard, params (Variable, Term)[] updates)
    {
        foreach (var choice in choices)
            if (!Choices.Contains(choice)) Declare(choice.Name);
        this.choices = null;
        foreach (var (variable, value) in updates)
            if (!state.Contains(variable) || variable.Sort != Application.Coerced(value, variable.Sort).Sort)
                throw new ArgumentException($"{symbol} cannot give {value} to {variable.Name}.");
        transitions.Add(new(Declare(symbol), who, words, choices, guard,
            [.. updates.Select(u => (u.Item1, Application.Coerced(u.Item2, u.Item1.Sort)))]));
    }

    /// <summary>The same machine with one step changed: for showing that a proof can fail.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="change">What becomes of it.</param>
    public AbstractMachine With(string step, Func<Transition, Transition> change)
    {
        var other = new AbstractMachine(name, summary);
        other.constants.AddRange(constants);
        other.state.AddRange(state);
        other.assumptions.AddRange(assumptions);
        other.initial.AddRange(initial);
        if (transitions.All(t => t.Name != step)) throw new ArgumentException($"{step} is no step of {name}", nameof(step));
        other.transitions.AddRange(transitions.Select(t => t.Name == step ? change(t) : t));
        return other;
    }

    /// <summary>Whether the values are those of a machine that has just begun, configured as is assumed.</summary>
    public bool CanBegin(Valuation values) => assumptions.All(a => a.Holds.Holds(values)) && Initial.Holds(values);

    private Variable Add(List<Variable> list, string symbol, Sort sort, string words)
    {
        var variable = new Variable(Declare(symbol), sort, words);
        list.Add(variable);
        return variable;
    }

    private string Declare(string symbol)
    {
        if (symbol.Length == 0 || !char.IsAsciiLetter(symbol[0]) || symbol.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
            throw new ArgumentException($"{symbol} is no symbol.", nameof(symbol));
        if (!symbols.Add(symbol)) throw new ArgumentException($"{symbol} is declared twice.", nameof(symbol));
        return symbol;
    }

    public override string ToString() => name;
}
