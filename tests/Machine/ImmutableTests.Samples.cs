using System.Diagnostics.CodeAnalysis;
using Netback.Revisions;
using Netback.States;

namespace Netback.Tests.Machines;

/// <summary>Types that can change in all sorts of ways, and types that cannot.</summary>
public partial class ImmutableTests
{
    public class PlainField
    {
        private int count;
        public int Next() => ++count;
    }

    private sealed class FieldOfTheBase : PlainField;

    private sealed class HasAPlainField
    {
        private readonly PlainField inner = new();
        public int Next() => inner.Next();
    }

    private sealed class PublicField
    {
        public int Count = 3;
    }

    private sealed class WithSetter
    {
        public int Count { get; set; }
    }

    private sealed class ChangedInALambda
    {
        private int count;
        public Func<int, int> Next() => by => count += by;
    }

    private sealed class ChangedInACoroutine
    {
        private int count;

        public Func<Coroutine<int>> Next(int by) => async () =>
        {
            await default(Point);
            return count += by;
        };
    }

    private sealed class ChangedByAStaticMethod
    {
        private int count;
        public static int Next(ChangedByAStaticMethod it) => ++it.count;
    }

    private sealed class ChangedByReference
    {
        private int count;
        public int Next() => Increment(ref count);
        private static int Increment(ref int value) => ++value;
    }

    private sealed class ChangedFromOutside
    {
        private int count;
        public int Count => count;

        public static class Other
        {
            public static void Change(ChangedFromOutside it) => it.count++;
        }
    }

    private struct Counter
    {
        private int count;
        public int Next() => ++count;
    }

    private sealed class StructThatCounts
    {
        private Counter counter;
        public int Next() => counter.Next();
    }

    private sealed class HasAList
    {
        private readonly List<int> list = [];
        public void Add() => list.Add(1);
    }

    private sealed class HasADictionary
    {
        private readonly Dictionary<int, int> map = [];
        public void Add() => map.Add(1, 1);
    }

    private sealed class HasAMutableInterface(IList<int> list)
    {
        private readonly IList<int> list = list;
        public void Add() => list.Add(1);
    }

    private sealed class ListInAPair
    {
        private readonly (int, List<int>) pair = (1, []);
        public void Add() => pair.Item2.Add(pair.Item1);
    }

    private sealed class ArrayElement
    {
        private readonly int[] counts = new int[2];
        public int Next() => ++counts[1];
    }

    private sealed class ArrayByReference
    {
        private readonly int[] counts = new int[2];
        public int Next() => Increment(ref counts[1]);
        private static int Increment(ref int value) => ++value;
    }

    private sealed class ArrayGivenAway
    {
        private readonly int[] counts = new int[2];
        public void Clear() => Array.Fill(counts, 3);
    }

    private sealed class Left(Right right)
    {
        private readonly Right right = right;
        private int count;
        public int Next() => ++count + right.Of();
    }

    private sealed class Right(Left left)
    {
        private readonly Left left = left;
        public int Of() => left.Next();
    }

    private sealed class Fine
    {
        private readonly int number = 3;
        private readonly Func<int, int> doubles = x => x * 2;
        private readonly IReadOnlyList<int> numbers = [1, 2, 3];
        private readonly Type type = typeof(int);
        private readonly PerQueue<int> own = new("own", 0);
        private readonly ThreadState kind = ThreadState.Sleeping;
        private readonly (int, string) pair = (1, "");
        [SuppressMessage("Style", "IDE0044", Justification = "what is tested")]
        private int? perhaps = 3;
        public int Of() => doubles(number) + numbers.Count + (type is null || own is null ? 1 : 0) + (int)kind + pair.Item1 + (perhaps.HasValue ? perhaps.Value : 0);
        public Func<int, int> Adds(int by) => x => x + by + number;
        public void Forget(out int what) => what = number;
    }

    private sealed record FineRecord(int Number, string Text)
    {
        public required IReadOnlyList<string> Names { get; init; }
    }

    private sealed class FineArrays
    {
        private readonly int[] sizes = [1, 2, 3];
        private readonly Fine[] parts = [.. Enumerable.Range(0, 3).Select(_ => new Fine())];

        public int Of(int i)
        {
            int sum = parts[i].Of() + sizes.Length;
            foreach (int size in sizes) sum += size;
            return sum + Others(i)[0] + parts.Select(p => p.Of()).Sum();
        }

        private static int[] Others(int i)
        {
            int[] others = [i, 2];
            others[1]++;
            return others;
        }
    }

    private sealed class SaysItIsConstant
    {
        [Constant("set before anything runs")]
        private int count;
        public void Set(int to) => count = to;
        public int Of() => count;
    }

    private sealed class WithPrimary(int number)
    {
        public int Of() => number;
    }

    private sealed class RefersToItself(RefersToItself? next)
    {
        private readonly RefersToItself? next = next;
        public int Length => 1 + (next?.Length ?? 0);
    }

    private class StaticCounter
    {
        private static int count;
        public static int Next() => ++count;
    }

    private sealed class DerivedFromStaticCounter : StaticCounter;

    private sealed class StaticProperty
    {
        public static int Count { get; set; }
    }

    private sealed class StaticList
    {
        private static readonly List<int> list = [];
        public static void Add() => list.Add(1);
    }

    private sealed class StaticArray
    {
        private static readonly int[] counts = new int[2];
        public static int Next() => ++counts[1];
    }

    private sealed class StaticOfANestedType
    {
        public static int Next() => ++Counters.Count;

        private static class Counters
        {
            public static int Count { get; set; }
        }
    }

    private sealed class StaticOfAnother
    {
        public static int Next() => ++SomewhereElse.Count;
    }

    private static class SomewhereElse
    {
        public static int Count;
    }

    private sealed class FineStatics
    {
        private const int Number = 3;
        private static readonly int[] sizes = [1, 2];
        private static readonly IReadOnlyList<string> names = ["a"];
        private static readonly Func<int, int> doubles = x => x * 2;
        public static IReadOnlyList<int> Numbers { get; } = [1, 2];
        public static int Of() => sizes[0] + names.Count + doubles(Number) + Numbers.Select(n => n + 1).Sum();
    }

    private sealed class HoldsAFunction(Func<int> function)
    {
        public Func<int> Function { get; } = function;
    }

    private static class Closures
    {
        public static Func<int> WritesInside()
        {
            int count = 0;
            return () => ++count;
        }

        public static Func<int> WritesOutside()
        {
            int count = 0;
            Func<int> reads = () => count;
            count = 5;
            return reads;
        }

        public static Func<Coroutine<int>> WritesInAnAsyncLambda()
        {
            int count = 0;
            return async () =>
            {
                await default(Point);
                return ++count;
            };
        }

        public static Func<int> OnlyReads(int count) => () => count;

        public static Func<int> ReadsALocal(int from)
        {
            int count = from + 1;
            return () => count + from;
        }
    }

    private sealed class RevisionWithAField : ByteLimit
    {
        private int skipped;
        protected override bool IsAboveLimit(GuestRxQueue q) => ++skipped % 3 != 0 && base.IsAboveLimit(q);
    }

    private sealed class RevisionWithAStatic : ByteLimit
    {
        private static int skipped;
        protected override bool IsAboveLimit(GuestRxQueue q) => ++skipped % 3 != 0 && base.IsAboveLimit(q);
    }

    private sealed class RevisionWithAFunction : ByteLimit
    {
        private readonly Func<int> next = Closures.WritesInside();
        protected override bool IsAboveLimit(GuestRxQueue q) => next() % 3 != 0 && base.IsAboveLimit(q);
    }
}
