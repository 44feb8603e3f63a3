using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>A value for each variable of a machine: one state of it, or one state and what is chosen at a step.</summary>
public sealed class Valuation
{
    // In the order in which they were given, and where to find each by its number: values are looked up for each variable of each term, which a
    // dictionary of objects takes several times as long for.
    private Variable[] variables;
    private BigInteger[] values;
    private short[] places;
    private int count;

    public Valuation() => (variables, values, places) = (new Variable[32], new BigInteger[32], new short[64]);

    public Valuation(Valuation other) => (variables, values, places, count) = ([.. other.variables], [.. other.values], [.. other.places], other.count);

    /// <exception cref="ArgumentException">It has no value, or one that its sort does not have.</exception>
    public BigInteger this[Variable variable]
    {
        get => places[Find(variable)] is var place and not 0 ? values[place - 1] : throw new ArgumentException($"{variable.Name} has no value.");
        set
        {
            if (!Fits(variable.Sort, value)) throw new ArgumentException($"{value} is no value of {variable.Name}, which is a {variable.Sort}.");
            int at = Find(variable);
            if (places[at] is var place and not 0)
            {
                values[place - 1] = value;
                return;
            }
            if (count == variables.Length)
            {
                Grow();
                at = Find(variable);
            }
            (variables[count], values[count]) = (variable, value);
            places[at] = (short)++count;
        }
    }

    public bool Has(Variable variable) => places[Find(variable)] != 0;

    /// <summary>Whether the variables have the same values here and there.</summary>
    public bool Agrees(Valuation other, IReadOnlyList<Variable> some) => Differing(other, some).Count == 0;

    /// <summary>The variables that have other values there.</summary>
    public IReadOnlyList<Variable> Differing(Valuation other, IReadOnlyList<Variable> some)
    {
        List<Variable>? differing = null;
        for (int i = 0; i < some.Count; i++)
            if (this[some[i]] != other[some[i]]) (differing ??= []).Add(some[i]);
        return differing ?? (IReadOnlyList<Variable>)[];
    }

    /// <summary>Where the place of a variable stands, or would stand.</summary>
    private int Find(Variable variable)
    {
        int mask = places.Length - 1, at = variable.Number & mask;
        while (places[at] is var place and not 0 && variables[place - 1] != variable) at = (at + 1) & mask;
        return at;
    }

    private void Grow()
    {
        Array.Resize(ref variables, count * 2);
        Array.Resize(ref values, count * 2);
        places = new short[places.Length * 2];
        for (int i = 0; i < count; i++) places[Find(variables[i])] = (short)(i + 1);
    }

    private static bool Fits(Sort sort, BigInteger value) =>
        sort == Sort.Whole
        || (value.Sign >= 0 && value <= (sort == Sort.Bool ? 1 : sort == Sort.Word ? uint.MaxValue : sort.Places.Count - 1));

    public override string ToString() => string.Join(", ", variables.Take(count).Zip(values, (variable, value) => $"{variable.Name} = {variable.Sort.Show(value)}"));
}
