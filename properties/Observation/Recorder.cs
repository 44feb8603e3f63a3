using Netback.Properties.Execution;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Observation;

/// <summary>
/// Writes down after each step what can be seen of the vif, in the form of the recordings of the real driver. It knows
/// only what the events tell.
/// </summary>
public sealed class Recorder(Scenario scenario) : IEventSink
{
    private readonly ObservedVif picture = new(scenario.Vif, scenario.StartIndex);
    private StepOutcome? outcome;

    /// <summary>
    /// Carries the scenario out on the straight machine, a step each time the next line is asked for: a line after
    /// connecting and one after each step; an assertion of the driver ends the trace.
    /// </summary>
    public static IEnumerable<TraceLine> Trace(Scenario scenario, Revision revision)
    {
        var recorder = new Recorder(scenario);
        var run = new StraightRun(scenario, revision, recorder);
        for (int step = -1; step < scenario.Steps.Count; step++)
        {
            bool goesOn = step < 0 ? run.Connect() : run.Apply(scenario.Steps[step]);
            yield return goesOn ? recorder.Line(step) : recorder.BugLine(step, run.Bug!);
            if (!goesOn)
                yield break;
        }
    }

    public void On(in Event e)
    {
        picture.On(e);
        outcome = e.Kind switch
        {
            EventKind.PacketHeld or EventKind.StackQueued => StepOutcome.Held,
            EventKind.StackDropped when e.Value == 0 => StepOutcome.Dropped,
            EventKind.PacketNoCarrier => StepOutcome.NoCarrier,
            EventKind.PacketAccepted => StepOutcome.Queued,
            EventKind.PacketRefused => StepOutcome.Dropped,
            _ => outcome,
        };
    }

    /// <summary>The line for a step that has just been made, -1 for connecting. The next step begins with it.</summary>
    public TraceLine Line(int step)
    {
        var line = new TraceLine
        {
            Step = step,
            Now = picture.NowMs,
            Outcome = outcome,
            Carrier = picture.Carrier,
            Disabled = picture.Disabled,
            StalledQueues = picture.StalledQueues,
            CarrierDowns = picture.CarrierDowns,
            CarrierUps = picture.CarrierUps,
            Stack = scenario.Stack is null ? null : Stack(),
            Queues = [.. picture.AllQueues.Select(Queue)],
        };
        outcome = null;
        return line;
    }

    private TraceStack Stack()
    {
        var queues = picture.AllQueues;
        return new()
        {
            Link = picture.Link,
            LinkDowns = picture.LinkDowns,
            LinkUps = picture.LinkUps,
            Waiting = queues.Sum(q => q.InQdisc),
            Overflowed = queues.Sum(q => q.Overflowed),
            Flushed = queues.Sum(q => q.Flushed),
            Offered = queues.Sum(q => q.Wanted),
            Delivered = queues.Sum(q => q.Delivered),
            Lost = queues.Sum(q => q.Overflowed + q.Flushed + q.NoCarrier + q.Held + q.Dropped + q.Expired + q.Purged),
        };
    }

    /// <summary>The last line of a trace, for a step in which an assertion of the driver did not hold.</summary>
    public TraceLine BugLine(int step, DriverBugException bug) => new()
    {
        Step = step,
        Now = picture.NowMs,
        Outcome = StepOutcome.Bug,
        Where = bug.Where,
        What = bug.What,
    };

    private static TraceQueue Queue(ObservedQueue queue) => new()
    {
        TxStopped = queue.TxStopped,
        Packets = queue.Packets,
        Bytes = queue.Bytes,
        ReqProd = queue.ReqProd,
        ReqCons = queue.ReqCons,
        RspProd = queue.RspProd,
        ReqEvent = queue.ReqEvent,
        Thread = queue.Thread,
        Deadline = queue.DeadlineMs,
        Timer = queue.TimerMs,
        Stalled = queue.Stalled,
        Delivered = queue.Delivered,
        Expired = queue.Expired,
        Purged = queue.Purged,
        Dropped = queue.Dropped,
        Notified = queue.Notified,
        Held = queue.Held,
        NoCarrier = queue.NoCarrier,
        Stops = queue.Stops,
        Wakes = queue.Wakes,
    };
}
