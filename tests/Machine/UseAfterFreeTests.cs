using Xunit;

namespace Netback.Tests.Machines;

/// <summary>Whoever uses a packet or the memory of a queue after it has been given back is heard of, whichever field and in whichever way; who only watches is not.</summary>
public class UseAfterFreeTests
{
    private static readonly Dictionary<string, Action<Packet>> Uses = new(StringComparer.Ordinal)
    {
        ["length"] = p => GC.KeepAlive(p.Length),
        ["gso"] = p => GC.KeepAlive(p.Gso),
        ["offset"] = p => GC.KeepAlive(p.Offset),
        ["hash"] = p => GC.KeepAlive(p.Hash),
        ["expires"] = p => GC.KeepAlive(p.Expires),
        ["expires, written"] = p => p.Expires = Deadline.Never,
        ["next"] = p => GC.KeepAlive(p.Next),
    };

    public static TheoryData<string> Fields => [.. Uses.Keys];

    private readonly SteppedMachine machine = new(savesStates: true);
    private readonly Heard heard = new();
    private readonly EventStream stream;

    public UseAfterFreeTests() => machine.Listener = stream = new(machine) { Sink = heard };

    /// <summary>What a pointer points to that was put back from a state in which it pointed to a packet that had been freed.</summary>
    private Packet Freed
    {
        get
        {
            Packet.FillPool(machine, 1);
            return (Packet)machine.Pool!.Gone!;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void FieldOfAPacket_OnceItIsFreed_IsHeardOf(string field)
    {
        var packet = Freed;
        Uses[field](Packet.Create(machine, new(1514, Gso: false)));
        Assert.Empty(heard.Events);
        Uses[field](packet);
        var e = Assert.Single(heard.Events);
        Assert.Equal((EventKind.UsedAfterFree, packet), (e.Kind, e.Packet));
    }

    [Fact]
    public void FieldOfAPacket_ForThoseWhoAreToldThatItIsFreed_IsNoUse()
    {
        heard.Then = e => GC.KeepAlive(e.Packet!.Length);
        stream.Emit(EventKind.PacketDelivered, 0, Freed);
        Assert.Single(heard.Events);
    }

    [Fact]
    public void WordOfAQueue_AfterTheQueuesAreGivenBack_IsHeardOf_AndOneOfTheStackIsNot()
    {
        var isGone = new Cell<bool>(machine, "given back", false);
        machine.AllocatesIn = isGone;
        var word = new Shared<int>(machine, "word", 1, 3);
        machine.AllocatesIn = null;
        var other = new Shared<int>(machine, "another", 1, 3);

        async Coroutine Use()
        {
            await word.Load();
            await word.Store(2);
            await word.Exchange(3);
            await other.Store(await other.Load() + 1);
            GC.KeepAlive(word.Peek);
        }

        machine.RunAll(Use);
        Assert.Empty(heard.Events);
        isGone.Value = true;
        machine.RunAll(Use);
        Assert.Null(machine.Bug);
        // A load, a store, and an exchange, which is both.
        Assert.Equal(4, heard.Events.Count);
        Assert.All(heard.Events, e => Assert.Equal((EventKind.GoneUsed, 3, (long)Gone.Queue, (long)word.CellNumber), (e.Kind, e.Queue, e.Value, e.Other)));
    }

    private sealed class Heard : IEventSink
    {
        public List<Event> Events { get; } = [];

        public Action<Event> Then { get; set; } = _ => { };

        public void On(in Event e)
        {
            Events.Add(e);
            Then(e);
        }
    }
}
