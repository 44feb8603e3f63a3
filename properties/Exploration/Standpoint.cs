namespace Netback.Properties.Exploration;

/// <summary>Where times, indices and packets stand before a step: what a <see cref="LocalForm.Shift"/> is measured from.</summary>
internal sealed record Standpoint(long NowMs, uint[] ReqCons, uint[] PostBase, int[] Queued, Packet[][] Outside)
{
    public static Standpoint Of(World world) => new(
        world.Kernel.NowMs,
        [.. world.Vif.Queues.Select(q => q.Ring.ReqCons.Value)],
        [.. world.Vif.Queues.Select(q => world.Stage.PostBase(q.Id))],
        [.. world.Vif.Queues.Select(q => world.Watch.Dequeued(q.Id))],
        [.. world.Vif.Queues.Select(q => world.Watch.Outside(q.Id).ToArray())]);

    public LocalForm.Shift To(World world)
    {
        int ms = (int)(world.Kernel.NowMs - NowMs);
        foreach (var q in world.Vif.Queues)
        {
            int taken = (int)(q.Ring.ReqCons.Value - ReqCons[q.Id]);
            int posted = (int)(world.Stage.PostBase(q.Id) - PostBase[q.Id]);
            bool dequeued = world.Watch.Dequeued(q.Id) != Queued[q.Id];
            int freed = Array.FindIndex(Outside[q.Id], p => p.IsFreed && !world.Watch.Outside(q.Id).Contains(p));
            if (taken != 0 || posted != 0 || dequeued || freed >= 0)
                return new(ms, q.Id, taken, posted, dequeued, Outside[q.Id].Length, freed);
        }
        return ms == 0 ? default : new(ms, -1, 0, 0, false, 0, -1);
    }
}
