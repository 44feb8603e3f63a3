using Netback.Properties.Exploration;

namespace Netback.Properties.Stories;

/// <summary>Who waits for what, and for whom.</summary>
internal static class Waiting
{
    /// <summary>What an actor that cannot go on waits for: <c>waits for the queue lock, held by host0</c>.</summary>
    public static string Words(World world, int actor)
    {
        var context = world.Actors[actor].Context!;
        if (world.StandingOf(actor) == Standing.Asleep)
            return context.Thread?.Deadline is { } at ? $"asleep until {world.Kernel.MsOf(at)} ms" : "asleep";
        if (context.Guard is not SpinLock spinLock) return context.What!;
        string holder = spinLock.Holder == context ? "which it holds itself" : $"held by {spinLock.Holder}";
        return $"waits for {spinLock.Name}, {holder}";
    }

    /// <summary>A deadlock: a circle of contexts of which each waits for the next; or, when nobody can go on, anyone who waits.</summary>
    /// <returns>What is broken, or null if there is none.</returns>
    public static Breach? Deadlock(World world)
    {
        bool quiet = world.IsQuiet();
        for (int actor = 0; actor < world.Clock; actor++)
        {
            if (world.StandingOf(actor) != Standing.Blocked) continue;
            var chain = new List<SteppedContext>();
            var at = world.Actors[actor].Context;
            while (at is not null && !chain.Contains(at) && world.Kernel.StandingOf(at) == Standing.Blocked)
            {
                chain.Add(at);
                at = (at.Guard as SpinLock)?.Holder as SteppedContext;
            }
            if (!quiet && (at is null || !chain.Contains(at))) continue;
            var links = chain.Select(c => $"{c} {Words(world, NumberOf(world, c))}");
            return new("NoDeadlock", "deadlock: " + string.Join("; ", links));
        }
        return null;
    }

    private static int NumberOf(World world, SteppedContext context) =>
        Enumerable.Range(0, world.Clock).First(i => world.Actors[i].Context == context);
}
