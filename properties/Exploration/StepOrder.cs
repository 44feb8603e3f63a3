namespace Netback.Properties.Exploration;

/// <summary>
/// Lets the contexts of the environment begin the steps of a scenario in its order: none before those in front of it have begun, and time passes only when all is quiet, so that what
/// follows finds the driver at rest. What the contexts of the driver do in the meantime, and how far a step has got when the next one begins, is left to the schedule.
/// </summary>
/// <param name="model">A run of the scenario.</param>
/// <param name="concurrent">The scenario.</param>
internal sealed class StepOrder(ModelInstance model, ConcurrentScenario concurrent)
{
    // By process: the place in the scenario of each of its steps.
    private readonly int[][] places = [.. model.Processes.Select(p => concurrent.Steps.Select((step, place) => (step.Process, place)).Where(s => s.Process == p.Name).Select(s => s.place).ToArray())];

    /// <summary>Takes away those that begin a step before its turn, unless nothing else can happen.</summary>
    /// <param name="choices">All that may happen next, in a fixed order.</param>
    public void Restrict(List<Choice> choices)
    {
        int turn = int.MaxValue;
        for (int i = 0; i < places.Length; i++)
            if (model.Processes[i].Next is { } next && next < places[i].Length) turn = Math.Min(turn, places[i][next]);
        if (choices.Exists(c => !IsEarly(c, turn))) choices.RemoveAll(c => IsEarly(c, turn));
    }

    private bool IsEarly(Choice choice, int turn) => places[choice.Process].Length > 0 && model.StatusOf(choice.Process) == ContextStatus.Idle && places[choice.Process][choice.Action] > turn;
}
