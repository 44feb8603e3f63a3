namespace Netback.Properties.Proofs.Language;

/// <summary>One kind of step: who makes it, when it can be made, and what it changes. What it does not name stays as it is.</summary>
/// <param name="Name">In kebab case, a symbol of SMT-LIB.</param>
/// <param name="Who">The context that makes the step.</param>
/// <param name="Words">What it does.</param>
/// <param name="Choices">Values that are free at this step, as far as the guard allows.</param>
/// <param name="Guard">When it can be made.</param>
/// <param name="Updates">The new values, in terms of the old ones and of the choices.</param>
public sealed record Transition(string Name, string Who, string Words, IReadOnlyList<Variable> Choices, Term Guard,
    IReadOnlyList<(Variable Variable, Term Value)> Updates)
{
    /// <summary>The new value of a variable, which may be the old one.</summary>
    public Term After(Variable variable)
    {
        foreach (var (changed, value) in Updates)
            if (changed == variable) return value;
        return variable;
    }

    /// <summary>Whether this step leads from one state to another.</summary>
    /// <param name="before">The state before, and what is chosen.</param>
    /// <param name="after">The state after.</param>
    /// <param name="state">The variables of the state.</param>
    public bool Leads(Valuation before, Valuation after, IReadOnlyList<Variable> state)
    {
        if (!Guard.Holds(before)) return false;
        for (int i = 0; i < state.Count; i++)
            if (After(state[i]).Evaluate(before) != after[state[i]]) return false;
        return true;
    }

    /// <summary>Whether it names all of these variables: else they stay as they are, and what can be made of them need not be reckoned.</summary>
    public bool Changes(IReadOnlyList<Variable> variables)
    {
        for (int i = 0; i < variables.Count; i++)
            if (ReferenceEquals(After(variables[i]), variables[i])) return false;
        return true;
    }
}
