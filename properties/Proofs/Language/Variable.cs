using System.Numerics;

namespace Netback.Properties.Proofs.Language;

/// <summary>Something of a machine that has a value: of its state, of its configuration, or chosen at a step.</summary>
/// <param name="name">A symbol of SMT-LIB: letters, digits and - .</param>
/// <param name="sort">What it holds.</param>
/// <param name="words">What it means, with its unit.</param>
public sealed class Variable(string name, Sort sort, string words) : Term(sort)
{
    private static int made;

    /// <summary>Its number among all that were ever made: those of one machine mostly follow each other. It decides where a value lies, and nothing else.</summary>
    internal int Number { get; } = Interlocked.Increment(ref made);

    public string Name => name;
    public string Words => words;

    public override BigInteger Evaluate(Valuation values) => values[this];
}
