using Netback.Properties.Exploration;

namespace Netback.Properties.Evidence;

/// <summary>A schedule on a driver that it may not have been made for.</summary>
/// <param name="Ways">For each step of the schedule those that lead past its point; none if it is passed over.</param>
/// <param name="Run">What was violated first, if anything, and the steps that were made until then.</param>
public sealed record Followed(IReadOnlyList<IReadOnlyList<ScheduleStep>> Ways, Replayed Run);

/// <summary>
/// Carries a schedule out on a driver that it was not made for. Steps are matched by their labels: a context goes on until it has passed the
/// point that the schedule names, whatever the driver does on the way there; a point that it has not is passed over.
/// </summary>
public static class LabelFollower
{
    /// <summary>How far a context goes on to get to a point, before it is taken to have no such point ahead.</summary>
    private const int FurthestAhead = 24;

    /// <param name="begin">Begins the same run anew.</param>
    /// <param name="schedule">The steps.</param>
    public static Followed Follow(Func<ModelInstance> begin, Schedule schedule)
    {
        var ways = Ways(begin, schedule);
        return new(ways, Replayer.Replay(begin(), new([.. ways.SelectMany(way => way)])));
    }

    /// <returns>For each step of the schedule those that lead past its point; none if it is passed over.</returns>
    /// <remarks>A run that has broken something goes on all the same.</remarks>
    private static List<List<ScheduleStep>> Ways(Func<ModelInstance> begin, Schedule schedule)
    {
        var ways = new List<List<ScheduleStep>>();
        var model = begin();
        foreach (var step in schedule.Steps)
        {
            var way = Go(model, step);
            bool isThere = way.Count > 0 && way[^1].Words == step.Words;
            if (!isThere && way.Count > 0)
            {
                // It went ahead in vain: back to where it was, which takes the run anew. Of no property, so that none ends it.
                way.Clear();
                model = begin();
                Replayer.Replay(model, new([.. ways.SelectMany(w => w)]), "none");
            }
            ways.Add(way);
        }
        return ways;
    }

    /// <summary>Makes the steps that lead past the point that is wanted, or as many as a process goes ahead without it.</summary>
    private static List<ScheduleStep> Go(ModelInstance model, ScheduleStep wanted)
    {
        var way = new List<ScheduleStep>();
        int process = model.Find(wanted.Process);
        while (process >= 0 && way.Count < FurthestAhead && Next(model, process, wanted.Words) is { } choice)
        {
            way.Add(new(wanted.Process, model.WordsOf(choice)));
            model.Do(choice);
            if (way[^1].Words == wanted.Words) break;
        }
        return way;
    }

    /// <summary>What the process does next: whatever it is in the middle of, or if it is idle what is wanted.</summary>
    private static Choice? Next(ModelInstance model, int process, string wanted)
    {
        if (model.StatusOf(process) == ContextStatus.Ready) return new(process, 0);
        if (model.StatusOf(process) != ContextStatus.Idle) return null;
        for (int action = 0; action < model.Processes[process].Actions.Count; action++)
            if (model.Processes[process].Actions[action].Label == wanted && model.MayBegin(process, action)) return new(process, action);
        return null;
    }
}
