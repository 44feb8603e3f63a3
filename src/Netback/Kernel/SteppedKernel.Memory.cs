namespace Netback;

/// <content>What contexts see, for those who tell a story or compare states.</content>
public sealed partial class SteppedKernel
{
    internal override void Read(string word, object? value) => Tracer?.Read(word, value);

    internal override void Observe(Unit unit, int queue, long value, Packet? packet)
    {
        if (Remembers && current is not null) current.Memory.Add(new("", unit, queue, value, packet) { Moment = Jiffies.Value });
    }

    internal override void Write(string word, object? before, object? value) => Tracer?.Write(word, before, value);

    internal override void WillWrite(Unit unit, int queue, long value, Packet? packet)
    {
        if (Remembers && current is not null) current.Pending = new("", unit, queue, value, packet) { Moment = Jiffies.Value };
    }

    internal override bool IsTraced => Tracer is not null;

    internal override bool WantsObservations => Remembers;

    internal override int EnterFrame(string name)
    {
        Tracer?.Enters(name);
        return MarkFrame();
    }

    internal override int MarkFrame() => Remembers ? current!.Memory.Count : 0;

    internal override void KeepOfFrame(int frame, long result)
    {
        Forget(frame);
        Observe(Unit.Plain, -1, result, null);
    }

    internal override void KeepOfFrame(int frame, Packet? result, int queue)
    {
        Forget(frame);
        Observe(Unit.Packet, queue, 0, result);
    }

    internal override void LeaveFrame(string name, int frame, long result, object? shown)
    {
        Tracer?.Leaves(name, shown);
        if (!Remembers) return;
        Forget(frame);
        current!.Memory.Add(new(name, Unit.Plain, -1, result, null));
    }

    internal override void LeaveFrame(string name, int frame, Packet? result, int queue)
    {
        Tracer?.Leaves(name, result);
        if (!Remembers) return;
        Forget(frame);
        current!.Memory.Add(new(name, Unit.Packet, queue, 0, result) { Moment = Jiffies.Value });
    }

    internal override void Forget(int frame)
    {
        if (!Remembers) return;
        var memory = current!.Memory;
        if (memory.Count > frame) memory.RemoveRange(frame, memory.Count - frame);
    }

    private protected override void Emitted(EventKind kind, int queue, Packet? packet)
    {
        base.Emitted(kind, queue, packet);
        if (!Remembers || current is null) return;
        // What is armed follows from what was read; whether a thread sleeps is its state, and whether it has slept does not matter once it runs.
        if (kind is EventKind.ReqEventArmed or EventKind.RspEventSet or EventKind.GuestNotified or EventKind.RxSlept) return;
        current.Memory.Add(new("", Unit.Event, queue, (long)kind, kind == EventKind.PacketDequeued ? packet : null)
        {
            Moment = Jiffies.Value,
        });
    }
}
