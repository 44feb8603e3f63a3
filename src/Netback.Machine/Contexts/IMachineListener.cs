namespace Netback;

/// <summary>Hears what the machine itself does. It cannot influence anything.</summary>
public interface IMachineListener
{
    /// <summary>Time has moved on.</summary>
    /// <param name="ms">By this much.</param>
    /// <param name="starved">Whether no thread got a CPU meanwhile.</param>
    void TimePassed(long ms, bool starved);

    /// <summary>Nobody could go on but the clock and the environment.</summary>
    void AtRest();

    /// <summary>A thread has fallen asleep.</summary>
    void Slept(KernelThread thread);

    /// <summary>A thread that slept has become runnable.</summary>
    void Woken(KernelThread thread);

    /// <summary>A thread busy-loops: it has gone through its loop without working or sleeping.</summary>
    /// <param name="thread">Which.</param>
    /// <param name="notified">Events to the guest of its idle rounds, which do not count.</param>
    void Spins(KernelThread thread, long notified);

    /// <summary>A thread has ended.</summary>
    void Ended(KernelThread thread);

    /// <summary>Somebody uses what has been given back.</summary>
    void UsedAfterFree(Pooled what);

    /// <summary>A word is touched whose memory has been given back.</summary>
    void UsedAfterGivenBack(Cell word);

    /// <summary>A timer has been armed or cancelled, or has fired.</summary>
    void TimerSet(KernelTimer timer);

    /// <summary>The guest has sent an event.</summary>
    /// <param name="channel">Over which channel.</param>
    /// <param name="asked">Whether the driver has asked for it, or there is something else to be done.</param>
    void Raised(EventChannel channel, bool asked);

    /// <summary>The handler of an event begins.</summary>
    void Delivered(EventChannel channel);

    /// <summary>The driver has acknowledged an event.</summary>
    void Acknowledged(EventChannel channel, bool spurious);

    /// <summary>An assertion has failed, or something else has happened that stops the machine.</summary>
    /// <param name="queue">The queue whose thread it was, or 0.</param>
    void Stopped(int queue);
}
