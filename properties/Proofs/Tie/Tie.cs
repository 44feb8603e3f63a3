using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Tie;

/// <summary>Holds each step of a driver against a machine: it is a step of the machine, or changes nothing in it.</summary>
internal sealed class Tie
{
    private readonly ModelInstance model;
    private readonly Abstraction abstraction;
    private readonly IReadOnlyList<Lemma> invariant;
    private readonly SortedDictionary<string, int> made = new(StringComparer.Ordinal);
    private Valuation state;

    /// <param name="makeModel">Makes the run, from a sink for its events.</param>
    /// <param name="abstraction">What a state of the driver is to the machine.</param>
    /// <param name="invariant">What is proved to be always true; it is looked at in each state of the driver, too.</param>
    public Tie(Func<IEventSink, ModelInstance> makeModel, Abstraction abstraction, IReadOnlyList<Lemma> invariant)
        : this(makeModel(abstraction), abstraction, invariant)
    {
    }

    private Tie(ModelInstance model, Abstraction abstraction, IReadOnlyList<Lemma> invariant)
    {
        (this.model, this.abstraction, this.invariant) = (model, abstraction, invariant);
        state = abstraction.Of(model, null);
        if (!abstraction.Machine.CanBegin(state)) throw new TieException($"the driver does not begin as the machine does: {state}");
    }

    public ModelInstance Model => model;

    /// <summary>Steps that the driver has made.</summary>
    public int Steps { get; private set; }

    /// <summary>How often it has made each step of the machine.</summary>
    public IReadOnlyDictionary<string, int> Made => made;

    /// <summary>Whether the theorems say anything about the state: the vif is connected, and neither disabled nor going.</summary>
    public bool Applies => model.Vif.Connected.Peek && !model.Vif.Disabled.Peek && !model.TestBench.Disconnecting && !model.Machine.IsStopped;

    /// <summary>Whether the last step was one after which the driver may do anything.</summary>
    public bool IsBeyond { get; private set; }

    /// <summary>What has to be known beside the state of the driver to go on from here some other time.</summary>
    public long[] Save() => abstraction.Memory.Save(state);

    /// <summary>Goes on from a state that has been put back.</summary>
    /// <param name="saved">What was known beside it.</param>
    public void Restore(long[] saved) => state = abstraction.Restored(model, saved);

    /// <summary>Lets the driver make a step, and checks it.</summary>
    /// <exception cref="TieException">It is no step of the machine, or leads to a state that the invariant excludes.</exception>
    public void Do(Choice choice)
    {
        string does = model.WordsOf(choice);
        abstraction.Begin();
        model.Do(choice);
        // Where packets lie in slots, one that has been freed has no length: no theorem is about a driver that goes by it (NoUseAfterFree is).
        IsBeyond = abstraction.HasUsedFreed && model.Machine.Pool is not null;
        if (!Applies || IsBeyond) return;
        Steps++;
        var before = state;
        try
        {
            state = abstraction.Of(model, before);
        }
        catch (TieException e)
        {
            throw new TieException($"after \"{Words()}\" {e.Message}");
        }
        var path = Check(before, state);
        foreach (var step in path) made[step.Name] = made.GetValueOrDefault(step.Name) + 1;
        if (path.Count == 0 && !before.Agrees(state, abstraction.Machine.State)) throw new TieException($"\"{Words()}\" is no step of {abstraction.Machine}: {Changes(before)}");
        if (path.Count > 0 && invariant.FirstOrDefault(l => !l.Holds.Holds(state)) is { } broken)
            throw new TieException($"after \"{Words()}\" it is not true that {broken.Words} ({broken.Name}): {state}");

        string Words() => $"{model.Processes[choice.Process].Name}: {does}";
    }

    /// <summary>The step of the machine that leads from one state to the other, or two steps that do: the driver may have no point in between. None
    /// if nothing has changed, or if there is no such step.</summary>
    internal IReadOnlyList<Transition> Check(Valuation before, Valuation after)
    {
        var machine = abstraction.Machine;
        if (before.Differing(after, machine.State) is not { Count: > 0 } changed) return [];
        var chosen = Choose(before);
        if (StepTo(chosen, changed) is { } one) return [one];
        foreach (var first in machine.Transitions)
        {
            if (!first.Guard.Holds(chosen)) continue;
            var between = new Valuation(chosen);
            foreach (var (variable, value) in first.Updates) between[variable] = value.Evaluate(chosen);
            if (StepTo(between, between.Differing(after, machine.State)) is { } second) return [first, second];
        }
        return [];

        Transition? StepTo(Valuation from, IReadOnlyList<Variable> differing)
        {
            foreach (var step in machine.Transitions)
                if (step.Changes(differing) && step.Leads(from, after, machine.State)) return step;
            return null;
        }

        Valuation Choose(Valuation from)
        {
            var values = new Valuation(from);
            foreach (var choice in machine.Choices) values[choice] = 0;
            foreach (var (choice, value) in abstraction.Chosen(before, after)) values[choice] = value;
            return values;
        }
    }

    private string Changes(Valuation before) => string.Join(", ", abstraction.Machine.State.Where(v => before[v] != state[v])
        .Select(v => $"{v.Name} from {v.Sort.Show(before[v])} to {v.Sort.Show(state[v])}")) + $"; before it {before}";
}
