namespace Netback.Properties.Exploration;

/// <summary>Makes a schedule that violates a property simpler: first fewer steps, then fewer context switches.</summary>
public static class ScheduleShrinker
{
    /// <param name="newWorld">Begins a run, point by point.</param>
    /// <param name="found">A schedule that violates the property.</param>
    /// <param name="property">The property.</param>
    /// <param name="tries">Runs at most.</param>
    public static Schedule Shrink(Func<World> newWorld, Schedule found, string property, int tries = 20_000)
    {
        var best = Try(newWorld, found.Steps, property) ?? throw new InvalidOperationException("The schedule does not violate the property.");
        for (int before = int.MaxValue; before > best.Steps.Count && tries > 0;)
        {
            before = best.Steps.Count;
            best = DropSteps(newWorld, best, property, ref tries);
        }
        for (int before = int.MaxValue; before > best.Switches && tries > 0;)
        {
            before = best.Switches;
            best = JoinTurns(newWorld, best, property, ref tries);
        }
        return best;
    }

    /// <summary>Leaves out stretches of steps, long ones first.</summary>
    private static Schedule DropSteps(Func<World> newWorld, Schedule best, string property, ref int tries)
    {
        for (int length = best.Steps.Count / 2; length > 0; length /= 2)
        {
            for (int from = best.Steps.Count - length; from >= 0 && tries > 0; from -= Math.Max(1, length / 2))
            {
                from = Math.Min(from, best.Steps.Count - length);
                if (from < 0) break;
                tries--;
                if (Try(newWorld, best.Steps.Take(from).Concat(best.Steps.Skip(from + length)), property) is { } shorter
                    && shorter.Steps.Count < best.Steps.Count) best = shorter;
            }
        }
        return best;
    }

    /// <summary>Lets a context that was interrupted go on first, or the one that interrupted it wait.</summary>
    private static Schedule JoinTurns(Func<World> newWorld, Schedule best, string property, ref int tries)
    {
        for (int turn = 0; tries > 0; turn++)
        {
            var turns = Turns(best);
            if (turn + 2 >= turns.Count) return best;
            int again = turns.FindIndex(turn + 1, t => t[0].Actor == turns[turn][0].Actor);
            if (again < 0) continue;
            foreach (bool early in new[] { true, false })
            {
                var order = turns.ToList();
                var moved = order[early ? again : turn];
                order.RemoveAt(early ? again : turn);
                order.Insert(early ? turn + 1 : again - 1, moved);
                tries--;
                if (Try(newWorld, order.SelectMany(t => t), property) is not { } joined
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
            if (turns.Count == 0 || turns[^1][0].Actor != step.Actor) turns.Add([]);
            turns[^1].Add(step);
        }
        return turns;
    }

    private static Schedule? Try(Func<World> newWorld, IEnumerable<ScheduleStep> steps, string property)
    {
        var replayed = Replayer.Follow(newWorld(), steps, property);
        return replayed.Violation is null ? null : replayed.Steps;
    }
}
