using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Exploration;

/// <content>What is not known yet is executed once on the real driver, and becomes a rule.</content>
internal sealed partial class RuleBook
{
    /// <summary>Learns how everybody stands in a state, all that its choices come to, and what it violates if nobody could go on.</summary>
    public void Learn(ReadOnlySpan<ulong> row)
    {
        bool quiet = true;
        for (int c = 0; c < processes; c++)
        {
            var enabled = spots[c][places[c].In(row)].Enabled.Find(row) ?? LearnEnabled(row, c);
            quiet &= enabled.Status != ContextStatus.Ready;
            foreach (byte action in enabled.Actions) LearnChain(row, new(c, action));
        }
        if (MayTick(quiet))
        {
            if (TickOf(row, quiet) is null) LearnTick(row);
            int tick = TickOf(row, quiet)!.Value;
            if (tick >= 0) LearnChain(row, new(processes, tick));
        }
        if (quiet && rest.Find(row) is null) LearnRest(row);
    }

    /// <summary>The same for who keeps one row, which is laid out anew if it must be.</summary>
    public void Learn(ref ulong[] row)
    {
        Learn(row);
        if (NeedsRelay)
        {
            var turn = Relay();
            ulong[] after = new ulong[words];
            turn(row, after);
            row = after;
        }
    }

    /// <summary>What has been learned since can be looked up fast from now on.</summary>
    public void Settle()
    {
        if (table.IsWasteful) MakeTable();
        table.Add(grown);
        grown.Clear();
    }

    private void MakeTable()
    {
        table.Clear(words, places);
        grown.UnionWith(Spots());
    }

    /// <summary>Learns what a choice comes to, with the steps that are made together with it.</summary>
    private void LearnChain(ReadOnlySpan<ulong> from, Choice choice)
    {
        int c = choice.Process, restarts = Restarts;
        var spot = SpotOf(from, c);
        var decision = spot.Chains[choice.Action];
        if (decision.Find(from) is { } known)
        {
            if (known.Shift != 0) LearnShift(from, c, known.Shift);
            return;
        }
        Span<ulong> row = stackalloc ulong[words];
        from.CopyTo(row);
        var steps = new List<Rule>();
        // What is found before the first step decides about all of them: not a word that one of them has written.
        var read = new List<Column>();
        mark++;
        while (steps.Count < LongestChain)
        {
            var steplike = SpotOf(row, c).Steps[steps.Count == 0 ? choice.Action : 0];
            var rule = steplike.Find(row) ?? LearnStep(row, steps.Count == 0 ? choice : new(c, 0), steplike);
            if (NeedsRelay) return;
            AddUnmarked(rule.Reads, read);
            if (steps.Count > 0 && !rule.IsMover) break;
            steps.Add(rule);
            foreach (var (column, number) in rule.Writes)
            {
                column.Set(row, number);
                column.Mark = mark;
            }
            if (rule.Shift != 0)
            {
                LearnShift(row, c, rule.Shift);
                if (NeedsRelay) return;
                ShiftOthers(c, rule.Shift, row);
            }
            if (!reduces || c == processes || IsIdle(c, places[c].In(row))) break;
            var enabled = SpotOf(row, c).Enabled.Find(row) ?? LearnEnabled(row, c);
            AddUnmarked(enabled.Reads, read);
            if (enabled.Status != ContextStatus.Ready) break;
        }
        // If a step turned out to touch more than was known, others may not be made together any more.
        if (Restarts != restarts) return;
        var chain = new Chain([.. steps]);
        chain.Lay(words);
        chains.Add(chain);
        decision.Add(from, read, chain);
        grown.Add(spot);
    }

    private void AddUnmarked(Column[] columns, List<Column> to)
    {
        foreach (var column in columns)
        {
            if (column.Mark == mark) continue;
            column.Mark = mark;
            to.Add(column);
        }
    }

    /// <summary>Learns where others stand once a process has moved what they stand relative to.</summary>
    private void LearnShift(ReadOnlySpan<ulong> row, int process, int shift)
    {
        for (int c = 0; c < processes; c++)
        {
            if (c == process) continue;
            while (moved[c].Count <= shift) moved[c].Add([]);
            int place = places[c].In(row);
            var table = moved[c][shift];
            if (place >= table.Length)
            {
                int[] longer = new int[Math.Max(place + 1, table.Length * 2)];
                Array.Fill(longer, -1);
                table.CopyTo(longer, 0);
                moved[c][shift] = table = longer;
            }
            if (table[place] >= 0) continue;
            int to = space.Shifted((int)places[c].Values[place], shifts[shift]);
            table[place] = PlaceNumber(c, to);
            MoveOn(c, (int)places[c].Values[place], to, shift);
        }
    }

