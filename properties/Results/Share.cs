using System.Globalization;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>One of several machines that share a plan: <c>2/5</c> is the second of five.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many there are.</param>
public sealed record Share(int Number, int Of)
{
    /// <summary>Shares at most.</summary>
    public const int Most = 10_000;

    /// <returns>Null if the word is not K/N with 1 ≤ K ≤ N ≤ <see cref="Most"/>.</returns>
    public static Share? Parse(string word) =>
        word.Split('/') is [var k, var n]
            && int.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int of)
            && number >= 1 && number <= of && of <= Most ? new(number, of) : null;

    /// <summary>
    /// Deals searches out: the longest first, each to whoever has least to do so far. It depends on nothing but names and costs, so that
    /// machines that know nothing of each other come to the same.
    /// </summary>
    /// <param name="searches">Names and costs.</param>
    /// <returns>For each search, in the order given, whether it is this share's.</returns>
    public bool[] Deal(IReadOnlyList<(string Name, double Cost)> searches)
    {
        var load = new PriorityQueue<int, (double Cost, int Share)>(Enumerable.Range(1, Of).Select(share => (share, (0.0, share))));
        bool[] mine = new bool[searches.Count];
        foreach (int i in LongestFirst(searches))
        {
            load.TryDequeue(out int share, out var so);
            mine[i] = share == Number;
            load.Enqueue(share, (so.Cost + searches[i].Cost, share));
        }
        return mine;
    }

    /// <summary>The searches from the longest to the shortest; those that take as long by name.</summary>
    internal static IEnumerable<int> LongestFirst(IReadOnlyList<(string Name, double Cost)> searches) =>
        Enumerable.Range(0, searches.Count).OrderByDescending(i => searches[i].Cost).ThenBy(i => searches[i].Name, StringComparer.Ordinal);

    public override string ToString() => $"{Number}/{Of}";
}
