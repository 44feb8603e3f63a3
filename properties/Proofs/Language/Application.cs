using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>An operator and what it is applied to.</summary>
public sealed class Application : Term
{
    private static readonly BigInteger WordMask = uint.MaxValue;

    private readonly Term[] arguments;

    private Application(Sort sort, Operator op, IReadOnlyList<Term> arguments) : base(sort) => (Operator, this.arguments) = (op, [.. arguments]);

    public Operator Operator { get; }
    public IReadOnlyList<Term> Arguments => arguments;

    /// <summary>Whether it works on words of 32 bits, which wrap and are compared unsigned.</summary>
    public bool OnWords => Arguments[0].Sort == Sort.Word;

    public override BigInteger Evaluate(Valuation values)
    {
        if (Operator == Operator.If) return arguments[arguments[0].Holds(values) ? 1 : 2].Evaluate(values);
        if (Sort == Sort.Bool) return IsTrue(values) ? BigInteger.One : BigInteger.Zero;
        BigInteger a = arguments[0].Evaluate(values), b = arguments[1].Evaluate(values);
        return Operator switch
        {
            Operator.Plus => Fit(a + b),
            Operator.Minus => Fit(a - b),
            Operator.Times => a * b,
            Operator.Divide => Floor(a, b),
            Operator.Modulo => a - Floor(a, b) * b,
            Operator.Mask => a & b,
            _ => throw new InvalidOperationException($"{Operator} has no value."),
        };
    }

    private protected override bool IsTrue(Valuation values)
    {
        switch (Operator)
        {
            case Operator.Not: return !arguments[0].Holds(values);
            case Operator.Implies: return !arguments[0].Holds(values) || arguments[1].Holds(values);
            case Operator.If: return arguments[arguments[0].Holds(values) ? 1 : 2].Holds(values);
            case Operator.Equal: return arguments[0].Evaluate(values) == arguments[1].Evaluate(values);
            case Operator.Less: return arguments[0].Evaluate(values) < arguments[1].Evaluate(values);
            case Operator.AtMost: return arguments[0].Evaluate(values) <= arguments[1].Evaluate(values);
            case Operator.And or Operator.Or:
                bool ends = Operator == Operator.Or;
                foreach (var argument in arguments)
                    if (argument.Holds(values) == ends) return ends;
                return !ends;
            default: throw new InvalidOperationException($"{Operator} has no truth value.");
        }
    }

    /// <summary>The same operator applied to others.</summary>
    internal Application Of(IReadOnlyList<Term> arguments) => new(Sort, Operator, arguments);

    internal static Term OfTruths(Operator op, params Term[] arguments)
    {
        foreach (var argument in arguments) Require(argument.Sort == Sort.Bool, op, argument);
        // (a and b) and c is written as one.
        if (op is Operator.And or Operator.Or)
            arguments = [.. arguments.SelectMany(a => a is Application inner && inner.Operator == op ? inner.Arguments : [a])];
        return new Application(Sort.Bool, op, arguments);
    }

    internal static Term OfNumbers(Operator op, Term left, Term right)
    {
        (left, right) = (Coerced(left, right.Sort), Coerced(right, left.Sort));
        Require(left.Sort == Sort.Whole || left.Sort == Sort.Word, op, left);
        Require(left.Sort == right.Sort, op, right);
        if (op is Operator.Times or Operator.Divide or Operator.Modulo) Require(left.Sort == Sort.Whole, op, left);
        if (op == Operator.Mask) Require(left.Sort == Sort.Word, op, left);
        return new Application(op is Operator.Less or Operator.AtMost ? Sort.Bool : left.Sort, op, [left, right]);
    }

    internal static Term OfSame(Operator op, Term left, Term right)
    {
        (left, right) = (Coerced(left, right.Sort), Coerced(right, left.Sort));
        Require(left.Sort == right.Sort, op, right);
        return new Application(Sort.Bool, op, [left, right]);
    }

    internal static Term OfChoice(Term condition, Term then, Term otherwise)
    {
        Require(condition.Sort == Sort.Bool, Operator.If, condition);
        (then, otherwise) = (Coerced(then, otherwise.Sort), Coerced(otherwise, then.Sort));
        Require(then.Sort == otherwise.Sort, Operator.If, otherwise);
        return new Application(then.Sort, Operator.If, [condition, then, otherwise]);
    }

    /// <summary>A number that is written down becomes a word beside a word.</summary>
    internal static Term Coerced(Term term, Sort sort) =>
        term is Literal { Value: var value } && term.Sort == Sort.Whole && sort == Sort.Word ? new Literal(Sort.Word, value & WordMask) : term;

    private BigInteger Fit(BigInteger value) => Sort == Sort.Word ? value & WordMask : value;

    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    private static void Require(bool fits, Operator op, Term argument)
    {
        if (!fits) throw new ArgumentException($"{op} does not take {argument}, which is a {argument.Sort}.");
    }
}