    private Enabled LearnEnabled(ReadOnlySpan<ulong> row, int c)
    {
        Restore(row);
        var log = machine.Accesses!;
        log.Start();
        var status = model.StatusOf(c);
        int holder = status == ContextStatus.Blocked && model.Processes[c].Context!.Guard is SpinLock spinLock ? spinLock.Holder - 1 : -1;
        var may = new List<byte>();
        if (status == ContextStatus.Ready) may.Add(0);
        if (status == ContextStatus.Idle)
            for (int action = 0; action < model.Processes[c].Actions.Count; action++)
                if (model.MayBegin(c, action)) may.Add((byte)action);
        log.Stop();
        var read = ReadColumns();
        Touch(c, read, []);
        var spot = spots[c][places[c].In(row)];
        grown.Add(spot);
        return spot.Enabled.Add(row, read, new(status, holder, [.. may], [.. read]));
    }

    private void LearnTick(ReadOnlySpan<ulong> row)
    {
        Restore(row);
        machine.Accesses!.Start();
        int next = model.Processes[processes].Next ?? 0;
        // Whether all is quiet is asked before: it depends on where others stand, which is in no cell.
        bool may = next < model.Processes[processes].Actions.Count && model.IsLeft(processes, next);
        machine.Accesses.Stop();
        tickEnabled.Add(row, ReadColumns(), new(may ? next : -1));
    }

    private void LearnRest(ReadOnlySpan<ulong> row)
    {
        Restore(row);
        machine.Accesses!.Start();
        Violation[] violations = [.. model.Watch.AtRest()];
        machine.Accesses.Stop();
        if (machine.Accesses.WrittenCells.Count > 0)
            throw new UnsoundSearchException($"A monitor writes {machine.Accesses.WrittenCells[0]} at rest, where it may only look.");
        rest.Add(row, ReadColumns(), new(violations));
    }

    private Rule LearnStep(ReadOnlySpan<ulong> row, Choice choice, Decision<Rule> decision)
    {
        Restore(row);
        int context = choice.Process == processes ? -1 : choice.Process, from = context < 0 ? -1 : at[context];
        Violation[] violations = [];
        var outcome = Execute(choice, ref violations);
        int[] when = new int[outcome.Read.Length];
        for (int i = 0; i < when.Length; i++) when[i] = outcome.Read[i].In(row);
        var writes = new List<(Column, int)>();
        bool refits = false;
        for (int i = 0; i < outcome.Written.Length; i++)
        {
            var column = outcome.Written[i];
            writes.Add((column, column.NumberOf(outcome.Codes[i])));
            refits |= FindRoom(column);
        }
        if (refits) Refit();
        var released = writes.Count(w => locks.Contains(w.Item1)) == 1 ? writes.Find(w => locks.Contains(w.Item1)) : default;
        Touch(choice.Process, outcome.Read, outcome.Written);
        if (context >= 0) writes.Add((places[context], PlaceNumber(context, outcome.Place)));
        if (!shiftNumbers.TryGetValue(outcome.Shift, out int number))
        {
            shiftNumbers.Add(outcome.Shift, number = shifts.Count);
            shifts.Add(outcome.Shift);
        }
        var rule = new Rule(choice.Process, [.. writes], number, violations)
        {
            Reads = outcome.Read, Action = choice.Action, When = when, From = from, Outcome = outcome,
            Released = released.Item1 is { } l && l.Values[released.Item2] == 0 ? l : null,
        };
        decision.Add(row, outcome.Read, rule);
        rules.Add(rule);
        DemandTheSameFurtherBack(rule, row);
        rule.IsMover = IsMover(rule);
        return rule;
    }

    /// <summary>One step of the real driver, from a state that has been put back.</summary>
    private Outcome Execute(Choice choice, ref Violation[] violations)
    {
        Executed++;
        var log = machine.Accesses!;
        log.Start();
        model.Do(choice);
        var affected = space.ReadStep(choice.Process == processes ? -1 : choice.Process, codes, out int place, out var shift);
        log.Stop();
        if (model.Watch.Found.Count > 0) violations = [.. model.Watch.Found];
        return new([.. ReadColumns()], [.. affected.Select(ColumnOf)], [.. codes], place, shift, string.Join(' ', violations.Select(b => b.Property)));
    }

    private List<Column> ReadColumns() => [.. machine.Accesses!.ReadCells.Select(ColumnOf)];
}
