namespace Netback.Properties.Proofs.Theorems;

/// <summary>All theorems, in the order of the page about them.</summary>
public static class TheoremList
{
    public static IReadOnlyList<Statement> All { get; } =
    [
        .. ByteTheorems.All,
        .. ExpiryTheorems.All,
        .. SlotTheorems.All,
        .. RequestTheorems.All,
        .. ResponseTheorems.All,
        .. StallTheorems.All,
    ];

    public static IEnumerable<string> Names => All.Select(s => s.Name);

    /// <returns>The theorem of that name, or null.</returns>
    public static Statement? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
