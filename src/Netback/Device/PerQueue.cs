namespace Netback;

/// <summary>
/// State of a revision's own, one word for each queue: <c>private readonly PerQueue&lt;int&gt; skipped = new("skipped wakes", 0);</c>, used as
/// <c>skipped[q].Value++</c>. Every engine sees it. A plain field would be shared by all runs, and is refused by those that save states.
/// </summary>
/// <param name="name">What it is called in traces.</param>
/// <param name="initial">Its value before anything ran.</param>
/// <param name="ofThread">Whether only the Rx thread touches it. Otherwise whoever touches it holds the queue's lock.</param>
public sealed class PerQueue<T>(string name, T initial, bool ofThread = true) : PerQueue
{
    /// <summary>The word of a queue.</summary>
    public Cell<T> this[GuestRxQueue q] => (Cell<T>)q.Own(this);

    internal override void Renew(GuestRxQueue q) => this[q].Renew(initial);

    internal override bool IsInitial(GuestRxQueue q) => EqualityComparer<T>.Default.Equals(this[q].Peek, initial);

    internal override Cell Create(GuestRxQueue q) =>
        new Cell<T>(q.Machine, name, initial, q.Id, ofThread ? q.Thread : q.Packets.Lock);
}

/// <inheritdoc cref="PerQueue{T}"/>
public abstract class PerQueue
{
    private protected PerQueue() { }

    internal abstract void Renew(GuestRxQueue q);

    internal abstract bool IsInitial(GuestRxQueue q);

    internal abstract Cell Create(GuestRxQueue q);
}
