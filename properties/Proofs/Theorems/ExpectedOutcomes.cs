using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>What is expected of each theorem for each revision. Whatever differs, in either direction, is an error.</summary>
public static class ExpectedOutcomes
{
    private static readonly string[] Columns =
        ["slot-estimate", "byte-limit", "stall-detection", "fewer-slots", "head-need", "late-eoi", "locked-peek", "xsa-392", "xsa-424", "proposed"];

    // One letter a revision: P proved, R refuted, - does not apply.
    private static readonly Dictionary<string, string> Table = new()
    {
        ["bounded-memory"] = "-PPPPPPPPP",
        ["bounded-memory-without-tx-lock"] = "-RRRRRRPPP",
        ["bounded-memory-of-n-cpus"] = "-PPPPPP---",
        ["bounded-memory-any-host"] = "-RRRRRRPPP",
        ["byte-accounting"] = "-PPPPPPPPP",
        ["byte-accounting-any-host"] = "-RRRRRRPPP",
        ["tx-queue-restarts"] = "-PPPPPPPPP",
        ["packet-leaves-in-time"] = "-PPPPPPPPP",
        ["sleeper-wakes-in-time"] = "-PPPPPPPPP",
        ["queue-is-in-order"] = "-PPPPPPPPP",
        ["slots-cover-packets"] = "-PPRPPPPPP",
        ["slots-cover-packets-with-headroom"] = "-----RRRRP",
        ["consumer-never-passes-producer"] = "-PPPPPPPPP",
        ["consumer-never-passes-producer-if-a-slot-is-missing"] = "---RRRRRR-",
        ["no-lost-wakeup"] = "-PPPPRRRRP",
        ["no-lost-wakeup-of-equal-packets"] = "----PPPPP-",
        ["guest-notified"] = "-PPPPPPPPP",
        ["guest-gets-its-event"] = "-PPPPPPPPP",
        ["notify-rule"] = "-PPPPPPPPP",
        ["no-spurious-carrier-off"] = "-PRRRRRRRP",
        ["stalled-queues-are-counted"] = "--PPPPPPPP",
        ["carrier-follows-count"] = "--PPPPPPPP",
    };

    /// <summary>Whether anything is expected of a revision. Of one that somebody has added nothing is.</summary>
    public static bool Knows(Revision revision) => Columns.Contains(revision.Name) && History.Find(revision.Name)?.GetType() == revision.GetType();

    /// <returns>What is expected; null where the theorem does not apply.</returns>
    /// <exception cref="ArgumentException">There is no such theorem, or nothing is expected of the revision.</exception>
    public static Outcome? Of(string theorem, Revision revision)
    {
        if (!Table.TryGetValue(theorem, out string? row) || !Knows(revision))
            throw new ArgumentException($"nothing is expected of {theorem} for {revision.Name}", nameof(theorem));
        return row[Columns.IndexOf(revision.Name)] switch { 'P' => Outcome.Proved, 'R' => Outcome.Refuted, _ => null };
    }
}
