using System.Collections.Immutable;
using Netback.States;

namespace Netback.Properties.Observation;

/// <summary>
/// The vif as the events tell it, and nothing but the events. Traces, timelines, probes and monitors are made of this. What it remembers is in
/// cells of the machine, so that it is part of the states of an exploration; what is counted for people only is not.
/// </summary>
public sealed class ObservedVif
{
    private readonly ObservedQueue[] queues;
    private readonly ImmutableArray<ObservedQueue>[] first;
    private readonly Cell<int> present;
    private readonly Cell<bool> carrier, disabled, disconnecting, closed, ringInUse, wasDisabled;
    private readonly Cell<Cause> lastCause;
    private readonly Cell<int> lastQueue, stalledQueues, headroomWanted;
    private readonly Jiffies start;

    /// <param name="parameters">What is configured.</param>
    /// <param name="startIndex">Where all ring indices start.</param>
    /// <param name="machine">The machine whose events these are, or null if the events come from somewhere else.</param>
    /// <param name="tracksTime">Whether to remember since when packets wait and queues are blocked: what takes many states.</param>
    public ObservedVif(Parameters parameters, uint startIndex, Machine? machine = null, bool tracksTime = true)
    {
        TracksTime = tracksTime;
        machine ??= new StraightMachine();
        Machine = machine;
        start = machine.StartJiffies;
        carrier = new(machine, "observed carrier", false);
        disabled = new(machine, "observed disabled", false);
        disconnecting = new(machine, "observed disconnecting", false);
        closed = new(machine, "observed end of the connection", false);
        ringInUse = new(machine, "observed ring in use", false);
        wasDisabled = new(machine, "observed disabled before it connected", false);
        lastCause = new(machine, "observed cause of carrier off", Cause.Connect);
        lastQueue = new(machine, "observed queue of carrier off", 0);
        headroomWanted = new(machine, "observed wish for headroom", parameters.XdpHeadroom);
        stalledQueues = new(machine, "observed stalled queues", -1);
        queues = [.. Enumerable.Range(0, parameters.Queues).Select(id => new ObservedQueue(this, parameters, id, startIndex))];
        first = [.. Enumerable.Range(0, queues.Length + 1).Select(count => queues.Take(count).ToImmutableArray())];
        present = new(machine, "observed queues of the connection", queues.Length);
    }

    /// <summary>Whether it is remembered since when packets wait and queues are blocked.</summary>
    internal bool TracksTime { get; }

    /// <summary>Where what is remembered lies.</summary>
    internal Machine Machine { get; }

    /// <summary>Those of the present connection, or of the last one.</summary>
    public ImmutableArray<ObservedQueue> Queues => first[present.Peek];

    /// <summary>All that the vif can have.</summary>
    public IReadOnlyList<ObservedQueue> AllQueues => queues;

    public ObservedQueue this[int queue] => queues[queue];

    /// <summary>The moment of the last event.</summary>
    public Jiffies Now => start + NowMs;

    /// <summary>The same in ms since the vif connected.</summary>
    [field: Constant("the moment of the event that is being looked at")]
    public long NowMs { get; private set; }

    public bool Carrier => carrier.Peek;
    public bool Disabled => disabled.Peek;
    public bool Disconnecting => disconnecting.Peek;

    /// <summary>Whether the carrier has gone off for good: disconnected, or after a fatal error.</summary>
    public bool Closed => closed.Peek;

    /// <summary>Whether the frontend has gone on with a ring that it had, since the last new one.</summary>
    public bool IsRingInUse => ringInUse.Peek;

    [field: Constant("counted for people")]
    public long CarrierDowns { get; private set; }

    /// <summary>How often the carrier went on, not counting that which comes with connecting.</summary>
    [field: Constant("counted for people")]
    public long CarrierUps { get; private set; }

    /// <summary>Whether the host's stack believes the link to be up, where a scenario has such a stack.</summary>
    [field: Constant("shown to people")]
    public bool Link { get; private set; }

    [field: Constant("counted for people")]
    public long LinkDowns { get; private set; }

    [field: Constant("counted for people")]
    public long LinkUps { get; private set; }

    /// <summary>Bytes of headroom that the guest wants.</summary>
    public int HeadroomWanted => headroomWanted.Peek;

    public int? StalledQueues => stalledQueues.Peek is >= 0 and var n ? n : null;

    /// <summary>Why and by which queue the carrier last went off. Before it was ever on: connecting.</summary>
    public (Cause Cause, int Queue) LastDown => (lastCause.Peek, lastQueue.Peek);

    /// <summary>Whether a fatal error had disabled the vif before the present connection.</summary>
    public bool WasDisabled => wasDisabled.Peek;

    /// <summary>ms for which a queue has been blocked, of the one that has been for longest: -1 if none is, and the most there is if one was for the whole
    /// stall timeout, and its Rx thread cannot have seen the room that has come since.</summary>
    public long LongestBlockedMs
    {
        get
        {
            long longest = -1;
            foreach (var queue in queues)
            {
                if (queue.WasBlockedForStall) return long.MaxValue;
                if (queue.BlockedSince is { } since) longest = Math.Max(longest, Now - since);
            }
            return longest;
        }
    }

    /// <summary>ms since the vif connected.</summary>
    public long MsOf(Jiffies moment) => moment - start;

    /// <summary>A new connection: what the driver knew of the one before is gone. The link and the stack's Tx queues are not, and neither is a
    /// vif that is disabled.</summary>
    private void BeginAnew(in Event e)
    {
        (disconnecting.Value, closed.Value) = (false, false);
        present.Value = (int)e.Value;
        (ringInUse.Value, wasDisabled.Value) = (e.Other != 0, Disabled);
        (lastCause.Value, lastQueue.Value, stalledQueues.Value) = (Cause.Connect, 0, -1);
        foreach (var queue in queues) queue.BeginAnew(isNewRing: e.Other == 0);
    }

    public void On(in Event e)
    {
        NowMs = e.TimeMs;
        switch (e.Kind)
        {
            case EventKind.TimePassed:
                foreach (var queue in queues) queue.Pass(e);
                break;
            case EventKind.CarrierOn:
                carrier.Value = true;
                if (e.Cause != Cause.Connect) CarrierUps++;
                break;
            case EventKind.CarrierOff:
                carrier.Value = false;
                CarrierDowns++;
                lastCause.Value = e.Cause;
                lastQueue.Value = e.Queue;
                break;
            case EventKind.Disabled: disabled.Value = true; break;
            case EventKind.Disconnecting: disconnecting.Value = true; break;
            case EventKind.ConnectionClosed: closed.Value = true; break;
            case EventKind.HeadroomWanted: headroomWanted.Value = (int)e.Value; break;
            case EventKind.StalledQueues: stalledQueues.Value = (int)e.Value; break;
            case EventKind.Connecting: BeginAnew(e); break;
            case EventKind.LinkUp:
                (Link, LinkUps) = (true, LinkUps + 1);
                break;
            case EventKind.LinkDown:
                (Link, LinkDowns) = (false, LinkDowns + 1);
                break;
            case EventKind.ConnectRefused: (disconnecting.Value, closed.Value) = (true, true); break;
            case EventKind.AtRest: break;
            default: queues[e.Queue].On(e); break;
        }
    }
}
