namespace Netback.Properties.Execution;

/// <summary>The frontend of one queue: posts, consumes, sends events. Honest but for <see cref="Forge"/>.</summary>
public sealed class Guest(Kernel kernel, GuestRxQueue queue)
{
    private readonly FrontRing ring = new(kernel, queue.Shared, queue.Id);

    public async ValueTask Post(uint count)
    {
        if (await ring.Post(count)) await queue.Channel.Raise();
    }

    public ValueTask Consume(uint count) => ring.Consume(count);

    public ValueTask Kick() => queue.Channel.Raise();

    public ValueTask Forge(uint reqProd) => ring.Forge(reqProd);
}
