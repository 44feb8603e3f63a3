using System.Reflection;
using System.Runtime.CompilerServices;

namespace Netback.States;

/// <summary>How values of a type become numbers of a state, and back.</summary>
internal abstract class Codec
{
    /// <returns>How values of a type become one number, or null if they are structs that take several.</returns>
    public static Codec? Of(Type type)
    {
        bool one = !type.IsValueType || type.IsPrimitive || type.IsEnum || type == typeof(Jiffies) || type == typeof(Deadline) || type == typeof(RingIndex)
            || (Nullable.GetUnderlyingType(type) is { } inner && Of(inner) is not null);
        return one ? (Codec)typeof(Codec<>).MakeGenericType(type).GetField(nameof(Codec<int>.Instance), BindingFlags.Static | BindingFlags.Public)!.GetValue(null)! : null;
    }

    public abstract long EncodeBoxed(object? value, Encoding encoding);

    public abstract object? DecodeBoxed(long code, Encoding encoding);

    /// <summary>Whether values are told relative to the present.</summary>
    public abstract bool MovesWithTime { get; }

    /// <summary>Whether values are told relative to the consumer of a ring.</summary>
    public abstract bool MovesWithRing { get; }

    /// <summary>Whether values are packets, which are told by the number of their slot.</summary>
    public abstract bool HoldsPooled { get; }

    /// <summary>The value of a number, in words that do not depend on where time and indices count from.</summary>
    public abstract string Show(long code, Encoding encoding);

    /// <summary>What becomes of the number when everything has moved on.</summary>
    public abstract long Shifted(long code, in Shift shift, Encoding encoding);

    /// <summary>The number of a value that is further back, if this one is as far back as a state can tell; else the number itself.</summary>
    public abstract long Further(long code, int by, Encoding encoding);
}

/// <inheritdoc/>
internal sealed class Codec<T> : Codec
{
    public static readonly Codec<T> Instance = new();

    private const long Null = long.MinValue, Never = long.MaxValue;
    private static readonly Codec? Inner = Nullable.GetUnderlyingType(typeof(T)) is { } inner ? Of(inner) : null;

    public override bool MovesWithTime => typeof(T) == typeof(Jiffies) || typeof(T) == typeof(Deadline) || Inner is { MovesWithTime: true };

    public override bool MovesWithRing => typeof(T) == typeof(RingIndex) || Inner is { MovesWithRing: true };

    public override bool HoldsPooled => typeof(Pooled).IsAssignableFrom(typeof(T));

    public static long Encode(T value, Encoding encoding)
    {
        if (typeof(T) == typeof(Jiffies)) return encoding.Ago(Unsafe.As<T, Jiffies>(ref value) - encoding.Now);
        if (typeof(T) == typeof(Deadline))
            return Unsafe.As<T, Deadline>(ref value) is { IsSet: true } at ? encoding.Left(at.LeftAt(encoding.Now)) : Never;
        if (typeof(T) == typeof(RingIndex)) return encoding.Distance(Unsafe.As<T, RingIndex>(ref value));
        if (Inner is not null) return value is null ? Null : Inner.EncodeBoxed(value, encoding);
        if (!typeof(T).IsValueType) return encoding.NumberOf(value);
        return Unsafe.SizeOf<T>() switch
        {
            1 => Unsafe.As<T, byte>(ref value),
            2 => Unsafe.As<T, ushort>(ref value),
            4 => Unsafe.As<T, uint>(ref value),
            8 => Unsafe.As<T, long>(ref value),
            _ => throw new NotSupportedException($"A cell holds a {typeof(T).Name}, which takes more than one number of a state."),
        };
    }

    public static T Decode(long code, Encoding encoding)
    {
        if (typeof(T) == typeof(Jiffies)) return As(encoding.Now + code);
        if (typeof(T) == typeof(Deadline)) return As(code == Never ? Deadline.Never : Deadline.After(encoding.Now, code));
        if (typeof(T) == typeof(RingIndex)) return As(encoding.IndexAt(code));
        if (Inner is not null) return code == Null ? default! : (T)Inner.DecodeBoxed(code, encoding)!;
        if (!typeof(T).IsValueType) return (T)encoding.ObjectOf(code)!;
        return Unsafe.SizeOf<T>() switch
        {
            1 => As((byte)code),
            2 => As((ushort)code),
            4 => As((uint)code),
            _ => As(code),
        };
    }

    public override long EncodeBoxed(object? value, Encoding encoding) => Encode((T)value!, encoding);

    public override object? DecodeBoxed(long code, Encoding encoding) => Decode(code, encoding);

    public override string Show(long code, Encoding encoding)
    {
        if (typeof(T) == typeof(Jiffies)) return code switch { 0 => "now", < 0 => $"{-code} ms ago{(encoding.IsOldest(code) ? " or longer" : "")}", _ => $"in {code} ms" };
        if (typeof(T) == typeof(Deadline)) return code switch { Never => "never", 0 => "due", < 0 => $"due for {-code} ms{(encoding.IsOverdue(code) ? " or longer" : "")}", _ => $"in {code} ms" };
        if (typeof(T) == typeof(RingIndex)) return encoding.ShowIndex(code);
        if (Inner is not null) return code == Null ? "none" : Inner.Show(code, encoding);
        if (!typeof(T).IsValueType) return encoding.ShowObject(code);
        if (typeof(T) == typeof(bool)) return code == 0 ? "false" : "true";
        return $"{Decode(code, encoding)}";
    }

    public override long Shifted(long code, in Shift shift, Encoding encoding)
    {
        if (typeof(T) == typeof(Jiffies)) return encoding.Ago(code - shift.Ms);
        if (typeof(T) == typeof(Deadline)) return code == Never ? Never : encoding.Left(code - shift.Ms);
        if (typeof(T) == typeof(RingIndex)) return encoding.Shifted(code, shift.RingBy((int)(code & 15)));
        if (Inner is not null) return code == Null ? Null : Inner.Shifted(code, shift, encoding);
        return typeof(T).IsValueType ? code : encoding.Shifted(code, shift);
    }

    public override long Further(long code, int by, Encoding encoding)
    {
        if (typeof(T) == typeof(Jiffies)) return encoding.IsOldest(code) ? code - by : code;
        if (typeof(T) == typeof(Deadline)) return encoding.IsOverdue(code) ? code - by : code;
        if (typeof(T) == typeof(RingIndex)) return encoding.Further(code, by);
        return Inner is null || code == Null ? code : Inner.Further(code, by, encoding);
    }

    private static T As<TFrom>(TFrom value) => Unsafe.As<TFrom, T>(ref value);
}
