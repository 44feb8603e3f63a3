namespace Netback.Properties.Exploration;

/// <summary>Makes choices in a world and notes every point that is passed, also those that are no choice.</summary>
public sealed class Recorder : ITracer
{
    private readonly World world;
    private readonly List<ScheduleStep> steps = [];

    public Recorder(World world)
    {
        this.world = world;
        world.Kernel.Tracer = this;
    }

    public Schedule Schedule => new(steps);

    public void Do(Choice choice)
    {
        if (choice.Actor == world.Clock) steps.Add(new(world.Actors[choice.Actor].Name, world.WordsOf(choice)));
        world.Do(choice);
    }

    public void Goes(SteppedContext context, string what, bool switched) => steps.Add(new(context.Name, what));

    public void Read(string word, object? value) { }
    public void Write(string word, object? before, object? value) { }
    public void Enters(string name) { }
    public void Leaves(string name, object? result) { }
    public void Stops(SteppedContext context, string what, bool waits) { }
}
