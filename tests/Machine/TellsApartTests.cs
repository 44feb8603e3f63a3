using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Netback.Properties.Exploration;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>
/// Whatever can change tells states apart, in each revision: each cell, and each local that is alive while its method waits. They are not named
/// here, but found where random walks come to: a new field or local is covered without a line, and one of a type of which no other value is known fails.
/// </summary>
public class TellsApartTests
{
    private const int Rounds = 250, Steps = 9;

    /// <summary>How often one cell or local is changed in one configuration. What it is told apart by depends little on the rest of the state.</summary>
    private const int Often = 5;

    private static readonly string[] ModelInstances =
        ["reconnecting", "two-queues-sending", "expiring", "fatal-disconnecting", "headroom", "one-and-three-expiring", "two-sizes-any-time", "forging"];

    /// <summary>Methods of the driver that nobody is ever in the middle of there, as contexts do not interleave in what they belong to: headroom that
    /// changes, events that Tx shares, the first connection and one that fails, and slots that are taken in one piece.</summary>
    private static readonly string[] Elsewhere =
        ["SetHeadroom", "HeadroomChanges", "SharedInterrupt", "TakesTxWork", "RaiseTxWork", "Connect", "Abandon", "TakeTogether"];

    private static readonly ConcurrentDictionary<string, Walked> Known = [];

    public static TheoryData<string> Names => [.. History.Names];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Category", "Long")]
    public void EachCell_AndEachLiveLocal_TellsStatesApart(string revision)
    {
        var walked = WalkedOf(revision);
        Assert.Empty(walked.Missed);
        // An event index that is passed is one whatever it is; there are others.
        Assert.Equal([], walked.Cells.Except(walked.Noticed).Order());
        Assert.True(walked.Locals.Count > 150, $"{walked.Locals.Count} locals");
    }

    /// <summary>Nothing is alive in a method that no walk has been in the middle of: then it would have been looked at nowhere.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public void EachMethodOfTheDriver_HasBeenInterrupted()
    {
        var suspended = History.Names.SelectMany(name => WalkedOf(name).Methods).ToHashSet();
        var never = typeof(Revision).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IAsyncStateMachine)) && type.GetField("<>t__builder", Fields)!.FieldType.Assembly == typeof(Machine).Assembly)
            .Where(type => !suspended.Contains(type) && !(type.DeclaringType == typeof(Xsa392) && OfReordered.Contains(FrameType.NameOf(type))));
        Assert.Equal(Elsewhere.Order(), never.Select(FrameType.NameOf).Distinct().Order());
    }

    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>What only the revisions with reordered reads run, which are not of the history.</summary>
    private static readonly string[] OfReordered = ["ChangesLink", "ChangeLink", "LinkChange"];

    private static Walked WalkedOf(string revision) => Known.GetOrAdd(revision, static name =>
    {
        var walked = new Walked();
        foreach (string model in ModelInstances) walked.Walk(new(History.Find(name)!, Configurations.Get(model)));
        return walked;
    });

    /// <summary>What walks of one revision have come by, and what of it has told no states apart.</summary>
    private sealed class Walked
    {
        public HashSet<string> Cells { get; } = [];
        public HashSet<string> Noticed { get; } = [];
        public HashSet<string> Locals { get; } = [];
        public HashSet<Type> Methods { get; } = [];
        public List<string> Missed { get; } = [];

        public void Walk(StateWalker walker)
        {
            var random = new Random(1);
            var done = new Dictionary<string, int>();
            for (int round = 0; round < Rounds; round++)
            {
                walker.Stroll(random, Steps);
                var saved = walker.Read();
                foreach (var cell in walker.Model.Machine.Cells) Change(walker, cell, saved, done);
                for (int c = 0; c < walker.Model.Machine.Contexts.Count; c++)
                    for (int depth = 0; walker.FrameAt(c, depth) is { } frame; depth++) ChangeLocals(walker, c, depth, frame, saved, done);
            }
        }

        private void Change(StateWalker walker, Cell cell, StateWalker.State saved, Dictionary<string, int> done)
        {
            // What lies in a slot that nobody uses is no state, and where time and rings count from is none.
            bool isOfSlot = cell.Name.StartsWith("slot ", StringComparison.Ordinal);
            if (cell == walker.Model.Machine.Jiffies || walker.Model.Machine.Rings.Contains(cell) || (isOfSlot && !walker.IsInUse(cell))) return;
            string name = isOfSlot ? cell.Name[(cell.Name.IndexOf(' ', 5) + 1)..] : cell.Name;
            if (!IsDue(name, done) || !walker.Change(cell)) return;
            Cells.Add(name);
            if (!walker.Read().Equals(saved)) Noticed.Add(name);
            // An index that has been decided about is passed, whatever it is.
            else if (cell is not EventIndex && !name.EndsWith(" decided", StringComparison.Ordinal)) Missed.Add(name);
            walker.Restore(saved);
        }

        private void ChangeLocals(StateWalker walker, int context, int depth, Frame frame, StateWalker.State saved, Dictionary<string, int> done)
        {
            Methods.Add(frame.Type.StateMachine);
            int state = frame.Type.StateOf(frame.Boxed);
            var locals = frame.Type.LocalsAt(state);
            for (int local = 0; local < locals.Count; local++)
            {
                string name = $"{frame.Type.StateMachine} at {state}: {locals[local].Name}";
                if (!IsDue(name, done) || walker.ChangeLocal(context, depth, local) is null) continue;
                Locals.Add(name);
                if (walker.Read().Equals(saved)) Missed.Add(name);
                walker.Restore(saved);
            }
        }

        private static bool IsDue(string what, Dictionary<string, int> done) => (done[what] = done.GetValueOrDefault(what) + 1) <= Often;
    }
}
