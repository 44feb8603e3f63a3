namespace Netback.Properties.Observation;

/// <summary>
/// The vif as the events tell it, and nothing but the events. Traces, timelines, probes and monitors are made of this.
/// </summary>
public sealed class Picture
{
    private readonly QueuePicture[] queues;

    public Picture(Parameters parameters, uint startIndex) =>
        queues = [.. Enumerable.Range(0, parameters.Queues).Select(id => new QueuePicture(parameters, id, startIndex))];

    public IReadOnlyList<QueuePicture> Queues => queues;
    public QueuePicture this[int queue] => queues[queue];

    public long NowMs { get; private set; }
    public bool Carrier { get; private set; }
    public bool Disabled { get; private set; }
    public bool Disconnecting { get; private set; }
    public long CarrierDowns { get; private set; }

    /// <summary>How often the carrier went on, not counting that which comes with connecting.</summary>
    public long CarrierUps { get; private set; }

    public int? StalledQueues { get; private set; }

    /// <summary>Why and by which queue the carrier last went off. Before it was ever on: connecting.</summary>
    public (Cause Cause, int Queue) LastDown { get; private set; } = (Cause.Connect, 0);

    public void On(in Event e)
    {
        switch (e.Kind)
        {
            case EventKind.TimePassed:
                NowMs = e.TimeMs;
                if (e.Other != 0) foreach (var queue in queues) queue.Starve(e.Value);
                break;
            case EventKind.CarrierOn:
                Carrier = true;
                if (e.Cause != Cause.Connect) CarrierUps++;
                break;
            case EventKind.CarrierOff:
                Carrier = false;
                CarrierDowns++;
                LastDown = (e.Cause, e.Queue);
                break;
            case EventKind.Disabled: Disabled = true; break;
            case EventKind.Disconnecting: Disconnecting = true; break;
            case EventKind.StalledQueues: StalledQueues = (int)e.Value; break;
            default: queues[e.Queue].On(e); break;
        }
    }
}
