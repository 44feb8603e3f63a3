using System.Globalization;
using System.Numerics;
using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Solving;

/// <summary>What a solver answers to a file.</summary>
/// <param name="Results">For each question <c>sat</c>, <c>unsat</c> or <c>unknown</c>, as far as it got.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Values">The values that were asked for, as they are written.</param>
/// <param name="Complaint">The first thing that it did not like about the file, or null.</param>
public sealed record Answers(IReadOnlyList<string> Results, TimeSpan Time, IReadOnlyDictionary<string, string> Values, string? Complaint)
{
    /// <param name="output">All that the solver printed.</param>
    /// <param name="time">How long it took.</param>
    public static Answers Read(string output, TimeSpan time)
    {
        var results = new List<string>();
        var values = new Dictionary<string, string>();
        string? complaint = null;
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line is "sat" or "unsat" or "unknown") results.Add(line);
            else if (line is "timeout") results.Add("unknown");
            else if (line.StartsWith("((", StringComparison.Ordinal) && line.EndsWith("))", StringComparison.Ordinal) && line.IndexOf(' ') is var blank and > 0)
                values[line[2..blank]] = line[(blank + 1)..^2];
            else complaint ??= line;
        }
        return new(results, time, values, complaint);
    }

    /// <summary>Whether each question got the answer on which the theorem rests.</summary>
    public bool Confirms(Obligation obligation) =>
        Complaint is null && Results.SequenceEqual(obligation.Checks.Select(c => c.IsSatisfiable ? "sat" : "unsat"));

    /// <summary>A value as it is written by a solver.</summary>
    /// <exception cref="FormatException">It is no value of the sort.</exception>
    public static BigInteger Number(string written, Sort sort)
    {
        if (sort == Sort.Bool && written is "true" or "false") return written == "true" ? 1 : 0;
        if (sort == Sort.Word && written.StartsWith("#x", StringComparison.Ordinal))
            return BigInteger.Parse("0" + written[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (sort == Sort.Word && written.StartsWith("#b", StringComparison.Ordinal))
            return BigInteger.Parse("0" + written[2..], NumberStyles.BinaryNumber, CultureInfo.InvariantCulture);
        if (sort == Sort.Whole && written.StartsWith("(- ", StringComparison.Ordinal))
            return -BigInteger.Parse(written[3..^1], CultureInfo.InvariantCulture);
        for (int i = 0; i < sort.Places.Count; i++)
            if (sort.Places[i] == written) return i;
        if (sort == Sort.Whole) return BigInteger.Parse(written, CultureInfo.InvariantCulture);
        throw new FormatException($"{written} is no {sort}");
    }
}
