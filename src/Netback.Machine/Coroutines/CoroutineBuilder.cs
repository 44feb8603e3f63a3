using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Netback;

/// <summary>
/// Makes the state machine of a method that returns <see cref="Coroutine"/> run. Before the first suspension it lives on the stack of its
/// caller and nothing is allocated; from then on in a <see cref="Frame"/>. The builder keeps no reference to that frame, so that a
/// copied frame needs no repair.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "The compiler calls them on the builder.")]
public struct CoroutineBuilder
{
    private bool inFrame;

    public static CoroutineBuilder Create() => default;

    public readonly Coroutine Task => inFrame ? Coroutine.Pending : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Start<TMachine>(ref TMachine machine) where TMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void SetResult()
    {
        if (inFrame) Cpu.Current.Complete(default(Nothing));
    }

    public readonly void SetException(Exception e)
    {
        if (!inFrame) ExceptionDispatchInfo.Throw(e);
        Cpu.Current.Fail(e);
    }

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion where TMachine : IAsyncStateMachine =>
        Cpu.Current.Suspend<Nothing, TAwaiter, TMachine>(ref inFrame, ref awaiter, ref machine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion where TMachine : IAsyncStateMachine =>
        Cpu.Current.Suspend<Nothing, TAwaiter, TMachine>(ref inFrame, ref awaiter, ref machine);
}

/// <summary>The same for a method with a result.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "The compiler calls them on the builder.")]
[SuppressMessage("Design", "CA1000", Justification = "The compiler calls it.")]
public struct CoroutineBuilder<T>
{
    private T result;
    private bool inFrame;

    public static CoroutineBuilder<T> Create() => default;

    public readonly Coroutine<T> Task => inFrame ? Coroutine<T>.Pending : new(result);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Start<TMachine>(ref TMachine machine) where TMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine) { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetResult(T value)
    {
        if (!inFrame) result = value;
        else Cpu.Current.Complete(value);
    }

    public readonly void SetException(Exception e)
    {
        if (!inFrame) ExceptionDispatchInfo.Throw(e);
        Cpu.Current.Fail(e);
    }

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion where TMachine : IAsyncStateMachine =>
        Cpu.Current.Suspend<T, TAwaiter, TMachine>(ref inFrame, ref awaiter, ref machine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion where TMachine : IAsyncStateMachine =>
        Cpu.Current.Suspend<T, TAwaiter, TMachine>(ref inFrame, ref awaiter, ref machine);
}
