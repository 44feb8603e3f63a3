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
    public static Followed Follow(Func<World> begin, Schedule schedule)
    {
        var ways = Ways(begin, schedule);
        return new(ways, Replayer.Replay(begin(), new([.. ways.SelectMany(way => way)])));
    }

    /// <returns>For each step of the schedule those that lead past its point; none if it is passed over.</returns>
    /// <remarks>A run that has broken something goes on all the same.</remarks>
    private static List<List<ScheduleStep>> Ways(Func<World> begin, Schedule schedule)
    {
        var ways = new List<List<ScheduleStep>>();
        var world = begin();
        foreach (var step in schedule.Steps)
        {
            var way = Go(world, step);
            bool isThere = way.Count > 0 && way[^1].Words == step.Words;
            if (!isThere && way.Count > 0)
            {
                // It went ahead in vain: back to where it was, which takes the run anew. Of no property, so that none ends it.
                way.Clear();
                world = begin();
                Replayer.Replay(world, new([.. ways.SelectMany(w => w)]), "none");
            }
            ways.Add(way);
        }
        return ways;
    }

    /// <summary>Makes the steps that lead past the point that is wanted, or as many as an actor goes ahead without it.</summary>
    private static List<ScheduleStep> Go(World world, ScheduleStep wanted)
    {
        var way = new List<ScheduleStep>();
        int actor = world.Find(wanted.Actor);
        while (actor >= 0 && way.Count < FurthestAhead && Next(world, actor, wanted.Words) is { } choice)
        {
            way.Add(new(wanted.Actor, world.WordsOf(choice)));
            world.Do(choice);
            if (way[^1].Words == wanted.Words) break;
        }
        return way;
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
