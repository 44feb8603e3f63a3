using System.Reflection;
using Netback.Properties.Exploration;

namespace Netback.Tests.Exploration.Naive;

/// <summary>
/// An exhaustive search that shares nothing with the explorer but the driver and what watches it: it saves no state, restores none, learns
/// nothing, leaves nothing out. To go on from a state it runs from the beginning. States are told apart by <see cref="ObjectDump"/>.
/// </summary>
/// <param name="newModel">Begins a run whose events go to a sink.</param>
/// <param name="words">What is noted of each state.</param>
/// <param name="most">States at most.</param>
internal sealed class NaiveSearch(Func<IEventSink, ModelInstance> newModel, SharedWords words, int most)
{
    /// <summary>A property that is judged by the history of one run, and not by states.</summary>
    private const string OfOneRun = "NoSpuriousCarrierOff";

    private readonly List<(int Parent, Choice Choice, Choice[] Then)> states = [];
    private readonly HashSet<string> known = [];
    private readonly List<Choice> choices = [];

    /// <summary>States, which dead locals tell apart, too.</summary>
    public int States => states.Count;

    /// <summary>Shared words of all states, and of those in which nobody could go on.</summary>
    public HashSet<string> All { get; } = [];

    /// <inheritdoc cref="All"/>
    public HashSet<string> Rests { get; } = [];

    /// <summary>Names of the properties that are violated.</summary>
    public SortedSet<string> Violated { get; } = new(StringComparer.Ordinal);

    public void Run()
    {
        Note(newModel(new Freed()), -1, default);
        for (int state = 0; state < states.Count; state++)
        {
            if (states.Count > most) throw new InvalidOperationException($"More than {most:N0} states: too many for a naive search.");
            foreach (var choice in states[state].Then)
            {
                var model = RunTo(state, choice);
                foreach (var violation in model.Watch.Found)
                    if (violation.Property != OfOneRun) Violated.Add(violation.Property);
                Note(model, state, choice);
            }
        }
    }

    private ModelInstance RunTo(int state, Choice then)
    {
        var path = new Stack<Choice>();
        path.Push(then);
        for (; states[state].Parent >= 0; state = states[state].Parent) path.Push(states[state].Choice);
        var freed = new Freed();
        var model = newModel(freed);
        foreach (var choice in path)
        {
            model.Do(choice);
            freed.Forget();
        }
        return model;
    }

    private void Note(ModelInstance model, int parent, Choice choice)
    {
        if (!known.Add(ObjectDump.DigestOf(model))) return;
        // What can follow is asked once, of the run that came here first: it is a look, and changes nothing.
        model.Choices(choices);
        states.Add((parent, choice, [.. choices]));
        string shared = words.Of(model);
        All.Add(shared);
        foreach (var violation in Deadlocks.Of(model)) Violated.Add(violation.Property);
        if (!model.Machine.IsQuiet) return;
        Rests.Add(shared);
        foreach (var violation in model.Watch.AtRest()) Violated.Add(violation.Property);
    }

    /// <summary>What a context reads from a packet that another has freed is not defined. A search says 0, and so it must here.</summary>
    private sealed class Freed : IEventSink
    {
        private static readonly FieldInfo Length = typeof(Packet).GetField("length", BindingFlags.Instance | BindingFlags.NonPublic)!;
        private readonly List<Packet> packets = [];

        public void On(in Event e)
        {
            if (e.Kind is EventKind.PacketDelivered or EventKind.PacketExpired or EventKind.PacketPurged or EventKind.PacketRefused) packets.Add(e.Packet!);
        }

        /// <summary>After the step in which they were freed.</summary>
        public void Forget()
        {
            foreach (var packet in packets) Length.SetValue(packet, 0);
            packets.Clear();
        }
    }
}
