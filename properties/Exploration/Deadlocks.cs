namespace Netback.Properties.Exploration;

/// <summary>Contexts that wait in vain.</summary>
internal static class Deadlocks
{
    /// <summary>The property.</summary>
    public const string Property = Specification.Catalogue.NoDeadlock;

    /// <summary>
    /// Someone waits in vain if nobody else could go on (the environment apart, which owes nothing), or if the chain of those waited for is a circle.
    /// A thread that sleeps on its wait queue does not wait in this sense.
    /// </summary>
    /// <param name="names">Who is who.</param>
    /// <param name="waits">For each what it waits for and who has that, or null if it does not wait.</param>
    /// <param name="quiet">Whether nobody could go on.</param>
    public static IEnumerable<Violation> Of(IReadOnlyList<string> names, IReadOnlyList<(string What, int Holder)?> waits, bool quiet)
    {
        for (int actor = 0; actor < waits.Count; actor++)
        {
            if (waits[actor] is null) continue;
            int at = actor, links = 0;
            while (links <= waits.Count && at >= 0 && waits[at] is { } wait) (at, links) = (wait.Holder, links + 1);
            if (quiet || links > waits.Count) yield return new(Property, Chain(names, waits, actor));
        }
    }

    public static IEnumerable<Violation> Of(World world)
    {
        (string, int)?[]? waits = null;
        for (int actor = 0; actor < world.Clock; actor++)
        {
            if (world.StandingOf(actor) != Standing.Blocked) continue;
            waits ??= new (string, int)?[world.Clock];
            waits[actor] = WaitOf(world, actor);
        }
        return waits is not null ? Of([.. world.Actors.Select(a => a.Name)], waits, world.Machine.IsQuiet) : [];
    }

    /// <summary>The same among real threads.</summary>
    public static IEnumerable<Violation> Of(ThreadedMachine kernel, bool quiet)
    {
        var contexts = kernel.Contexts;
        var waits = new (string, int)?[contexts.Count];
        bool any = false;
        for (int i = 0; i < waits.Length; i++)
        {
            if (contexts[i] is not { IsIdle: false, What: { } what, Guard: { IsOpen: false } and not WaitQueue }) continue;
            waits[i] = (what, contexts[i].Guard is SpinLock { Holder: > 0 and var holder } ? holder - 1 : -1);
            any = true;
        }
        return any ? Of([.. contexts.Select(c => c.Name)], waits, quiet) : [];
    }

    /// <summary>What a blocked actor waits for, and who holds it, or -1.</summary>
    public static (string What, int Holder) WaitOf(World world, int actor)
    {
        var context = world.Actors[actor].Context!;
        return (context.What!, context.Guard is SpinLock { Holder: > 0 and var holder } ? holder - 1 : -1);
    }

    private static string Chain(IReadOnlyList<string> names, IReadOnlyList<(string What, int Holder)?> waits, int actor)
    {
        var links = new List<string>();
        for (int at = actor; at >= 0 && waits[at] is { } wait && links.Count < waits.Count; at = wait.Holder)
        {
            string holder = wait.Holder == at ? ", which it holds itself" : wait.Holder < 0 ? "" : $", held by {names[wait.Holder]}";
            links.Add($"{names[at]} {wait.What}{holder}");
            if (wait.Holder == actor) break;
        }
        return "deadlock: " + string.Join("; ", links);
    }
}
