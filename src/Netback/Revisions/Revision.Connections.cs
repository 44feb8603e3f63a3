namespace Netback.Revisions;

/// <content>How a connection begins and ends, and how another one follows.</content>
public abstract partial class Revision
{
    /// <summary>The frontend is there: makes the Rx threads, then lets packets in.</summary>
    public virtual async Coroutine Connect(Vif vif)
    {
        PrepareVif(vif);
        for (int i = 0; i < vif.Requested.Value; i++)
        {
            vif.Queues[i].Channel.Bind();
            PrepareQueue(vif.Queues[i]);
            await MakeThread(vif.Queues[i]);
        }
        await LetIn(vif);
    }

    /// <summary>
    /// The frontend is there again, after a disconnect: new queues take the place of the old ones, on new rings or on those that the guest
    /// goes on with. The stack's Tx queues, the link and a vif that is disabled are as they were left.
    /// </summary>
    /// <param name="vif">The vif. No transmit of the connection before is under way.</param>
    /// <param name="connection">What the guest asks for, and what fails.</param>
    /// <returns>Whether it is connected.</returns>
    public virtual async Coroutine<bool> Reconnect(Vif vif, Connection connection)
    {
        vif.Requested.Value = connection.Queues;
        vif.QueuesAreGone.Value = false;
        vif.Emit(EventKind.Connecting, value: connection.Queues, other: connection.RingInUse ? 1 : 0);
        for (int i = 0; i < vif.Queues.Count; i++) AllocateQueue(vif.Queues[i], connection.RingInUse);
        PrepareVif(vif);
        for (int i = 0; i < connection.Queues; i++)
        {
            var q = vif.Queues[i];
            var failure = await Attaches(q, connection.RingInUse) ? connection.FailureOf(q.Id) : Cause.RingInvalid;
            var channel = q.Channel.IsBound ? Leftovers.Channel : Leftovers.None;
            if (failure is Cause.None or Cause.NoThread) q.Channel.Bind();
            if (failure != Cause.None)
            {
                await Abandon(vif, i, failure);
                return false;
            }
            var own = OwnState.All(word => word.IsInitial(q)) ? Leftovers.None : Leftovers.Own;
            PrepareQueue(q);
            q.Emit(EventKind.QueueMade, value: (long)(LeftoversOf(q) | own | channel), other: q.Packets.CountedBytes);
            q.Thread.Renew();
            await MakeThread(q);
        }
        await LetIn(vif);
        for (int i = 0; i < connection.Queues; i++) await OpenQueue(vif.Queues[i]);
        return true;
    }

    /// <summary>Memory for a queue of a new connection. It comes zeroed, and a ring begins where the ring begins.</summary>
    protected virtual void AllocateQueue(GuestRxQueue q, bool ringInUse)
    {
        q.Renew();
        if (!ringInUse || !AttachesToRings) q.Ring.Attach(q.Shared.Start);
    }

    /// <summary>Whether a new connection goes on with a ring that is in use, where the last one stopped: since Dec 2019, when a backend could
    /// be unbound and bound again below a running guest. Before, every ring was taken for a new one.</summary>
    protected virtual bool AttachesToRings => false;

    /// <returns>Whether the ring can be served: one in which more requests are unanswered than it has slots is refused.</returns>
    protected virtual async Coroutine<bool> Attaches(GuestRxQueue q, bool ringInUse)
    {
        if (ringInUse && AttachesToRings)
        {
            var answered = await q.Shared.RspProd.Load("reads rsp_prod");
            if (await q.Shared.ReqProd.Load("reads req_prod") - answered > q.Shared.Size) return false;
            q.Ring.Attach(answered);
        }
        q.Emit(EventKind.RingAttached, value: q.Ring.ReqCons.Peek.Value, other: q.Shared.RspProd.Peek.Value);
        return true;
    }

    /// <summary>Connecting has failed at a queue: those before it are taken down again, and nobody is connected.</summary>
    protected virtual async Coroutine Abandon(Vif vif, int at, Cause why)
    {
        for (int i = 0; i < at; i++) await TakeDown(vif.Queues[i]);
        await vif.Queues[at].Channel.Unbind();
        vif.Emit(EventKind.ConnectRefused, at, cause: why);
    }

    /// <summary>Makes and starts the Rx thread of a queue.</summary>
    protected async Coroutine MakeThread(GuestRxQueue q)
    {
        q.Machine.Start(q.Thread, () => RxThread(q));
        await q.Task.Store(true, $"makes rx{q.Id}");
    }

