using System.Runtime.CompilerServices;

namespace Netback;

/// <summary>One suspended call. Its caller's frame is its parent: what a context is in the middle of is the stack from its leaf up.</summary>
public abstract class Frame
{
    /// <summary>Who awaits this call, or null at the bottom of the stack.</summary>
    public Frame? Parent { get; internal set; }

    internal bool Done { get; set; }

    /// <summary>The next one in a list of frames to be used again.</summary>
    internal Frame? NextFree { get; set; }

    /// <summary>Whether it is kept for good: then copies of it are resumed, never itself.</summary>
    internal bool IsTemplate { get; set; }

    /// <summary>The method, and what of it is its state.</summary>
    public abstract FrameType Type { get; }

    internal abstract void MoveNext();

    /// <summary>A copy without a parent.</summary>
    internal abstract Frame Copy(Cpu cpu);

    /// <summary>The state machine, boxed: a copy if it is a value (Release), itself if it is an object (Debug).</summary>
    internal abstract object Boxed { get; set; }
}

/// <summary>A frame whose method has a result of type T.</summary>
internal abstract class Frame<T> : Frame
{
    internal T Result { get; set; } = default!;
}

/// <summary>A frame with the state machine that the compiler made of the method.</summary>
internal sealed class Frame<TMachine, T> : Frame<T> where TMachine : IAsyncStateMachine
{
    internal static readonly FrameType Kind = FrameType.Register(typeof(TMachine), () => new Frame<TMachine, T>());

    internal TMachine Machine = default!;

    public override FrameType Type => Kind;

    internal override void MoveNext() => Machine.MoveNext();

    internal override object Boxed { get => Machine!; set => Machine = (TMachine)value; }

    internal override Frame Copy(Cpu cpu)
    {
        var copy = Unsafe.As<Frame<TMachine, T>>(cpu.Rent(Kind));
        copy.Machine = typeof(TMachine).IsValueType ? Machine : (TMachine)FrameType.CloneOf(Machine!);
        return copy;
    }
}
