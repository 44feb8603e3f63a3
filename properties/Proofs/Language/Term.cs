using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>
/// An expression over the variables of a machine. It is written once, and can be printed as SMT-LIB and evaluated on concrete values. Sorts
/// are checked when it is made: <see cref="ArgumentException"/>.
/// </summary>
public abstract class Term(Sort sort)
{
    public Sort Sort => sort;

    /// <summary>The value, where each variable has the given one. Truth values are 0 and 1, places are numbered.</summary>
    public abstract BigInteger Evaluate(Valuation values);

    /// <summary>Whether it is true, where each variable has the given value. The term must be a truth value.</summary>
    public bool Holds(Valuation values) =>
        Sort == Sort.Bool ? IsTrue(values) : throw new InvalidOperationException($"A term of the sort {Sort} is neither true nor false.");

    /// <summary>The same of a term that is known to be a truth value.</summary>
    private protected virtual bool IsTrue(Valuation values) => !Evaluate(values).IsZero;

    public static implicit operator Term(int value) => new Literal(Sort.Whole, value);
    public static implicit operator Term(long value) => new Literal(Sort.Whole, value);
    public static implicit operator Term(bool value) => new Literal(Sort.Bool, value ? 1 : 0);

    public static Term operator +(Term left, Term right) => Application.OfNumbers(Operator.Plus, left, right);
    public static Term operator -(Term left, Term right) => Application.OfNumbers(Operator.Minus, left, right);
    public static Term operator <(Term left, Term right) => Application.OfNumbers(Operator.Less, left, right);
    public static Term operator <=(Term left, Term right) => Application.OfNumbers(Operator.AtMost, left, right);
    public static Term operator >(Term left, Term right) => Application.OfNumbers(Operator.Less, right, left);
    public static Term operator >=(Term left, Term right) => Application.OfNumbers(Operator.AtMost, right, left);
    public static Term operator &(Term left, Term right) => Application.OfTruths(Operator.And, left, right);
    public static Term operator |(Term left, Term right) => Application.OfTruths(Operator.Or, left, right);
    public static Term operator !(Term term) => Application.OfTruths(Operator.Not, term);

    /// <summary>Whether both are the same.</summary>
    public Term Is(Term other) => Application.OfSame(Operator.Equal, this, other);

    public Term IsNot(Term other) => !Is(other);

    /// <summary>Whether a position is at one of the places.</summary>
    public Term At(params string[] places) =>
        Any([.. places.Select(place => Is(new Literal(Sort, PlaceNumber(place))))]);

    /// <summary>The place of this position's sort that has the name.</summary>
    public Term Place(string place) => new Literal(Sort, PlaceNumber(place));

    /// <summary>If this is true, so is the other.</summary>
    public Term Implies(Term other) => Application.OfTruths(Operator.Implies, this, other);

    /// <summary>One of two values.</summary>
    public static Term If(Term condition, Term then, Term otherwise) => Application.OfChoice(condition, then, otherwise);

    /// <summary>A word of 32 bits.</summary>
    public static Term Word(uint value) => new Literal(Sort.Word, value);

    /// <summary>The bits that are set in both words.</summary>
    public static Term Masked(Term left, Term right) => Application.OfNumbers(Operator.Mask, left, right);

    /// <summary>A whole number of times an integer.</summary>
    public static Term Times(long factor, Term term) => Application.OfNumbers(Operator.Times, factor, term);

    /// <summary>Integer division, rounded down, by a positive number.</summary>
    public static Term Divided(Term term, long divisor) => Application.OfNumbers(Operator.Divide, term, divisor);

    /// <summary>What is left of an integer when it is divided by a positive number: 0 or more.</summary>
    public static Term Modulo(Term term, long divisor) => Application.OfNumbers(Operator.Modulo, term, divisor);

    public static Term Max(Term left, Term right) => If(left < right, right, left);

    public static Term Min(Term left, Term right) => If(left < right, left, right);

    /// <summary>Whether all are true; so if there is none.</summary>
    public static Term All(params Term[] terms) => terms switch { [] => true, [var one] => one, _ => Application.OfTruths(Operator.And, terms) };

    /// <summary>Whether one of them is true; not so if there is none.</summary>
    public static Term Any(params Term[] terms) => terms switch { [] => false, [var one] => one, _ => Application.OfTruths(Operator.Or, terms) };

    /// <summary>The same with other variables of the same sorts.</summary>
    public Term With(Func<Variable, Variable> other) => this switch
    {
        Variable variable => other(variable),
        Application application => application.Of([.. application.Arguments.Select(a => a.With(other))]),
        _ => this,
    };

    private int PlaceNumber(string place)
    {
        for (int i = 0; i < Sort.Places.Count; i++)
            if (Sort.Places[i] == place) return i;
        throw new ArgumentException($"{place} is no place of {this}; the places are: {string.Join(", ", Sort.Places)}", nameof(place));
    }

    public override string ToString() => SmtPrinter.OneLine(this, v => v.Name);
}
