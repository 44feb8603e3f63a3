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

    /// <returns>The revision itself if it is one of these, or else the one of these that it is derived from; null if there is none.</returns>
    public static Revision? Nearest(Revision revision)
    {
        for (var type = revision.GetType(); type is not null; type = type.BaseType)
            if (All.FirstOrDefault(r => r.GetType() == type) is { } found) return found;
        return null;
    }
}
