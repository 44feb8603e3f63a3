using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Scenarios;

namespace Netback.Tests.Scenarios;

/// <summary>A scenario with a trace of the right shape, not one that a driver has made.</summary>
public sealed record Recording(Scenario Scenario, IReadOnlyList<TraceLine> Trace);

/// <summary>Scenarios over the whole range of the format, with a liking for its ends. What a guest would do is not asked here.</summary>
public static class ScenarioGenerators
{
    private static readonly Gen<bool> Flag = Gen.Elements(true, false);
    private static readonly Gen<long> Ms = Gen.Elements<long>(0, 1, 2, 999, 60_000, 1_000_000_000);
    private static readonly Gen<uint> Index = Gen.Elements<uint>(0, 1, 7, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff);
    private static readonly Gen<int> Count = Gen.Elements(0, 1, 2, 256, int.MaxValue);
    private static readonly Gen<long> Counter = Gen.Elements<long>(0, 1, 2, int.MaxValue, uint.MaxValue, long.MaxValue);

    private static readonly Gen<string> Text =
        from characters in Gen.Elements("a", "Z", "0", "-", " ", "\"", "\\", "/", "<", "'", "é", "漢", "😀", "\u2028").ListOf()
        select characters.Count == 0 ? "n" : string.Concat(characters.Take(100));

    private static readonly Gen<Parameters> Constants =
        from ring in Gen.Elements(1, 4, 256, 65_536)
        from page in Gen.Elements(64, 4096, 65_536)
        from limit in Gen.Elements<long>(1, 524_288, 1L << 40)
        from slots in Gen.Elements(1, 18, 65_536)
        from gsoMax in Gen.Elements(100, 65_536)
        from batch in Gen.Elements(1, 64, int.MaxValue)
        from bits in Gen.Elements(1, 32, 64)
        from headroom in Gen.Elements(0, 1, 63)
        from hz in Gen.Elements(0, 100, 250, 1000)
        from events in Gen.Elements(Enum.GetValues<EventDelivery>())
        select new Parameters
        {
            RingSize = ring, PageSize = page, QueueLimit = limit, MaxPacketSlots = slots, GsoMaxSize = gsoMax,
            RxBatch = batch, CopyBatch = 65 - Math.Min(batch, 64), ByteCountBits = bits, XdpHeadroom = headroom, TimerHz = hz, Events = events, Hash = headroom == 1,
        };

    private static readonly Gen<Parameters> Vif =
        from constants in Gen.OneOf(Gen.Constant(Parameters.Default), Constants)
        from queues in Gen.Choose(1, 8)
        from gso in Flag
        from mtu in Gen.Elements(68, 1500, 9000, 65_535)
        from drain in Ms
        from stall in Ms
        from notifies in Flag
        select constants with { Queues = queues, Gso = gso, Mtu = mtu, DrainTimeoutMs = notifies ? drain : 30, StallTimeoutMs = notifies ? stall : 0, RxNotify = notifies };

    public static Arbitrary<Scenario> Scenarios() => Scenario.ToArbitrary();

    public static Arbitrary<Recording> Recordings() => (
        from scenario in Scenario
        from bug in Flag
        from lines in Line(scenario.Vif.Queues, scenario.Stack is not null).ListOf(scenario.Steps.Count + 1)
        select new Recording(scenario, Numbered(lines, bug))).ToArbitrary();

    private static Gen<Scenario> Scenario =>
        from name in Text
        from label in Gen.OneOf(Gen.Constant<string?>(null), Text.Select(text => (string?)text))
        from vif in Vif
        from host in Gen.Elements(HostStack.HonoursStop, HostStack.IgnoresStop)
        from index in Index
        from jiffies in Gen.Elements<ulong>(0, 1, ulong.MaxValue)
        from steps in Step(vif).ListOf()
        from stack in Gen.Elements<TxStack?>(null, null, new(0, true), new(host == HostStack.HonoursStop ? 32 : 0, false))
        select new Scenario(name, vif, host, steps) { Class = label, StartIndex = index, StartJiffies = jiffies, Stack = stack };

