namespace Netback.Properties.Exploration;

/// <summary>Makes choices in a model and notes every point that is passed.</summary>
public sealed class Recorder(ModelInstance model)
{
    private readonly List<ScheduleStep> steps = [];

    public Schedule Schedule => new(steps);

    public void Do(Choice choice)
    {
        steps.Add(new(model.Processes[choice.Process].Name, model.WordsOf(choice)));
        model.Do(choice);
    }
}
