namespace Netback.Tests.Machines;

/// <summary>Makes contexts of a stepped machine go on.</summary>
internal static class Stepping
{
    /// <summary>Makes an idle context begin something, and run until it stands at its first point.</summary>
    public static Context Begin(this SteppedMachine machine, string name, Func<Coroutine> body)
    {
        var context = machine.Contexts.FirstOrDefault(c => c.Name == name) ?? machine.Add(name);
        machine.Begin(context, "begins", body);
        return context;
    }

    /// <summary>Makes a context go on to its end.</summary>
    /// <returns>The number of steps that it took.</returns>
    public static int Finish(this SteppedMachine machine, Context context)
    {
        int steps = 0;
        for (; !context.IsIdle; steps++) machine.Go(context);
        return steps;
    }

    /// <summary>A body from its first step to its last.</summary>
    /// <returns>The number of steps.</returns>
    public static int RunAll(this SteppedMachine machine, Func<Coroutine> body) => 1 + machine.Finish(machine.Begin("test", body));
}
