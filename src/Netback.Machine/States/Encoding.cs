using System.Diagnostics.CodeAnalysis;

namespace Netback.States;

/// <summary>
/// What values are told relative to when a state is read, and where counting starts when one is put back: two states that differ only in
/// where time and indices count from, or in which slots packets lie, are one.
/// </summary>
internal sealed class Encoding
{
    private const long OfPart = 0, OfPool = 1L << 40, OfConstant = 1L << 41, OfNull = -1, OfGone = -2;

    private readonly Machine machine;
    private readonly long oldestMs, overdueMs;
    private readonly int reach;
    private readonly RingIndex[] start;
    private readonly List<object> constants = [];
    private readonly Dictionary<object, int> constantNumbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> textNumbers = new(StringComparer.Ordinal);

    /// <param name="machine">A machine whose packets live in slots.</param>
    /// <param name="horizon">How far back values are told apart.</param>
    public Encoding(Machine machine, Horizon horizon)
    {
        (this.machine, oldestMs, overdueMs, reach, DecidedSlots) = (machine, horizon.OldestMs, horizon.OverdueMs, horizon.Reach, horizon.DecidedSlots);
        start = [.. machine.Rings.Select(ring => (RingIndex)ring.Shown!)];
        Now = machine.StartJiffies;
        Consumers = [.. start];
        Numbers = [.. Enumerable.Range(0, Shift.MaxSlots)];
    }

    /// <summary>How far behind what has been decided about an event index is told apart.</summary>
    public int DecidedSlots { get; }

    /// <summary>Whether values are those of locals, where an old index stays that is of no use any more. Where a guest or a driver is now, a word
    /// says exactly.</summary>
    public bool IsOfLocals { get; set; }

    /// <summary>The present.</summary>
    public Jiffies Now { get; private set; }

    /// <summary>The consumer of each ring.</summary>
    public RingIndex[] Consumers { get; }

    /// <summary>The number of what lies in each slot, or -1 if nobody points there.</summary>
    public int[] Numbers { get; }

    /// <summary>Values are told relative to what clock and rings show now.</summary>
    /// <returns>How far that is from where counting starts.</returns>
    public (int Ms, UInt128 Rings) Observe()
    {
        Now = (Jiffies)machine.Jiffies.Shown!;
        UInt128 moved = 0;
        for (int i = 0; i < Consumers.Length; i++)
        {
            Consumers[i] = (RingIndex)machine.Rings[i].Shown!;
            uint by = Consumers[i] - start[i];
            if (by > ushort.MaxValue) throw new NotSupportedException($"A step takes {by} slots.");
            moved |= (UInt128)by << (16 * i);
        }
        return ((int)(Now - machine.StartJiffies), moved);
    }

    /// <summary>Values are put back relative to where counting starts.</summary>
    public void Rewind()
    {
        Now = machine.StartJiffies;
        start.CopyTo(Consumers, 0);
        for (int i = 0; i < Numbers.Length; i++) Numbers[i] = i;
    }

    public long Distance(RingIndex index) => Distance((int)(index.Value - Consumers[index.Ring].Value), index.Ring);

    public RingIndex IndexAt(long code) => Consumers[code & 15] + (uint)(int)(code >> 4);

    public long Shifted(long code, int by) => (long)Math.Max(-reach, (int)(code >> 4) - by) << 4 | (uint)(code & 15);

    public long Further(long code, int by) => code >> 4 == -reach ? (code >> 4) - by << 4 | code & 15 : code;

    public long Ago(long ms) => Math.Max(-oldestMs, ms);

    /// <summary>A moment that is as far back as a state can tell.</summary>
    public bool IsOldest(long code) => code == -oldestMs;

    public long Left(long ms) => Math.Max(-overdueMs, ms);

    /// <summary>A deadline that passed as long ago as a state can tell.</summary>
    public bool IsOverdue(long code) => code == -overdueMs;

    /// <summary>The number of an object: a part of the machine, something in a slot, or something that never changes.</summary>
    /// <exception cref="NotSupportedException">It can change, and is not in a cell.</exception>
    public long NumberOf(object? value)
    {
        switch (value)
        {
            case null: return OfNull;
            case Part part: return OfPart + part.Number;
            case Pooled { IsGone: true }: return OfGone;
            case Pooled pooled: return OfPool + Numbers[pooled.Slot];
            case string text:
                if (textNumbers.TryGetValue(text, out int known)) return OfConstant + known;
                textNumbers[text] = constants.Count;
                break;
            default:
                if (constantNumbers.TryGetValue(value, out known)) return OfConstant + known;
                if ((Immutable.WhyNotOf(value) ?? Relative.In(value)) is { } why) throw new NotSupportedException($"{value.GetType().Name} cannot be part of a state: {why}");
                constantNumbers[value] = constants.Count;
                break;
        }
        constants.Add(value);
        return OfConstant + constants.Count - 1;
    }

    public object? ObjectOf(long code) => code switch
    {
        OfNull => null,
        OfGone => machine.Pool!.Gone,
        >= OfConstant => constants[(int)(code - OfConstant)],
        >= OfPool => machine.Pool!.Slots[(int)(code - OfPool)],
        _ => machine.Parts[(int)code],
    };

    /// <summary>A number of an object in words.</summary>
    public string ShowObject(long code) => code switch
    {
        OfNull => "none",
        OfGone => "a freed packet",
        >= OfConstant => $"{constants[(int)(code - OfConstant)]}",
        >= OfPool => $"packet {code - OfPool}",
        _ => machine.Parts[(int)code] is Guard guard ? guard.Describe : $"{machine.Parts[(int)code]}",
    };

    /// <summary>A number of an index in words: so far ahead of the consumer of its ring.</summary>
    public string ShowIndex(long code)
    {
        long ahead = code >> 4;
        return $"{machine.Rings[(int)(code & 15)]}{(ahead == 0 ? "" : ahead > 0 ? $" + {ahead}" : $" - {-ahead}")}";
    }

    /// <summary>Whether a number is that of a part of the machine, or of something else that never changes but a text.</summary>
    public bool IsConstant(long code) => code is >= OfPart and < OfPool || (code >= OfConstant && constants[(int)(code - OfConstant)] is not string);

    [SuppressMessage("Performance", "CA1822", Justification = "As its neighbours.")]
    public long Shifted(long code, in Shift shift) =>
        code is >= OfPool and < OfConstant ? shift.SlotTo((int)(code - OfPool)) is { } to ? OfPool + to : OfGone : code;

    /// <summary>The slot that a number speaks of, or -1.</summary>
    public static int SlotOf(long code) => code is >= OfPool and < OfConstant ? (int)(code - OfPool) : -1;

    private long Distance(int distance, int ring) => (long)(IsOfLocals ? Math.Max(-reach, distance) : distance) << 4 | (uint)ring;
}
