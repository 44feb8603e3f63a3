namespace Netback;

/// <summary>What a context of the stepped kernel is.</summary>
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
public enum Standing
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

/// <summary>One line of execution under the control of a <see cref="SteppedKernel"/>.</summary>
public sealed class SteppedContext
{
    internal Task? Ending;
    internal Action? Continuation;
    internal Func<ValueTask>? Body;

    internal SteppedContext(string name, int number, ContextKind kind) => (Name, Number, Kind) = (name, number, kind);

    /// <summary>As in labels: <c>host0</c>, <c>rx0</c>, <c>irq0</c>, <c>timer0</c>, <c>guest0</c>.</summary>
    public string Name { get; }

    /// <summary>Place among the contexts of its kernel, from 0.</summary>
    public int Number { get; }

    public ContextKind Kind { get; }

    /// <summary>Where it stands, in words, or null when it is idle.</summary>
    public string? What { get; internal set; }

    /// <summary>What it waits for there, or null.</summary>
    public Guard? Guard { get; internal set; }

    /// <summary>The thread, for that kind.</summary>
    public KernelThread? Thread { get; internal init; }

    /// <summary>The channel, once it has sent anything, for an interrupt.</summary>
    public EventChannel? Channel { get; internal set; }

    /// <summary>Somebody wants it to run (interrupt, timer) once it is idle.</summary>
    public bool IsRequested { get; internal set; }

    /// <summary>What it has passed and seen since it last stood at the head of its loop.</summary>
    public List<Sighting> Memory { get; } = [];

    /// <summary>The store that it is about to make at the point where it stands.</summary>
    public Sighting? Pending { get; internal set; }

    /// <summary>Whether nobody else can come between this point and the one before: what is done here is not seen by others, nor
    /// changed by them, or it gives back a lock without which they cannot do anything that matters.</summary>
    public bool AtMover { get; internal set; }

    public bool IsIdle => What is null;

    public override string ToString() => Name;
}
