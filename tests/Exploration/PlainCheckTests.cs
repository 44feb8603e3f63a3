using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.States;
using Xunit;

namespace Netback.Tests.Exploration;

/// <summary>What the rules say is what the driver does when it is put into a state, makes a step and is read from scratch.</summary>
[Trait("Category", "Long")]
public class PlainCheckTests
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string revision in Thorough.Revisions)
            {
                foreach (string concurrent in (string[])["stop-and-wake", "destructor", "expiry-against-delivery", "idle-then-blocked", "connect", "connect-during-transmit", "disconnect-during-transmit"])
                    cases.Add(revision, concurrent);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryTransition_IsWhatTheDriverDoes(string revision, string name)
    {
        var budget = new ExplorationBudget(4_000);
        var concurrent = ConcurrentScenarios.Get(name);
        var result = Explorer.Exhaustive(History.Find(revision)!, concurrent, budget, checks: true);
        Assert.InRange(result.Checked!.Value, result.Transitions, long.MaxValue);
        Assert.Equal(result.ToString(), Explorer.Exhaustive(History.Find(revision)!, concurrent, budget).ToString());
    }

    [Theory]
    [InlineData("slot-estimate", "spare-slot-ticking")]
    [InlineData("byte-limit", "ticking")]
    [InlineData("byte-limit", "kicking")]
    [InlineData("stall-detection", "stalling")]
    [InlineData("xsa-424", "fatal")]
    [InlineData("proposed", "disconnecting")]
    public void EveryTransitionOfAConfiguration_IsWhatTheDriverDoes(string revision, string configuration)
    {
        var result = Explorer.Exhaustive(History.Find(revision)!, Configurations.Get(configuration), new(8_000), checks: true);
        Assert.InRange(result.Checked!.Value, 1, long.MaxValue);
    }

    public static TheoryData<string> Names => [.. Thorough.Revisions];

    /// <summary>One machine runs on and on. The other is put into the state that was read after each step.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void RunThatIsNeverRestored_ComesToTheSameStates_AsRestoreStepRead(string revision)
    {
        var configuration = Configurations.Get("stalling") with { Kicks = true, Clock = ClockPolicy.AnyTime };
        var (on, back) = (new StatefulRun(History.Find(revision)!, configuration), new StatefulRun(History.Find(revision)!, configuration));
        var random = new Random(1);
        var choices = new List<Choice>();
        on.Read();
        back.Read();
        for (int step = 0; step < 20_000; step++)
        {
            on.Model.Choices(choices);
            // The queue of slot-estimate has no limit, and there are eight slots.
            if (revision == "slot-estimate" && on.Model.Vif.Queues[0].Packets.Queued.Count() > 3) choices.RemoveAll(c => on.Model.Processes[c.Process].Name == "host0");
            if (choices.Count == 0) break;
            var choice = choices[random.Next(choices.Count)];
            on.Model.Do(choice);
            on.Reclaim();
            back.Restore();
            back.Model.Do(choice);
            on.Read();
            back.Read();
            if (on.IsAt(back)) continue;
            var (one, other) = (on.Describe().ToList(), back.Describe().ToList());
            Assert.True(one.SequenceEqual(other), $"step {step}, {on.Model.Processes[choice.Process].Name}: never restored it has {string.Join("; ", one.Except(other))}, restored {string.Join("; ", other.Except(one))}");
        }
    }

    private sealed class StatefulRun
    {
        private readonly StateSpace space;
        private readonly Dictionary<int, string> described = [];

        public StatefulRun(Revision revision, Configuration configuration)
        {
            Model = new(revision, configuration, savesStates: true);
            space = new(Model.Machine, new(OldestMs: 8, Reach: 3));
            Places = new int[Model.Machine.Contexts.Count];
        }

        public ModelInstance Model { get; }
        public List<long> Cells { get; } = [];
        public int[] Places { get; }

        /// <summary>Whether it is in the state that another is in: places have numbers of their own in each.</summary>
        public bool IsAt(StatefulRun other) => Cells.SequenceEqual(other.Cells) && Places.Select(Described).SequenceEqual(other.Places.Select(other.Described));

        /// <summary>The state in words.</summary>
        public IEnumerable<string> Describe() =>
            [.. Cells.Select((code, i) => $"{Model.Machine.Cells[i]} = {code}"), .. Places.Select((place, i) => $"{Model.Machine.Contexts[i]} {Described(place)}")];

        /// <summary>A place in words, which are made once.</summary>
        private string Described(int place)
        {
            if (!described.TryGetValue(place, out string? words)) described.Add(place, words = $"{space.Describe(place)} {space.WhatOf(place)}");
            return words;
        }

        public void Read() => space.Read(Cells, Places);

        public void Restore() => space.Restore(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Cells), Places);

        /// <summary>Slots of packets that are freed, and that nothing points to any more, can be used again: what restoring does by itself.</summary>
        public void Reclaim()
        {
            foreach (var slot in Model.Machine.Pool!.Slots.Cast<Packet>())
                if (slot.IsFreed && !Model.Machine.Cells.Any(c => ReferenceEquals(c.Shown, slot)) && !Model.Machine.Contexts.Any(c => IsHeld(c.Leaf, slot))) UsedField.SetValue(slot, false);
        }

        private static bool IsHeld(Frame? frame, Packet packet)
        {
            for (; frame is not null; frame = frame.Parent)
                foreach (var field in frame.Type.StateMachine.GetFields(All))
                    if (ReferenceEquals(field.GetValue(frame.Boxed), packet)) return true;
            return false;
        }

        private const System.Reflection.BindingFlags All =
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic;

        private static readonly System.Reflection.FieldInfo UsedField = typeof(Packet).GetField("isUsed", All)!;
    }
}
