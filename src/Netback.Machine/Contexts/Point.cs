using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// A point at which another context may run, to be awaited. Code between two points is atomic. The machine decides what happens here:
/// nothing at all (straight), a scheduler's choice (stepped), a switch between real threads (Coyote).
/// </summary>
public readonly struct Point : ICriticalNotifyCompletion, IPointAwaiter
{
    private readonly Machine? machine;
    private readonly string? what;
    private readonly Guard? guard;

    internal Point(Machine machine, string what, Guard? guard)
    {
        this.machine = machine;
        this.what = what;
        this.guard = guard;
    }

    public Point GetAwaiter() => this;

    /// <summary>Whether the context goes on without giving way. The default point always does.</summary>
    public bool IsCompleted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => machine is null || machine.TryPass(what!, guard);
    }

    public void GetResult()
    {
        if (machine is not null) Cpu.Current.TakeFault();
    }

    /// <inheritdoc cref="Coroutine.Awaiter.OnCompleted"/>
    public void OnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);

    /// <inheritdoc cref="Coroutine.Awaiter.OnCompleted"/>
    public void UnsafeOnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);

    void IPointAwaiter.Suspend(Frame leaf) => Suspend(leaf, default);

    internal void Suspend(Frame leaf, Access access) => machine!.Suspend(leaf, what!, guard, access);
}

/// <summary>What happens, in one piece, when a context goes on from a point.</summary>
public interface IEffect<out T>
{
    /// <summary>What it is, for those who watch.</summary>
    Access Access { get; }

    T Take();
}

/// <summary>The result of an effect that has none.</summary>
public readonly struct Done;

/// <summary>A point with an effect: <c>await</c> yields what the effect yields at the moment the context goes on.</summary>
public readonly struct Point<TEffect, T>(Point point, TEffect effect) : ICriticalNotifyCompletion, IPointAwaiter
    where TEffect : struct, IEffect<T>
{
    public Point<TEffect, T> GetAwaiter() => this;

    public bool IsCompleted
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => point.IsCompleted;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T GetResult()
    {
        point.GetResult();
        return effect.Take();
    }

    /// <inheritdoc cref="Coroutine.Awaiter.OnCompleted"/>
    public void OnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);

    /// <inheritdoc cref="Coroutine.Awaiter.OnCompleted"/>
    public void UnsafeOnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);

    void IPointAwaiter.Suspend(Frame leaf) => point.Suspend(leaf, effect.Access);
}
