namespace Netback.Properties.Execution;

/// <summary>The frontend of one queue: posts, consumes, sends events. Honest but for <see cref="Forge"/>.</summary>
public sealed class Guest(GuestRxQueue queue)
{
    private readonly FrontRing ring = new(queue);

    public Coroutine Post(uint count) => ring.Post(count);

    public Coroutine Consume(uint count) => ring.Consume(count);

    public void Kick() => queue.Channel.Raise();

    /// <summary>Makes a new ring in the place of the old one.</summary>
    public void Renew() => ring.Renew();

    public Coroutine Forge(uint reqProd) => ring.Forge(reqProd);
}
