namespace Netback.Properties.Exploration;

/// <summary>Makes choices in a world and notes every point that is passed.</summary>
public sealed class Recorder(World world)
{
    private readonly List<ScheduleStep> steps = [];

    public Schedule Schedule => new(steps);

    public void Do(Choice choice)
    {
        steps.Add(new(world.Actors[choice.Actor].Name, world.WordsOf(choice)));
        world.Do(choice);
    }
}
