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
    public bool Agrees(Valuation other, IEnumerable<Variable> variables) => variables.All(v => values[v] == other.values[v]);

    private static bool Fits(Sort sort, BigInteger value) =>
        sort == Sort.Whole
        || (value.Sign >= 0 && value < (sort == Sort.Bool ? 2 : sort == Sort.Word ? BigInteger.One << 32 : sort.Places.Count));

    public override string ToString() => string.Join(", ", values.Select(v => $"{v.Key.Name} = {v.Key.Sort.Show(v.Value)}"));
}
