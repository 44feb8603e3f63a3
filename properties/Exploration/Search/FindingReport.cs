using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>Turns what a search has found into schedules of the driver itself, point by point, as short as can be.</summary>
/// <param name="book">The rules of the search.</param>
/// <param name="newModel">Begins a run in which steps of a concurrent scenario may be left out.</param>
internal sealed class FindingReport(RuleBook book, Func<ModelInstance> newModel)
{
    /// <summary>For a search by these rules.</summary>
    public static FindingReport Of(RuleBook book, Revision revision, Configuration configuration, ConcurrentScenario? concurrent) =>
        new(book, () => concurrent is null ? new(revision, configuration) : new(revision, concurrent) { SkipsSteps = true });

    /// <param name="table">All states.</param>
    /// <param name="found">The property, in which state, and by which choice, or -1 if by the state itself.</param>
    /// <param name="lasso">Of a livelock, the choices that lead round it.</param>
    public Finding Of(StateTable table, (string Property, int State, int Choice) found, IReadOnlyList<Choice> lasso)
    {
        var path = table.PathTo(found.State);
        if (found.Choice >= 0) path.Add(Expander.Unpack((ushort)found.Choice));
        var schedule = ScheduleOf(path);
        switch (found.Property)
        {
            // What can or must become of a state is not to be seen in one run.
            case Recovery.CanRecover:
                return new(new(found.Property, "no state in which all queues are empty and all runs can be reached from here"), schedule);
            case Recovery.Converges:
                return new(new(found.Property, "with a guest that posts and takes all it can, it is not certain that all runs again"), schedule);
            case Lassos.Property:
                var round = ScheduleOf([.. path, .. lasso]);
                int repeats = round.Steps.Count - schedule.Steps.Count;
                return new(new(found.Property, $"the last {repeats} steps can follow again and again, with everybody in turn, and the packet that waits is never taken"), round) { Repeats = repeats };
            default:
                var shortest = ScheduleShrinker.Shrink(newModel, schedule, found.Property);
                return new(Replayer.Replay(newModel(), shortest, found.Property).Violation!.Value, shortest);
        }
    }

    /// <summary>Every point that is passed when these choices are made.</summary>
    private Schedule ScheduleOf(IEnumerable<Choice> path)
    {
        var recorder = new Recorder(newModel());
        ulong[] row = book.Initial;
        foreach (var choice in path)
        {
            Violation[] violations = [];
            int made = book.Apply(row, choice, row, ref violations);
            for (int i = 0; i < made; i++) recorder.Do(i == 0 ? choice : choice with { Action = 0 });
        }
        return recorder.Schedule;
    }
}
