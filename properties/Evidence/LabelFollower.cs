using Netback.Properties.Exploration;

namespace Netback.Properties.Evidence;

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
    /// <returns>What was broken first, if anything, and the steps that were made.</returns>
    public static Replayed Follow(Func<World> begin, Schedule schedule)
    {
        var made = new List<ScheduleStep>();
        foreach (var step in schedule.Steps) made.AddRange(WayTo(begin, made, step));
        return Replayer.Replay(begin(), new(made));
    }

    /// <summary>The steps that lead from those made to past the one that is wanted; none if it cannot be got to.</summary>
    private static List<ScheduleStep> WayTo(Func<World> begin, List<ScheduleStep> made, ScheduleStep wanted)
    {
        var world = begin();
        // Of no property: a run that has broken something already must get as far as this all the same.
        Replayer.Replay(world, new([.. made]), "none");
        var way = new List<ScheduleStep>();
        int actor = world.Find(wanted.Actor);
        while (actor >= 0 && way.Count < FurthestAhead && Next(world, actor, wanted.Words) is { } choice)
        {
            string words = world.WordsOf(choice);
            way.Add(new(wanted.Actor, words));
            if (words == wanted.Words) return way;
            world.Do(choice);
        }
        return [];
    }

    /// <summary>What the actor does next: whatever it is in the middle of, or if it is idle what is wanted.</summary>
    private static Choice? Next(World world, int actor, string wanted)
    {
        if (world.StandingOf(actor) == Standing.Ready) return new(actor, 0);
        if (world.StandingOf(actor) != Standing.Idle) return null;
        for (int act = 0; act < world.Actors[actor].Acts.Count; act++)
            if (world.Actors[actor].Acts[act].Label == wanted && world.MayBegin(actor, act)) return new(actor, act);
        return null;
    }
}
