using Netback.States;

namespace Netback;

/// <summary>One line of execution of a <see cref="ThreadedMachine"/>: a thread of the operating system with its own stack.</summary>
public sealed class ThreadedContext
{
    internal ThreadedContext(string name, int number, ContextKind kind) => (Name, Number, Kind) = (name, number, kind);

    /// <summary>As in labels: <c>host0</c>, <c>rx0</c>, <c>irq0</c>, <c>timer0</c>, <c>guest0</c>.</summary>
    public string Name { get; }

    /// <summary>Place among the contexts of its machine, from 0.</summary>
    public int Number { get; }

    public ContextKind Kind { get; }

    /// <summary>The thread, for that kind.</summary>
    public KernelThread? Thread { get; internal init; }

    /// <summary>The channel, for an interrupt.</summary>
    public EventChannel? Channel { get; internal init; }

    /// <summary>The point at which it stands, in words, or null while it runs, and before its start and after its end.</summary>
    public string? What { get; internal set; }

    /// <summary>What it waits for there, or null.</summary>
    public Guard? Guard { get; internal set; }

    /// <summary>Whether it is in the middle of nothing: it has not begun, has ended, or stands where it could begin something.</summary>
    public bool IsIdle { get; internal set; } = true;

    /// <summary>Whether it has a thread.</summary>
    public bool IsAlive { get; internal set; }

    /// <summary>Open when a timer's time has come.</summary>
    internal Guard? Request { get; init; }

    internal Func<Coroutine>? Handler { get; init; }

    /// <summary>Whether it is in the middle of something and could go on.</summary>
    public bool CanGoOn => IsAlive && (What is null || (!(IsIdle && Kind == ContextKind.Environment) && Guard is not { IsOpen: false }));

    public override string ToString() => Name;
}
