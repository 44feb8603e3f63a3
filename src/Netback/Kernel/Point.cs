using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// A point at which another context may run, to be awaited. Code between two points is atomic. The kernel decides what
/// happens here: nothing at all (straight), a switch on one thread (stepped), a switch between threads (Coyote).
/// </summary>
public readonly struct Point : ICriticalNotifyCompletion
{
    private readonly Kernel? kernel;
    private readonly string? what;
    private readonly Guard? guard;

    internal Point(Kernel kernel, string what, Guard? guard)
    {
        this.kernel = kernel;
        this.what = what;
        this.guard = guard;
    }

    public Point GetAwaiter() => this;

    /// <summary>Whether the context goes on without giving way. The default point always does.</summary>
    public bool IsCompleted => kernel is null || kernel.TryPass(what!, guard);

    public void GetResult() { }

    public void OnCompleted(Action continuation) => kernel!.Suspend(continuation, what!, guard);

    public void UnsafeOnCompleted(Action continuation) => kernel!.Suspend(continuation, what!, guard);
}

/// <summary>What happens, in one piece, when a context goes on from a point.</summary>
public interface IEffect<out T>
{
    T Take();
}

/// <summary>A point with an effect: <c>await</c> yields what the effect yields at the moment the context goes on.</summary>
public readonly struct Point<TEffect, T>(Point point, TEffect effect) : ICriticalNotifyCompletion
    where TEffect : struct, IEffect<T>
{
    public Point<TEffect, T> GetAwaiter() => this;

    public bool IsCompleted => point.IsCompleted;

    public T GetResult() => effect.Take();

    public void OnCompleted(Action continuation) => point.OnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation) => point.UnsafeOnCompleted(continuation);
}
