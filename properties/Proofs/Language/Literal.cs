using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>A value that is written down.</summary>
public sealed class Literal(Sort sort, BigInteger value) : Term(sort)
{
    public BigInteger Value => value;

    public override BigInteger Evaluate(Valuation values) => value;
}
