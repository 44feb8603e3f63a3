using Netback.States;

namespace Netback;

/// <summary>What a context is.</summary>
public enum ContextKind
{
    /// <summary>Host, guest or toolstack: begins when the scheduler says so.</summary>
    Environment,
    /// <summary>A kernel thread.</summary>
    Thread,
    /// <summary>The interrupt handler of one event channel.</summary>
    Interrupt,
    /// <summary>The function of one timer.</summary>
    Timer,
}

/// <summary>How a context stands to the scheduler.</summary>
public enum ContextStatus : byte
{
    /// <summary>It has nothing to do.</summary>
    Idle,
    /// <summary>It can go on.</summary>
    Ready,
    /// <summary>It sleeps on the wait queue of its thread.</summary>
    Asleep,
    /// <summary>It waits for something that another context has to do.</summary>
    Blocked,
}

/// <summary>One line of execution of a <see cref="SteppedMachine"/>: a stack of suspended calls, and what it waits for.</summary>
public sealed class Context
{
    private readonly Cell<bool>? requested;

    internal Context(Machine machine, string name, int number, ContextKind kind)
    {
        (Name, Number, Kind) = (name, number, kind);
        if (kind is ContextKind.Timer or ContextKind.Thread) requested = new(machine, $"{name} requested", false);
    }

    /// <summary>As in labels: <c>host0</c>, <c>rx0</c>, <c>irq0</c>, <c>timer0</c>, <c>guest0</c>.</summary>
    public string Name { get; }

    /// <summary>Place among the contexts of its machine, from 0.</summary>
    public int Number { get; }

    public ContextKind Kind { get; }

    /// <summary>The thread, for that kind.</summary>
    public KernelThread? Thread { get; internal init; }

    /// <summary>The channel, for an interrupt.</summary>
    public EventChannel? Channel { get; internal init; }

    /// <summary>The timer, for that kind.</summary>
    public KernelTimer? Timer { get; internal init; }

    /// <summary>The suspended call that it goes on with, or null.</summary>
    public Frame? Leaf { get; internal set; }

    /// <summary>Where it stands, in words, or null when it is idle.</summary>
    public string? What { get; internal set; }

    /// <summary>What it waits for there, or null.</summary>
    public Guard? Guard { get; internal set; }

    /// <summary>What it will do when it goes on.</summary>
    public Access Access { get; internal set; }

    /// <summary>Whether it is a thread that has been started, for the first time, and has not run yet.</summary>
    public bool IsStarting { get; internal set; }

    /// <summary>Whether it is in the middle of nothing.</summary>
    public bool IsIdle => Leaf is null && !IsStarting;

    /// <summary>What it begins with, for a thread.</summary>
    internal Func<Coroutine>? Body { get; set; }

    /// <summary>Somebody wants its function to run (timer), or to run again (a thread that has ended and is started anew).</summary>
    internal bool IsRequested { get => requested is { Peek: true }; set => requested!.Value = value; }

    public override string ToString() => Name;
}
