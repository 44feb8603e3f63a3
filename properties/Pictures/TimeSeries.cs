using Netback.Properties.Specification;
using Netback.Properties.Engines;
using Netback.Properties.Execution;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Pictures;

/// <summary>What may become of a packet, as the marks of a picture show it.</summary>
public enum MarkKind
{
    Delivered,
    /// <summary>Delivered, with a copy that failed.</summary>
    Damaged,
    Expired, Purged, Dropped, Held, NoCarrier,
    /// <summary>It took a slot more, for its hash.</summary>
    HashSlot,
    /// <summary>It was sent from a linear area that crosses a page.</summary>
    CrossesPage,
}

/// <summary>A moment of a run: in which step (-1 for connecting), at which ms, and as which of the things seen in that step, from 0.</summary>
public readonly record struct Instant(int Step, long Ms, int Order);

/// <summary>What one queue looks like: bytes queued, slots free, whether the Tx queue is stopped and the queue marked as stalled.</summary>
public readonly record struct QueueSample(long Bytes, long Free, bool TxStopped, bool Stalled);

/// <summary>What the vif looks like from a moment on.</summary>
public sealed record Sample(Instant At, bool Carrier, QueueSample[] Queues);

/// <summary>A packet meets its fate.</summary>
public readonly record struct Mark(Instant At, MarkKind Kind, int Queue);

/// <summary>When a step began and ended, in ms, and how many things were seen in it.</summary>
public readonly record struct Span(long StartMs, long EndMs, int Count);

/// <summary>The timeline of one run of a scenario, as much of it as pictures show.</summary>
public sealed class TimeSeries : IEventSink
{
    private readonly ObservedVif picture;
    private readonly List<Sample> samples = [];
    private readonly List<Mark> marks = [];
    private readonly List<Span> spans = [];
    private readonly MonitoredRun? watched;
    private int step = -1, order;
    private long now;

    private TimeSeries(Scenario scenario, Revision revision, Claim? claim, Machine machine)
    {
        (Scenario, Revision) = (scenario, revision);
        picture = new(scenario.Vif, scenario.StartIndex, machine);
        watched = claim is null ? null : new MonitorSet(revision, [claim]).Watch(machine, scenario.Vif, scenario.StartIndex);
    }

    public Scenario Scenario { get; }
    public Revision Revision { get; }
    public IReadOnlyList<Sample> Samples => samples;
    public IReadOnlyList<Mark> Marks => marks;

    /// <summary>Connecting, then the steps that were carried out.</summary>
    public IReadOnlyList<Span> Spans => spans;

    /// <summary>When the claim broke, or null.</summary>
    public Instant? Violated { get; private set; }

    /// <summary>Runs the scenario on the straight machine.</summary>
    /// <param name="scenario">What happens.</param>
    /// <param name="revision">The driver it happens to.</param>
    /// <param name="claim">The claim whose breaking is to be marked, or null.</param>
    public static TimeSeries Of(Scenario scenario, Revision revision, Claim? claim = null)
    {
        var run = new StraightRun(scenario, revision, null);
        var series = new TimeSeries(scenario, revision, claim, run.Machine);
        run.Sink = series;
        bool runs = run.Connect();
        series.StepEnds();
        for (int i = 0; runs && i < scenario.Steps.Count; i++)
        {
            runs = run.Apply(scenario.Steps[i]);
            series.StepEnds();
        }
        return series;
    }

    public void On(in Event e)
    {
        picture.On(e);
        now = picture.NowMs;
        MarkKind? mark = e.Kind switch
        {
            EventKind.PacketDelivered => e.Packet!.IsDamaged ? MarkKind.Damaged : MarkKind.Delivered,
            EventKind.PacketExpired => MarkKind.Expired,
            EventKind.PacketPurged => MarkKind.Purged,
            EventKind.PacketRefused => MarkKind.Dropped,
            EventKind.PacketHeld => MarkKind.Held,
            EventKind.PacketNoCarrier => MarkKind.NoCarrier,
            _ => null,
        };
        var at = new Instant(step, now, order);
        if (mark is { } kind) marks.Add(new(at, kind, e.Queue));
        if (e is { Kind: EventKind.SlotsConsumed, Packet: { } sent }) AddShape(at, sent, e.Queue);
        if (mark is not null || ChangesSample(e.Kind))
        {
            samples.Add(new(at, picture.Carrier, [.. picture.AllQueues.Select(q =>
                new QueueSample(q.Bytes, q.Free, q.TxStopped, q.Stalled == true))]));
            order++;
        }
        if (watched is null) return;
        watched.On(e);
        if (Violated is null && watched.Monitors[0].Violation is not null) Violated = at;
    }

    private void AddShape(Instant at, Packet sent, int queue)
    {
        if (sent.Hash) marks.Add(new(at, MarkKind.HashSlot, queue));
        if (sent.Offset + Math.Min(sent.Length, Scenario.Vif.PageSize) > Scenario.Vif.PageSize) marks.Add(new(at, MarkKind.CrossesPage, queue));
    }

    private void StepEnds()
    {
        spans.Add(new(spans.Count == 0 ? 0 : spans[^1].EndMs, now, order));
        (step, order) = (step + 1, 0);
    }

    private static bool ChangesSample(EventKind kind) => kind is EventKind.PacketAccepted or EventKind.PacketDequeued or EventKind.SlotsPosted
        or EventKind.ReqProdForged or EventKind.SlotsConsumed or EventKind.TxStopped or EventKind.TxWoken or EventKind.CarrierOn
        or EventKind.CarrierOff or EventKind.StallMarked;
}
