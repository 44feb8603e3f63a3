namespace Netback.Revisions;

/// <summary>The revisions in the order of their making.</summary>
public static class History
{
    public static IReadOnlyList<Revision> All { get; } =
    [
        new SlotEstimate(), new ByteLimit(), new StallDetection(), new FewerSlots(), new HeadNeed(), new LateEoi(),
        new LockedPeek(), new Xsa392(), new Xsa424(), new Proposed(),
    ];

    /// <summary>The same source as a revision, compiled in another way: who runs one of these runs the revision that it is derived from. What
    /// is known of that is expected of the variant.</summary>
    public static IReadOnlyList<Revision> Variants { get; } = [new ReorderedXsa392(), new ReorderedXsa424()];

    public static IEnumerable<string> Names => All.Select(r => r.Name);

    /// <summary>Names of the revisions, and then of the variants.</summary>
    public static IEnumerable<string> KnownNames => All.Concat(Variants).Select(r => r.Name);

    /// <returns>The revision or variant of that name, or null.</returns>
    public static Revision? Find(string name) => All.Concat(Variants).FirstOrDefault(r => r.Name == name);

    /// <summary>Whether it is one of the revisions or variants itself, and not only derived from one.</summary>
    public static bool Has(Revision revision) => All.Concat(Variants).Any(r => r.GetType() == revision.GetType());

    /// <summary>Whether it is not a revision of its own but another way to compile one.</summary>
    public static bool IsVariant(Revision revision) => Variants.Any(v => v.GetType() == revision.GetType());

    /// <returns>The revision itself if it is one of these, or else the one of these that it is derived from; null if there is none.</returns>
    public static Revision? Nearest(Revision revision)
    {
        for (var type = revision.GetType(); type is not null; type = type.BaseType)
            if (All.FirstOrDefault(r => r.GetType() == type) is { } found) return found;
        return null;
    }
}
