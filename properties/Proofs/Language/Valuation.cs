using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>A value for each variable of a machine: one state of it, or one state and what is chosen at a step.</summary>
public sealed class Valuation
{
    private readonly Dictionary<Variable, BigInteger> values;

    public Valuation() => values = [];

    public Valuation(Valuation other) => values = new(other.values);

    /// <exception cref="ArgumentException">It has no value, or one that its sort does not have.</exception>
    public BigInteger this[Variable variable]
    {
        get => values.TryGetValue(variable, out var value) ? value : throw new ArgumentException($"{variable.Name} has no value.");
        set => values[variable] = Fits(variable.Sort, value) ? value
            : throw new ArgumentException($"{value} is no value of {variable.Name}, which is a {variable.Sort}.");
    }

    public bool Has(Variable variable) => values.ContainsKey(variable);

    /// <summary>Whether the variables have the same values here and there.</summary>
    public bool Agrees(Valuation other, IReadOnlyList<Variable> variables) => Differing(other, variables).Count == 0;

    /// <summary>The variables that have other values there.</summary>
    public IReadOnlyList<Variable> Differing(Valuation other, IReadOnlyList<Variable> variables)
    {
        List<Variable>? differing = null;
        for (int i = 0; i < variables.Count; i++)
            if (values[variables[i]] != other.values[variables[i]]) (differing ??= []).Add(variables[i]);
        return differing ?? (IReadOnlyList<Variable>)[];
    }

    private static bool Fits(Sort sort, BigInteger value) =>
        sort == Sort.Whole
        || (value.Sign >= 0 && value <= (sort == Sort.Bool ? 1 : sort == Sort.Word ? uint.MaxValue : sort.Places.Count - 1));

    public override string ToString() => string.Join(", ", values.Select(v => $"{v.Key.Name} = {v.Key.Sort.Show(v.Value)}"));
}
