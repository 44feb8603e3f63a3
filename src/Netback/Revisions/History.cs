namespace Netback.Revisions;

/// <summary>The revisions in the order of their making.</summary>
public static class History
{
    public static IReadOnlyList<Revision> All { get; } =
    [
        new SlotEstimate(), new ByteLimit(), new StallDetection(), new FewerSlots(), new HeadNeed(), new LateEoi(),
        new LockedPeek(), new Xsa392(), new Xsa424(), new Proposed(),
    ];

    public static IEnumerable<string> Names => All.Select(r => r.Name);

    /// <returns>The revision of that name, or null.</returns>
    public static Revision? Find(string name) => All.FirstOrDefault(r => r.Name == name);
}
