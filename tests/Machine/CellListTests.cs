using Netback.States;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>A list is a list on every machine, and in a saved state an element that is gone leaves no trace.</summary>
public class CellListTests
{
    private const int Slots = 6;

    public static TheoryData<string> Machines => ["straight", "stepped", "saved"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void List_DoesWhatAListDoes(string kind)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var list = new CellList<int>(MachineOf(kind), "list", 0);
            var model = new List<int>();
            for (int step = 0; step < 40; step++)
            {
                int value = random.Next(5);
                switch (random.Next(12))
                {
                    case < 7 when model.Count < Slots:
                        list.Add(value);
                        model.Add(value);
                        break;
                    case < 10 when model.Count > 0:
                        int at = random.Next(model.Count);
                        list.RemoveAt(at);
                        model.RemoveAt(at);
                        break;
                    case 11:
                        list.Clear();
                        model.Clear();
                        break;
                }
                Assert.Equal(model, Enumerable.Range(0, list.Count).Select(i => list[i]));
                Assert.Equal(model.IndexOf(value), list.IndexOf(value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void PlaceOutsideTheList_IsRefused(string kind)
    {
        var list = new CellList<int>(MachineOf(kind), "list", 0);
        Refused(0);
        list.Add(3);
        list.Add(4);
        Refused(2);
        Refused(-1);
        Refused(100);
        Assert.Equal((2, 3, 4), (list.Count, list[0], list[1]));

        void Refused(int at)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => list[at]);
            Assert.Throws<ArgumentOutOfRangeException>(() => list.RemoveAt(at));
        }
    }

    [Fact]
    public void MoreThanThereAreSlots_IsRefusedWhereStatesAreSaved()
    {
        var list = new CellList<int>(MachineOf("saved"), "packets", 0);
        for (int i = 0; i < Slots; i++) list.Add(i);
        Assert.Equal($"More than {Slots} packets.", Assert.Throws<NotSupportedException>(() => list.Add(7)).Message);
    }

    [Fact]
    public void StateOfAList_IsWhatIsInIt()
    {
        var machine = (SteppedMachine)MachineOf("saved");
        var list = new CellList<int>(machine, "list", 0);
        var space = new StateSpace(machine, new(10, 10));
        var empty = Read();
        list.Add(3);
        var three = Read();
        list.Add(4);
        var threeFour = Read();
        Assert.Equal(3, new[] { empty, three, threeFour }.Distinct().Count());
        list.RemoveAt(1);
        Assert.Equal(three, Read());
        list.Add(4);
        list.RemoveAt(0);
        list.Add(9);
        list.Clear();
        Assert.Equal(empty, Read());

        string Read()
        {
            var codes = new List<long>();
            space.Read(codes, []);
            return string.Join(' ', codes);
        }
    }

    private static Machine MachineOf(string kind)
    {
        if (kind == "straight") return new StraightMachine();
        var machine = new SteppedMachine(savesStates: kind == "saved");
        Packet.FillPool(machine, Slots);
        return machine;
    }
}