    /// <summary>Opens the vif for packets: all queues are made. An Rx thread that takes the vif down waits for it.</summary>
    protected async Coroutine LetIn(Vif vif)
    {
        await vif.NumQueues.Store(vif.Requested.Value, "sets num_queues");
        await vif.Rtnl.Acquire();
        await vif.Connected.Store(true, "connects the vif");
        await Connected(vif);
        await vif.Rtnl.Release();
    }

    /// <summary>The stack may offer packets to the queue, whatever the last connection left the Tx queue in.</summary>
    private async Coroutine OpenQueue(GuestRxQueue q)
    {
        await ReleaseTx(q);
        var left = (q.Tx.IsStopped ? Leftovers.Stopped : 0) | (q.Channel is { IsBound: true, IsEnabled: true } ? 0 : Leftovers.NotServed);
        q.Emit(EventKind.QueueOpened, value: (long)left);
    }

    /// <summary>Starts the Tx queue of a new connection.</summary>
    protected virtual async Coroutine ReleaseTx(GuestRxQueue q) => await q.Tx.Wake("wakes all Tx queues");

    /// <summary>What the new queue has that the queue of a first connection has not. Its thread has not started.</summary>
    private Leftovers LeftoversOf(GuestRxQueue q)
    {
        var left = Leftovers.None;
        if (q.Packets.Head.Peek is not null) left |= Leftovers.Packets;
        if (q.Packets.CountedBytes != 0) left |= Leftovers.Bytes;
        if (q.Stalled.Peek != StartsStalled) left |= Leftovers.StalledMark;
        if (q.StallTimer is { FiresAt.IsSet: true } || q.PurgeEvent is { Peek: true }) left |= Leftovers.Timer;
        if (q.Channel.IsPending || q.Channel.IsMasked || q.EoiPending.Peek) left |= Leftovers.Event;
        if (q.SlotsNeeded.Peek != 0 || q.PendingCopies.Peek != 0) left |= Leftovers.Need;
        return left;
    }

    /// <summary>Before the queues are made.</summary>
    protected virtual void PrepareVif(Vif vif) { }

    /// <summary>Before the Rx thread of a queue starts.</summary>
    protected virtual void PrepareQueue(GuestRxQueue q) { }

    /// <summary>Whether a queue counts as stalled until the guest has posted enough.</summary>
    protected virtual bool StartsStalled => false;

    /// <summary>The vif takes packets now.</summary>
    protected virtual Coroutine Connected(Vif vif) => vif.Carrier.TurnOn(0, Cause.Connect);

    /// <summary>The frontend has gone: nothing more comes in, and each Rx thread runs to its end.</summary>
    public virtual async Coroutine Disconnect(Vif vif)
    {
        vif.Emit(EventKind.Disconnecting);
        await vif.NumQueues.Load("looks for queues");
        if (ForgetsQueues) await vif.NumQueues.Load("looks for queues again");
        await CarrierOffForGood(vif, Cause.Disconnect);
        for (int i = 0; i < vif.Requested.Value; i++) await TakeDown(vif.Queues[i]);
        if (ForgetsQueues)
        {
            await vif.NumQueues.Store(0, "clears num_queues");
            await vif.Machine.Grace.Wait("waits for transmits in flight");
            vif.QueuesAreGone.Value = true;
        }
        vif.Emit(EventKind.Disconnected);
    }

    /// <summary>Ends what a queue has: its timers, its thread, then its channel, to which the thread may be about to send an event.</summary>
    protected virtual async Coroutine TakeDown(GuestRxQueue q)
    {
        await EndThread(q);
        await q.Channel.Unbind();
    }

    /// <summary>Ends the timers and the thread of a queue.</summary>
    protected async Coroutine EndThread(GuestRxQueue q)
    {
        await StopTimers(q);
        await q.Task.Load(q.LooksForRx);
        await q.Thread.ShouldStop.Store(true, $"tells rx{q.Id} to stop");
        if (!HoldsTask && q.Thread.IsOpen) q.Emit(EventKind.GoneUsed, value: (long)Gone.Task);
        await q.Wait.Wake($"wakes rx{q.Id} to its end");
        await q.Machine.Until($"waits for the end of rx{q.Id}", q.Thread);
        await q.Task.Store(false, $"forgets rx{q.Id}");
    }

    /// <summary>Whether the driver holds a reference of the task of each thread, so that one that ends by itself is there until the driver has
    /// stopped it.</summary>
    protected virtual bool HoldsTask => true;

    /// <summary>Whether a disconnect clears num_queues and then waits for the transmits that have looked at it. Seen in recordings from
    /// <c>late-eoi</c> on; inferred for <c>head-need</c>.</summary>
    protected internal virtual bool ForgetsQueues => false;

    /// <summary>Stops what could still fire for a queue that is taken down.</summary>
    protected virtual Coroutine StopTimers(GuestRxQueue q) => default;
}