    private static Gen<Step> Step(Parameters vif)
    {
        var queue = Gen.Choose(0, vif.Queues - 1);
        int frame = (vif with { Gso = false }).MaxPacketBytes;
        return Gen.OneOf(
            from q in queue from gso in Flag from length in Gen.Choose(1, gso && vif.Gso ? vif.GsoMaxSize : frame)
            from count in Gen.Elements(1, 2, 1_000_000) from offset in Gen.Elements(0, 0, 1, 63) from hash in Flag
            select Properties.Scenarios.Step.Xmit(q, length, gso && vif.Gso, count) with { Offset = offset, Hash = hash && vif.Hash },
            from q in queue from count in Count select Properties.Scenarios.Step.Post(q, count),
            from q in queue from count in Count select Properties.Scenarios.Step.Consume(q, count),
            from q in queue select Properties.Scenarios.Step.Kick(q),
            from q in queue select Properties.Scenarios.Step.KickTx(q),
            from q in queue select Properties.Scenarios.Step.Run(q),
            from ms in Ms select Properties.Scenarios.Step.Advance(ms),
            from ms in Ms select Properties.Scenarios.Step.Lag(ms),
            from q in queue from value in Index select Properties.Scenarios.Step.SetReqProd(q, value),
            from queues in Gen.Choose(1, vif.Queues) from inUse in Flag from failure in Gen.Elements(Cause.None, Cause.NoChannel, Cause.NoThread)
            select Properties.Scenarios.Step.Connect(queues, inUse, failure),
            from q in queue from count in Gen.Elements(0, 1, 1_000_000) select Properties.Scenarios.Step.FailCopies(q, count),
            from bytes in Gen.Elements(0, 1, 63) select Properties.Scenarios.Step.SetHeadroom(bytes),
            Gen.Elements(Properties.Scenarios.Step.TxFatal(), Properties.Scenarios.Step.Disconnect()));
    }

    private static Gen<TraceLine> Line(int queues, bool hasStack) =>
        from outcome in Gen.Elements<StepOutcome?>(null, StepOutcome.Queued, StepOutcome.Dropped, StepOutcome.Held, StepOutcome.NoCarrier)
        from flags in Flag.ListOf(2)
        from stalled in Gen.Elements<int?>(null, 0, queues)
        from counters in Counter.ListOf(2)
        from each in Queue.ListOf(queues)
        from s in Counter.ListOf(8)
        select new TraceLine
        {
            Outcome = outcome, Carrier = flags[0], Disabled = flags[1], StalledQueues = stalled,
            CarrierDowns = counters[0], CarrierUps = counters[1], Queues = each,
            Stack = !hasStack ? null : new()
            {
                Link = flags[0], LinkDowns = s[0], LinkUps = s[1], Waiting = s[2], Overflowed = s[3], Flushed = s[4], Offered = s[5], Delivered = s[6], Lost = s[7],
            },
        };

    private static readonly Gen<TraceQueue> Queue =
        from stopped in Flag
        from i in Index.ListOf(4)
        from thread in Gen.Elements(Enum.GetValues<ThreadState>())
        from times in Gen.Elements<long?>(null, 0, long.MaxValue).ListOf(2)
        from stalled in Gen.Elements<bool?>(null, true, false)
        from c in Counter.ListOf(12)
        select new TraceQueue
        {
            TxStopped = stopped, Packets = c[0], Bytes = c[1], ReqProd = i[0], ReqCons = i[1], RspProd = i[2], ReqEvent = i[3],
            Thread = thread, Deadline = times[0], Timer = times[1], Stalled = stalled, Delivered = c[2], Expired = c[3],
            Purged = c[4], Dropped = c[5], Notified = c[6], Held = c[7], NoCarrier = c[8], Stops = c[9], Wakes = c[10], Damaged = c[11],
        };

    private static List<TraceLine> Numbered(IEnumerable<TraceLine> lines, bool bug)
    {
        List<TraceLine> trace = [.. lines.Select((line, i) => line with { Step = i - 1, Now = i * 1000L })];
        if (bug)
            trace[^1] = new() { Step = trace[^1].Step, Now = trace[^1].Now, Outcome = StepOutcome.Bug, Where = "f", What = "a > \"b\"" };
        return trace;
    }
}
