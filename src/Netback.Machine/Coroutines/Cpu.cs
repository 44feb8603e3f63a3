using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Netback;

/// <summary>
/// The registers through which calls of the driver return, one set for each thread of the operating system: which frame runs, which
/// one has just ended with what result, and where the stack that is being suspended ends.
/// </summary>
public sealed class Cpu
{
    [ThreadStatic]
    private static Cpu? current;

    private Frame? running, leaf, top, finished;
    private Exception? fault;
    private Frame?[] free = new Frame?[64];

    private Cpu() { }

    /// <summary>That of the calling thread.</summary>
    public static Cpu Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => current ?? (current = new());
    }

    /// <summary>Starts a call at the bottom of a context.</summary>
    /// <returns>The leaf of its stack, or null if it has run through.</returns>
    public Frame? Begin(Func<Coroutine> body)
    {
        var (r, l, t) = (running, leaf, top);
        (running, leaf, top) = (null, null, null);
        try
        {
            bool ended = body().IsCompleted;
            return ended && leaf is not null ? throw NotAwaited() : leaf;
        }
        finally
        {
            (running, leaf, top) = (r, l, t);
        }
    }

    /// <summary>Goes on from a leaf.</summary>
    /// <returns>The new leaf, or null if the context has run through.</returns>
    public Frame? Resume(Frame from)
    {
        var (r, l, t) = (running, leaf, top);
        try
        {
            leaf = null;
            for (var frame = from; ;)
            {
                if (frame.IsTemplate)
                {
                    var copy = frame.Copy(this);
                    copy.Parent = frame.Parent;
                    frame = copy;
                }
                running = frame;
                frame.Done = false;
                frame.MoveNext();
                if (finished is { } callee)
                {
                    finished = null;
                    Return(callee);
                }
                if (!frame.Done) return leaf;
                if (leaf is not null && fault is null) throw NotAwaited();
                leaf = null;
                if (frame.Parent is not { } parent)
                {
                    Return(frame);
                    if (fault is not { } e) return null;
                    fault = null;
                    ExceptionDispatchInfo.Throw(e);
                }
                finished = frame;
                frame = frame.Parent!;
            }
        }
        finally
        {
            (running, leaf, top, finished) = (r, l, t, null);
        }
    }

    internal void Complete<T>(T value)
    {
        var frame = Unsafe.As<Frame<T>>(running!);
        frame.Result = value;
        frame.Done = true;
    }

    internal void Fail(Exception e)
    {
        fault = e;
        running!.Done = true;
    }

    internal T TakeResult<T>()
    {
        TakeFault();
        return Unsafe.As<Frame<T>>(finished!).Result;
    }

    /// <summary>Throws what the call threw that has just ended, if it did.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void TakeFault()
    {
        if (fault is { } e) Throw(e);
    }

    /// <summary>
    /// A method that is no coroutine wants to be told when a pending call or point goes on. It goes on at once, and fails where it awaits: what
    /// was thrown here, the builder of its task would throw on the thread pool, which ends the process.
    /// </summary>
    internal void Refuse(Action continuation)
    {
        (leaf, top) = (null, null);
        fault = new NotSupportedException("A coroutine or a point is awaited in a method that is no coroutine.");
        continuation();
    }

    internal void Suspend<T, TAwaiter, TMachine>(ref bool inFrame, ref TAwaiter awaiter, ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        var suspend = PointAwaiter<TAwaiter>.Suspend;
        if (suspend is null && awaiter is not ICallAwaiter)
            throw new NotSupportedException($"{typeof(TAwaiter)} is awaited: a coroutine awaits points and coroutines, and nothing else.");
        if (suspend is not null && leaf is not null)
        {
            (leaf, top) = (null, null);
            throw NotAwaited();
        }
        Frame frame;
        if (inFrame)
        {
            // Whoever has a frame and runs, runs because it was resumed.
            frame = running!;
        }
        else
        {
            var made = Unsafe.As<Frame<TMachine, T>>(Rent(Frame<TMachine, T>.Kind));
            inFrame = true;     // before the copy, which is to know it
            made.Machine = machine;
            frame = made;
        }
        if (suspend is not null)
        {
            leaf = frame;
            suspend(ref awaiter, frame);
        }
        else
        {
            top!.Parent = frame;
        }
        top = frame;
    }

    internal Frame Rent(FrameType type)
    {
        if (type.Number >= free.Length) Array.Resize(ref free, type.Number * 2);
        ref var head = ref free[type.Number];
        if (head is not { } frame) return type.Create();
        head = frame.NextFree;
        frame.Parent = null;
        return frame;
    }

    private void Throw(Exception e)
    {
        fault = null;
        ExceptionDispatchInfo.Throw(e);
    }

    /// <summary>There is one stack of suspended calls: one that nobody waits for would be lost.</summary>
    private static NotSupportedException NotAwaited() => new("A call is pending that nobody awaits: each call of a coroutine is awaited at once.");

    private void Return(Frame frame)
    {
        ref var head = ref free[frame.Type.Number];
        frame.NextFree = head;
        head = frame;
    }
}
