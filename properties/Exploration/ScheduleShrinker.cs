namespace Netback.Properties.Exploration;

/// <summary>Makes a schedule that violates a property simpler: first fewer steps, then fewer context switches.</summary>
public static class ScheduleShrinker
{
    /// <param name="newModel">Begins a run, point by point.</param>
    /// <param name="found">A schedule that violates the property.</param>
    /// <param name="property">The property.</param>
    /// <param name="tries">Runs at most.</param>
    /// <exception cref="UnsoundSearchException">It does not.</exception>
    public static Schedule Shrink(Func<ModelInstance> newModel, Schedule found, string property, int tries = 20_000)
    {
        var best = Try(newModel, found.Steps, property) ?? throw new UnsoundSearchException(
            $"What was found to violate {property} does not when the driver makes the same {(found.Steps.Count == 1 ? "step" : $"{found.Steps.Count:N0} steps")} again: it goes by something that states do not tell, such as where the ring's indices or the clock start.");
        for (int before = int.MaxValue; before > best.Steps.Count && tries > 0;)
        {
            before = best.Steps.Count;
            best = DropSteps(newModel, best, property, ref tries);
        }
        for (int before = int.MaxValue; before > best.Switches && tries > 0;)
        {
            before = best.Switches;
            best = JoinTurns(newModel, best, property, ref tries);
        }
        return best;
    }

    /// <summary>Leaves out stretches of steps, long ones first.</summary>
    private static Schedule DropSteps(Func<ModelInstance> newModel, Schedule best, string property, ref int tries)
    {
        for (int length = best.Steps.Count / 2; length > 0; length /= 2)
        {
            for (int from = best.Steps.Count - length; from >= 0 && tries > 0; from -= Math.Max(1, length / 2))
            {
                from = Math.Min(from, best.Steps.Count - length);
                if (from < 0) break;
                tries--;
                if (Try(newModel, best.Steps.Take(from).Concat(best.Steps.Skip(from + length)), property) is { } shorter
                    && shorter.Steps.Count < best.Steps.Count) best = shorter;
            }
        }
        return best;
    }

    /// <summary>Lets a context that was interrupted go on first, or the one that interrupted it wait.</summary>
    private static Schedule JoinTurns(Func<ModelInstance> newModel, Schedule best, string property, ref int tries)
    {
        for (int turn = 0; tries > 0; turn++)
        {
            var turns = Turns(best);
            if (turn + 2 >= turns.Count) return best;
            int again = turns.FindIndex(turn + 1, t => t[0].Process == turns[turn][0].Process);
            if (again < 0) continue;
            foreach (bool early in new[] { true, false })
            {
                var order = turns.ToList();
                var moved = order[early ? again : turn];
                order.RemoveAt(early ? again : turn);
                order.Insert(early ? turn + 1 : again - 1, moved);
                tries--;
                if (Try(newModel, order.SelectMany(t => t), property) is not { } joined
                    || joined.Steps.Count > best.Steps.Count || joined.Switches >= best.Switches) continue;
                best = joined;
                break;
            }
        }
        return best;
    }

    private static List<List<ScheduleStep>> Turns(Schedule schedule)
    {
        var turns = new List<List<ScheduleStep>>();
        foreach (var step in schedule.Steps)
        {
            if (turns.Count == 0 || turns[^1][0].Process != step.Process) turns.Add([]);
            turns[^1].Add(step);
        }
        return turns;
    }

    private static Schedule? Try(Func<ModelInstance> newModel, IEnumerable<ScheduleStep> steps, string property)
    {
        var replayed = Replayer.Follow(newModel(), steps, property);
        return replayed.Violation is null ? null : replayed.Steps;
    }
}
