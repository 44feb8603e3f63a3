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
        for (int process = 0; process < waits.Count; process++)
        {
            if (waits[process] is null) continue;
            int at = process, links = 0;
            while (links <= waits.Count && at >= 0 && waits[at] is { } wait) (at, links) = (wait.Holder, links + 1);
            if (quiet || links > waits.Count) yield return new(Property, Chain(names, waits, process));
        }
    }

    public static IEnumerable<Violation> Of(ModelInstance model)
    {
        (string, int)?[]? waits = null;
        for (int process = 0; process < model.Clock; process++)
        {
            if (model.StatusOf(process) != ContextStatus.Blocked) continue;
            waits ??= new (string, int)?[model.Clock];
            waits[process] = WaitOf(model, process);
        }
        return waits is not null ? Of([.. model.Processes.Select(a => a.Name)], waits, model.Machine.IsQuiet) : [];
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

    /// <summary>What a blocked process waits for, and who holds it, or -1.</summary>
    public static (string What, int Holder) WaitOf(ModelInstance model, int process)
    {
        var context = model.Processes[process].Context!;
        return (context.What!, context.Guard is SpinLock { Holder: > 0 and var holder } ? holder - 1 : -1);
    }

    private static string Chain(IReadOnlyList<string> names, IReadOnlyList<(string What, int Holder)?> waits, int process)
    {
        var links = new List<string>();
        for (int at = process; at >= 0 && waits[at] is { } wait && links.Count < waits.Count; at = wait.Holder)
        {
            string holder = wait.Holder == at ? ", which it holds itself" : wait.Holder < 0 ? "" : $", held by {names[wait.Holder]}";
            links.Add($"{names[at]} {wait.What}{holder}");
            if (wait.Holder == process) break;
        }
        return "deadlock: " + string.Join("; ", links);
    }
}
