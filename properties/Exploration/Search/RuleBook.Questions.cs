using Netback.States;

namespace Netback.Properties.Exploration;

/// <content>What else is asked of states and choices: of all states together, by those who judge what can still become of them, and whether the rules are right.</content>
internal sealed partial class RuleBook
{
    /// <summary>Whether queues are empty and all runs: what <see cref="Recovery"/> looks for.</summary>
    public bool IsGood(ReadOnlySpan<ulong> row) =>
        Ask(row, good, () => model.Vif.Carrier.IsOn && model.Vif.Queues.All(q => q.Packets.Head.Peek is null && !q.Tx.IsStopped));

    /// <summary>Whether a packet waits in a queue that the slots on offer fit: what <see cref="Lassos"/> looks for.</summary>
    public bool Waits(ReadOnlySpan<ulong> row, int queue) => Ask(row, waits[queue], () =>
    {
        var q = model.Vif.Queues[queue];
        return q.Packets.Head.Peek is { } head && (int)(q.Shared.ReqProd.Peek - q.Ring.ReqCons.Peek) >= q.Vif.Parameters.SlotsOf(head);
    });

    /// <summary>Whether a choice, of which all has been learned, takes slots of a ring or frees a packet.</summary>
    public bool TakesOrFrees(ReadOnlySpan<ulong> row, Choice choice)
    {
        var shift = shifts[ChainOf(row, choice)!.Shift];
        return shift.Rings != 0 || Enumerable.Range(0, Shift.MaxSlots).Any(slot => shift.SlotTo(slot) is null);
    }

    private bool Ask(ReadOnlySpan<ulong> row, Decision<Fact> known, Func<bool> isSo)
    {
        if (known.Find(row) is { } fact) return fact.Value != 0;
        Restore(row);
        machine.Accesses!.Start();
        bool so = isSo();
        machine.Accesses.Stop();
        return known.Add(row, ReadColumns(), new(so ? 1 : 0)).Value != 0;
    }

    /// <summary>Whether a choice is what a guest does that posts and takes all it can, or goes on with what was begun.</summary>
    public bool Heals(ReadOnlySpan<ulong> row, Choice choice) =>
        choice.Process < processes && (!IsIdle(choice.Process, places[choice.Process].In(row)) || model.Processes[choice.Process].Context!.Kind != ContextKind.Environment
            || model.Processes[choice.Process].Actions[choice.Action].Heals);

    /// <summary>Executes a choice on the real driver and compares what comes of it, read from scratch, with the rules.</summary>
    /// <exception cref="UnsoundSearchException">They differ.</exception>
    /// <param name="row">The state.</param>
    /// <param name="choice">The choice.</param>
    /// <param name="made">Steps that are made together, by the rules.</param>
    /// <param name="to">The state after them, by the rules.</param>
    /// <param name="violated">Takes the properties that the driver violates on the way.</param>
    public void Check(ReadOnlySpan<ulong> row, Choice choice, int made, ReadOnlySpan<ulong> to, List<string> violated)
    {
        Restore(row);
        for (int i = 0; i < made; i++)
        {
            model.Do(i == 0 ? choice : choice with { Action = 0 });
            foreach (var violation in model.Watch.Found) violated.Add(violation.Property);
        }
        space.Read(codes, at);
        for (int c = 0; c < processes; c++) Compare(places[c], at[c], to);
        for (int i = 0; i < codes.Count; i++) Compare(cells[i], codes[i], to);

        static void Compare(Column column, long value, ReadOnlySpan<ulong> to)
        {
            if (column.ValueIn(to) != value) throw new UnsoundSearchException($"After a step of the driver itself {column.Name} is {value}; the rules say {column.ValueIn(to)}.");
        }
    }
}
