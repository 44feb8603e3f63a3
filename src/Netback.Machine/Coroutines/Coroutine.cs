using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>
/// What an async method of the driver returns. It holds nothing but whether the method has run through: whoever waits for it is resumed
/// when it has. No identity of a run is kept here or in the awaiter, so that a suspended call can be copied, compared, saved and put back.
/// </summary>
[AsyncMethodBuilder(typeof(CoroutineBuilder))]
public readonly struct Coroutine
{
    private readonly bool pending;

    private Coroutine(bool pending) => this.pending = pending;

    internal static Coroutine Pending => new(true);

    /// <summary>Whether the method has run through.</summary>
    public bool IsCompleted => !pending;

    public Awaiter GetAwaiter() => new(pending);

    public readonly struct Awaiter(bool pending) : ICriticalNotifyCompletion, ICallAwaiter
    {
        public bool IsCompleted => !pending;

        public void GetResult()
        {
            if (pending) Cpu.Current.TakeResult<Nothing>();
        }

        /// <summary>Only a coroutine awaits a coroutine: whoever else does is resumed at once, and <see cref="GetResult"/> throws a
        /// <see cref="NotSupportedException"/>.</summary>
        public void OnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);

        /// <inheritdoc cref="OnCompleted"/>
        public void UnsafeOnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);
    }
}

/// <summary>The same with a result.</summary>
[AsyncMethodBuilder(typeof(CoroutineBuilder<>))]
public readonly struct Coroutine<T>
{
    private readonly T result;
    private readonly bool pending;

    /// <summary>A method that has run through at once.</summary>
    public Coroutine(T result) => this.result = result;

    private Coroutine(bool pending) => (result, this.pending) = (default!, pending);

    internal static Coroutine<T> Pending => new(true);

    /// <inheritdoc cref="Coroutine.IsCompleted"/>
    public bool IsCompleted => !pending;

    /// <summary>The result of a method that has run through.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public T Result => pending ? throw new InvalidOperationException("The method has not run through.") : result;

    public Awaiter GetAwaiter() => new(this);

    public readonly struct Awaiter(Coroutine<T> step) : ICriticalNotifyCompletion, ICallAwaiter
    {
        public bool IsCompleted => !step.pending;

        public T GetResult() => step.pending ? Cpu.Current.TakeResult<T>() : step.result;

        /// <inheritdoc cref="Coroutine.Awaiter.OnCompleted"/>
        public void OnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);

        /// <inheritdoc cref="Coroutine.Awaiter.OnCompleted"/>
        public void UnsafeOnCompleted(Action continuation) => Cpu.Current.Refuse(continuation);
    }
}

/// <summary>The result of a method that has none.</summary>
internal readonly struct Nothing;

/// <summary>Waits for a call of another method of the driver.</summary>
internal interface ICallAwaiter;
