namespace Netback.States;

/// <summary>How far back states tell moments and indices apart. What lies further back is taken to be like what lies there.</summary>
/// <param name="OldestMs">A moment that is further back than this many ms is like one that is just so far back.</param>
/// <param name="Reach">An index in a local that is further behind its consumer than this many slots is like one that is just so far behind.</param>
/// <param name="OverdueMs">A deadline that passed longer ago than this many ms is like one that passed just so long ago.</param>
/// <param name="DecidedSlots">An event index that is further behind what has been decided about than this many slots is like one that is just so far behind.</param>
public sealed record Horizon(long OldestMs, int Reach, long OverdueMs = 0, int DecidedSlots = 0);
