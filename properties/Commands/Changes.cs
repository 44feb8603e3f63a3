using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>What is different after a step, in words, the most important first.</summary>
internal static class Changes
{
    /// <summary>
    /// What changed from one trace line to the next: the vif and, if it has one queue, that too; else the vif by itself and each
    /// queue by itself. Where nothing changed there is no entry.
    /// </summary>
    /// <param name="scenario">What the lines are of.</param>
    /// <param name="before">The line before, or null for the state before connecting.</param>
    /// <param name="after">The line that is put into words.</param>
    public static IEnumerable<IReadOnlyList<string>> Between(Scenario scenario, TraceLine? before, TraceLine after)
    {
        if (after.Outcome == StepOutcome.Bug)
        {
            yield return [$"BUG in {after.Where}: {after.What}"];
            yield break;
        }
        List<string> said = [.. OfVif(before, after)];
        for (int i = 0; i < after.Queues.Count; i++)
        {
            var queue = OfQueue(before?.Queues[i] ?? Untouched(scenario), after.Queues[i]);
            if (after.Queues.Count == 1)
            {
                said.AddRange(queue);
                continue;
            }
            if (said.Count > 0)
                yield return said;
            said = [.. queue];
            if (said.Count > 0)
                said[0] = $"queue {i}: {said[0]}";
        }
        if (said.Count > 0)
            yield return said;
    }

    /// <summary>A number and what is counted: <c>1 packet</c>, <c>2 packets</c>, <c>2 switches</c>.</summary>
    public static string Count(long number, string what) =>
        $"{number:N0} {(number == 1 ? what : what.EndsWith('y') ? $"{what[..^1]}ies" : what.EndsWith("ch", StringComparison.Ordinal) ? $"{what}es" : $"{what}s")}";

    private static TraceQueue Untouched(Scenario scenario) => new()
    {
        ReqProd = scenario.StartIndex,
        ReqCons = scenario.StartIndex,
        RspProd = scenario.StartIndex,
        ReqEvent = scenario.StartIndex + 1,
    };

    private static IEnumerable<string> OfVif(TraceLine? before, TraceLine after)
    {
        if (after.Disabled && before?.Disabled != true)
            yield return "vif disabled";
        long downs = after.CarrierDowns - (before?.CarrierDowns ?? 0), ups = after.CarrierUps - (before?.CarrierUps ?? 0);
        // After connecting in any case: that it is off is no change, but a timeline must begin with it.
        if (before is null || before.Carrier != after.Carrier || downs + ups > 0)
            yield return Switch(after.Carrier ? "carrier on" : "carrier off", "off", downs, "on", ups);
        if (after.Stack is { } stack)
            foreach (string change in OfStack(before?.Stack ?? new(), stack)) yield return change;
        if (Miscount(after) != Miscount(before))
            yield return $"{Count(after.StalledQueues ?? 0, "queue")} counted as stalled, {Marked(after)} marked";
    }

    private static IEnumerable<string> OfStack(TraceStack before, TraceStack after)
    {
        long downs = after.LinkDowns - before.LinkDowns, ups = after.LinkUps - before.LinkUps;
        if (downs + ups > 0) yield return Switch(after.Link ? "host sees the link up" : "host sees the link down", "down", downs, "up", ups);
        if (before.Waiting != after.Waiting) yield return after.Waiting == 0 ? "qdisc empty" : $"{Count(after.Waiting, "packet")} in the qdisc";
        if (before.Overflowed != after.Overflowed) yield return $"qdisc full +{after.Overflowed - before.Overflowed:N0}";
        if (before.Flushed != after.Flushed) yield return $"qdisc flushed +{after.Flushed - before.Flushed:N0}";
    }

    // The count of stalled queues says nothing beyond the marks of the queues, unless the two disagree.
    private static int Miscount(TraceLine? line) => line?.StalledQueues is { } count ? count - Marked(line) : 0;

    private static int Marked(TraceLine line) => line.Queues.Count(queue => queue.Stalled == true);

    private static IEnumerable<string> OfQueue(TraceQueue before, TraceQueue after)
    {
        if ((before.Packets, before.Bytes) != (after.Packets, after.Bytes))
            yield return after is { Packets: 0, Bytes: 0 } ? "no packets" : $"{Count(after.Packets, "packet")}, {after.Bytes:N0} B";
        foreach (var (what, was, now) in new[]
        {
            ("delivered", before.Delivered, after.Delivered),
            ("damaged", before.Damaged, after.Damaged),
            ("expired", before.Expired, after.Expired),
            ("purged", before.Purged, after.Purged),
            ("dropped", before.Dropped, after.Dropped),
            ("held back", before.Held, after.Held),
            ("no carrier", before.NoCarrier, after.NoCarrier),
        })
            if (was != now)
                yield return $"{what} {now - was:+#,0;-#,0}";
        long stops = after.Stops - before.Stops, wakes = after.Wakes - before.Wakes;
        if (before.TxStopped != after.TxStopped || stops + wakes > 0)
            yield return Switch(after.TxStopped ? "tx stopped" : "tx woken", "stopped", stops, "woken", wakes);
        if (after.Stalled is { } stalled && stalled != (before.Stalled ?? false))
            yield return stalled ? "stalled" : "no longer stalled";
        if ((before.Thread, before.Deadline) != (after.Thread, after.Deadline))
            yield return Thread(after);
        if (before.Timer != after.Timer)
            yield return after.Timer is { } at ? $"stall timer at {at:N0} ms" : "stall timer off";
        foreach (string change in OfRing(before, after))
            yield return change;
        if (before.Notified != after.Notified)
            yield return $"notified {after.Notified - before.Notified:+#,0;-#,0}";
    }

    private static IEnumerable<string> OfRing(TraceQueue before, TraceQueue after)
    {
        int free = Free(after);
        if (free != Free(before))
            yield return $"{Count(free, "slot")} free";
        foreach (var (what, was, now) in new[]
        {
            ("req_prod", before.ReqProd, after.ReqProd),
            ("req_cons", before.ReqCons, after.ReqCons),
            ("rsp_prod", before.RspProd, after.RspProd),
            ("req_event", before.ReqEvent, after.ReqEvent),
        })
            if (was != now)
                yield return $"{what} = {now:N0}";
    }

    private static string Thread(TraceQueue queue) => queue.Thread switch
    {
        ThreadState.Sleeping => queue.Deadline is { } at ? $"rx sleeps until {at:N0} ms" : "rx sleeps",
        ThreadState.Spinning => "rx spins",
        ThreadState.Stopped => "rx ended",
        _ => "rx runnable",
    };

    // Below 0 when the driver took slots that were not there, or the guest forged its index.
    private static int Free(TraceQueue queue) => (int)(queue.ReqProd - queue.ReqCons);

    // One that went over and back within a step is not seen in its last position alone.
    private static string Switch(string state, string first, long times, string second, long timesSecond) =>
        times + timesSecond > 1 ? $"{state} ({times:N0} x {first}, {timesSecond:N0} x {second})" : state;
}
