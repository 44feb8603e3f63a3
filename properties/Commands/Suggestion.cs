using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>What somebody may have meant who gave a name that there is not.</summary>
internal static class Suggestion
{
    /// <summary>The complaint: <c>unknown revision "xsa424": did you mean xsa-424? The revisions are …</c>.</summary>
    /// <param name="what">What it should be a name of, such as <c>revision</c>.</param>
    /// <param name="word">What was given.</param>
    /// <param name="names">What there is.</param>
    /// <param name="known">A sentence that says what there is.</param>
    public static string Unknown(string what, string word, IEnumerable<string> names, string known) =>
        Nearest(word, names) is { } name ? $"unknown {what} {InputException.Quote(word)}: did you mean {name}? {char.ToUpperInvariant(known[0])}{known[1..]}"
            : $"unknown {what} {InputException.Quote(word)}; {known}";

    /// <summary>The name that is most like the word, or null if none is much like it.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        if (word.Length is 0 or > 100) return null;
        var near = names.Select(name => (Name: name, Distance: Distance(word, name))).Where(n => n.Distance <= Math.Max(1, word.Length / 3)).ToList();
        if (near.Count > 0) return near.MinBy(n => n.Distance).Name;
        // A part of a name: its beginning, the rule of a mutant without its revision, a property without its environment.
        return word.Length < 3 ? null : names.FirstOrDefault(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            ?? names.FirstOrDefault(name => name.Split('+', '@').Contains(word, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Letters to put in, take out, change, or swap with their neighbour; small and capital letters are the same.</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                int change = Same(i, j) ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && Same(i, j - 1) && Same(i - 1, j)) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];

        bool Same(int i, int j) => char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
    }
}
