using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>What is expected of each theorem for each revision. Whatever differs, in either direction, is an error.</summary>
public static class ExpectedOutcomes
{
    // One letter a revision, in the order of History: P proved, R refuted, - does not apply.
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
        ["notify-rule"] = "-PPPPPPPPP",
        ["no-spurious-carrier-off"] = "-PRRRRRRRP",
        ["stalled-queues-are-counted"] = "--PPPPPPPP",
        ["carrier-follows-count"] = "--PPPPPPPP",
    };

    /// <returns>What is expected; null where the theorem does not apply.</returns>
    /// <exception cref="ArgumentException">There is no such theorem, or no such revision.</exception>
    public static Outcome? Of(string theorem, Revision revision)
    {
        int column = History.All.TakeWhile(r => r.Name != revision.Name).Count();
        if (!Table.TryGetValue(theorem, out string? row) || column >= row.Length)
            throw new ArgumentException($"nothing is expected of {theorem} for {revision.Name}", nameof(theorem));
        return row[column] switch { 'P' => Outcome.Proved, 'R' => Outcome.Refuted, _ => null };
    }
}
