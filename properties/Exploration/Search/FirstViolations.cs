namespace Netback.Properties.Exploration;

/// <summary>What a search has found to be violated: each property once, where it was found first.</summary>
internal sealed class FirstViolations
{
    private readonly List<(string Property, int State, int Choice)> all = [];
    private readonly HashSet<string> properties = [];

    /// <summary>In the order found: the property, in which state, and by which choice, or -1 if by the state itself.</summary>
    public IReadOnlyList<(string Property, int State, int Choice)> All => all;

    public bool Has(string property) => properties.Contains(property);

    public void Add(IEnumerable<(string Property, int State, int Choice)> violations)
    {
        foreach (var violation in violations)
            if (properties.Add(violation.Property)) all.Add(violation);
    }

    public void Clear() => Return(0);

    /// <summary>Goes back to as many as there were.</summary>
    public void Return(int count)
    {
        all.RemoveRange(count, all.Count - count);
        properties.IntersectWith(all.Select(v => v.Property));
    }

    /// <summary>States have got new numbers.</summary>
    public void Renumber(Func<int, int> numberOf)
    {
        for (int i = 0; i < all.Count; i++) all[i] = all[i] with { State = numberOf(all[i].State) };
    }
}
