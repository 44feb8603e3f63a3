using Netback.States;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>What values are told relative to: the present, the consumer of a ring, the order in which packets are met.</summary>
public class RelativeStateTests
{
    private const long Oldest = 10;
    private const int Reach = 3;

    private readonly SteppedMachine machine = new(1 << 20, savesStates: true);
    private readonly Cell<Jiffies> since;
    private readonly Cell<Jiffies?> perhaps;
    private readonly Cell<Deadline> deadline;
    private readonly Cell<RingIndex> consumer, index;
    private readonly EventIndex wanted;
    private readonly Cell<Item?> head, other;
    private readonly StateSpace space;

    public RelativeStateTests()
    {
        Item.Fill(machine, 5);
        var start = new RingIndex(0, machine.AddRing());
        since = new(machine, "since", machine.StartJiffies);
        perhaps = new(machine, "perhaps", null);
        deadline = new(machine, "deadline", Deadline.Never);
        consumer = new(machine, "consumer", start);
        machine.AddRing(consumer);
        index = new(machine, "index", start);
        wanted = new(machine, "wanted", start + 1, 0);
        (head, other) = (new(machine, "head", null), new(machine, "other", null));
        space = new(machine, new(Oldest, Reach));
    }

    [Fact]
    public void Moments_AreToldByHowLongAgoTheyWere()
    {
        since.Value = Now;
        perhaps.Value = Now;
        string now = Read();
        machine.Tick(3, starved: false);
        string later = Read();
        Assert.NotEqual(now, later);
        since.Value = Now;
        Assert.NotEqual(now, Read());
        perhaps.Value = Now;
        Assert.Equal(now, Read());
        perhaps.Value = null;
        Assert.NotEqual(now, Read());
        // Back to 3 ms ago, much later.
        machine.Tick(1000, starved: false);
        (since.Value, perhaps.Value) = (Now + -3, Now + -3);
        Assert.Equal(later, Read());
    }

    [Fact]
    public void MomentsThatAreOldEnough_AreOne()
    {
        since.Value = Now + -(Oldest - 1);
        string almost = Read();
        since.Value = Now + -Oldest;
        string oldest = Read();
        Assert.NotEqual(almost, oldest);
        since.Value = Now + -(Oldest + 500);
        Assert.Equal(oldest, Read());
    }

    [Fact]
    public void DeadlinesThatHavePassed_AreOne_AndNoneIsAnother()
    {
        var states = new List<string>();
        foreach (long at in new[] { -500L, -1, 0, 1, 2 })
        {
            deadline.Value = Deadline.After(Now, at);
            states.Add(Read());
        }
        deadline.Value = Deadline.Never;
        states.Add(Read());
        Assert.Single(states.Take(3).Distinct());
        Assert.Equal(4, states.Distinct().Count());
    }

    [Fact]
    public void DeadlinesThatHavePassed_AreToldApart_AsFarBackAsIsAskedFor()
    {
        var further = new StateSpace(machine, new(Oldest, Reach, OverdueMs: 2));
        var states = new List<string>();
        foreach (long at in new[] { -500L, -3, -2, -1, 0 })
        {
            deadline.Value = Deadline.After(Now, at);
            states.Add(string.Join(' ', Save(further)));
            further.Restore(Save(further), []);
            Assert.Equal(Math.Max(-2, at), deadline.Value.LeftAt(Now));
        }
        Assert.Single(states.Take(3).Distinct());
        Assert.Equal(3, states.Distinct().Count());
        deadline.Value = Deadline.After(Now, -3);
        Assert.Equal("due for 2 ms or longer", further.Show(deadline, Save(further)[deadline.CellNumber]));
    }

    /// <summary>The clock is put back to where counting starts, and all moments with it.</summary>
    [Fact]
    public void RestoredMoments_AreAsLongAgo()
    {
        machine.Tick(777, starved: false);
        (since.Value, deadline.Value) = (Now + -4, Deadline.After(Now, 6));
        var saved = Save();
        machine.Tick(2, starved: false);
        space.Restore(saved, []);
        Assert.Equal((machine.StartJiffies, 4L, 6L), (Now, Now - since.Value, deadline.Value.LeftAt(Now)));
    }

    [Theory]
    [InlineData(uint.MaxValue)]
    [InlineData(uint.MaxValue - 1)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0xFFFF_0000u)]
    public void Indices_AreToldByTheirDistance_AcrossTheWrap(uint start)
    {
        var states = new HashSet<string>();
        foreach (int distance in new[] { -40, -2, -1, 0, 1, 2, 40 })
        {
            string state = StateWith(0, distance, moves: 0);
            Assert.True(states.Add(state));
            foreach (uint moves in new uint[] { 0, 1, 2, 3, 1000 }) Assert.Equal(state, StateWith(start, distance, moves));
        }

        static string StateWith(uint start, int distance, uint moves)
        {
            var machine = new SteppedMachine(0, savesStates: true);
            var first = new RingIndex(start, machine.AddRing());
            var consumer = new Cell<RingIndex>(machine, "consumer", first);
            machine.AddRing(consumer);
            var index = new Cell<RingIndex>(machine, "index", first);
            var space = new StateSpace(machine, new(Oldest, Reach));
            consumer.Value = first + moves;
            index.Value = first + (moves + (uint)distance);
            var codes = new List<long>();
            space.Read(codes, []);
            string state = string.Join(' ', codes);
            space.Restore([.. codes], []);
            Assert.Equal((start, (uint)distance), (consumer.Value.Value, index.Value - consumer.Value));
            return state;
        }
    }

    /// <summary>An index that has been decided about asks for nothing any more, whatever it is.</summary>
    [Fact]
    public void EventIndexThatHasBeenDecidedAbout_IsPassed()
    {
        var states = new List<string>();
        foreach (uint value in new uint[] { 3, 4, 5, 6, 7 })
        {
            Decide(5);
            wanted.Value = Ring(value);
            states.Add(Read());
        }
        Assert.Single(states.Take(3).Distinct());
        Assert.Equal(3, states.Distinct().Count());
    }

    [Fact]
    public void EventIndexThatHasBeenDecidedAbout_IsToldApart_AsFarBackAsIsAskedFor()
    {
        var further = new StateSpace(machine, new(Oldest, Reach, DecidedSlots: 1));
        var states = new List<string>();
        foreach (uint value in new uint[] { 2, 3, 4, 5, 6 })
        {
            Decide(5);
            wanted.Value = Ring(value);
            states.Add(string.Join(' ', Save(further)));
        }
        Assert.Single(states.Take(3).Distinct());
        Assert.Equal(3, states.Distinct().Count());
    }

    [Fact]
    public void Items_AreNumberedAsTheyAreMet()
    {
        Item first = New(100), second = New(200);
        (head.Value, other.Value) = (first, second);
        string one = Read();
        (head.Value, other.Value) = (second, first);
        Assert.NotEqual(one, Read());
        // The same in other slots.
        first.Free();
        second.Free();
        New(1).Free();
        Item third = New(200), fourth = New(100);
        (head.Value, other.Value) = (fourth, third);
        Assert.Equal(one, Read());
    }

    [Fact]
    public void ItemsOfAChain_AreNumberedAlongIt()
    {
        Item first = New(100), second = New(200);
        head.Value = second;
        second.Next = first;
        var saved = Save();
        space.Restore(saved, []);
        Assert.Equal((200, 100, null), (head.Value!.Value, head.Value.Next!.Value, head.Value.Next.Next));
        Assert.Equal((0, 1), (head.Value.Place, head.Value.Next.Place));
        Assert.Equal(saved, Save());
    }

    [Fact]
    public void FreedItem_LeavesNothing_AndWhoeverPointsToItPointsToNothingThatTellsStatesApart()
    {
        string without = Read();
        var item = New(100);
        Assert.NotEqual(without, Read());
        item.Free();
        Assert.Equal(without, Read());
        head.Value = item;
        string gone = Read();
        Assert.NotEqual(without, gone);
        var another = New(200);
        another.Free();
        head.Value = another;
        Assert.Equal(gone, Read());
        space.Restore(Save(), []);
        Assert.True(head.Value!.IsGone);
        Assert.Equal(gone, Read());
        // Its slot is free again.
        for (int i = 0; i < 5; i++) New(i);
        Assert.Equal("More than 5 packets at the same time.", Assert.Throws<TooManyPacketsException>(() => New(6)).Message);
    }

    /// <summary>An index in a local that the consumer has passed long ago is of no use; one in a word says where somebody is.</summary>
    [Fact]
    public void OldIndex_IsClampedInALocal_AndExactInAWord()
    {
        var states = new List<(string Cells, int Place)>();
        var context = machine.Add("test");
        foreach (int behind in new[] { 0, 2, 3, 4, 9 })
        {
            if (!context.IsIdle) machine.Finish(context);
            var (local, word) = (Ring((uint)(100 - behind)), index);
            machine.Begin(context, "begins", () => Holds(local, word));
            consumer.Value = Ring(100);
            index.Value = local;
            var codes = new List<long>();
            int[] at = new int[1];
            space.Read(codes, at);
            states.Add((string.Join(' ', codes), at[0]));
        }
        Assert.Equal(5, states.Select(s => s.Cells).Distinct().Count());
        Assert.Equal(3, states.Select(s => s.Place).Distinct().Count());

        static async Coroutine Holds(RingIndex local, Cell<RingIndex> word)
        {
            await word.Machine.Point("holds it");
            word.Value = local;
        }
    }

    [Fact]
    public void MoreThanAWordCanTell_IsRefusedByName()
    {
        _ = new Cell<decimal>(machine, "wide", 0);
        Assert.Equal("A cell holds a Decimal, which takes more than one number of a state.",
            Assert.Throws<NotSupportedException>(() => Read()).Message);
    }

    [Fact]
    public void LocalThatCanChange_IsRefusedByName()
    {
        machine.Begin("test", Holds);
        Assert.Matches(@"^Holds: the local <list>5__\d: List`1 cannot be part of a state: a List can change$",
            Assert.Throws<NotSupportedException>(() => space.Read([], new int[1])).Message);

        async Coroutine Holds()
        {
            List<int> list = [1];
            await machine.Point("holds it");
            list.Add(2);
        }
    }

    private Jiffies Now => machine.Jiffies.Peek;

    private RingIndex Ring(uint value) => consumer.Value with { Value = value };

    private Item New(int value) => Item.Create(machine, value);

    /// <summary>It has been decided about all up to an index.</summary>
    private void Decide(uint upTo) => machine.RunAll(async () => await wanted.LoadFor(Ring(upTo), "decides"));

    private long[] Save() => Save(space);

    private static long[] Save(StateSpace space)
    {
        var codes = new List<long>();
        space.Read(codes, []);
        return [.. codes];
    }

    private string Read() => string.Join(' ', Save());
}
