using Microsoft.Coyote.Runtime;
using Netback.Properties.Exploration;

namespace Netback.Properties.Coyote;

/// <summary>
/// Real threads, of which Coyote lets one go on at a time: a point is a scheduling point, and a context that waits is paused until its guard
/// is open. It needs no `coyote rewrite`: the driver runs as compiled.
/// </summary>
/// <param name="startJiffies">Jiffies when the vif connects.</param>
/// <param name="toFollow">The schedule to follow, or null to leave it to Coyote.</param>
internal sealed class CoyoteMachine(ulong startJiffies, Schedule? toFollow) : ThreadedMachine(startJiffies)
{
    private readonly List<ulong> operations = [];
    private readonly List<ScheduleStep> steps = [];
    private bool over;

    /// <summary>What has been done so far: every point passed.</summary>
    public Schedule Steps => new(steps);

    public int StepCount => steps.Count;

    /// <summary>Looks at what the step that has just ended has come to.</summary>
    public required Func<bool> GoesOn { get; init; }

    /// <summary>Points after which the run is cut short.</summary>
    public required int MaxSteps { get; init; }

    public bool IsCutShort { get; private set; }

    /// <summary>An exception that is neither the driver's nor ours.</summary>
    public Exception? Defect { get; private set; }

    /// <summary>Whether a schedule is followed and has been followed to its end.</summary>
    public bool HasArrived => toFollow is not null && steps.Count == toFollow.Steps.Count;

    /// <summary>Waits until nobody can go on, or the run is over. For the thread that is no context.</summary>
    public void AwaitEnd() => Operation.PauseUntil(() => over || HasArrived || Contexts.All(IsStuck));

    /// <summary>Ends all that still stand somewhere, and waits until they have.</summary>
    public void End()
    {
        over = true;
        // Nobody begins anything any more: the list does not grow.
        foreach (ulong operation in operations) Operation.PauseUntilCompleted(operation);
    }

    protected override void Begin(ThreadedContext context, Action body)
    {
        ulong operation = Operation.CreateNext()!.Value;
        operations.Add(operation);
        Operation.Start(operation);
        WorkerThreads.Run(() =>
        {
            Operation.OnStarted(operation);
            try
            {
                body();
                Look();
            }
            catch (RunIsOverException)
            {
            }
            catch (Exception e)
            {
                (Defect, over) = (e, true);
            }
            Operation.OnCompleted();
            Operation.ScheduleNext();
        });
    }

    protected override void Pass(ThreadedContext context, string what, Guard? guard)
    {
        Look();
        if (toFollow is not null)
        {
            Operation.PauseUntil(() => over || (IsNext(context, what) && guard is not { IsOpen: false }));
        }
        else
        {
            SchedulingPoint.Interleave();
            if (guard is { IsOpen: false }) Operation.PauseUntil(() => over || guard.IsOpen);
        }
        if (steps.Count == MaxSteps) IsCutShort = over = true;
        if (over) throw new RunIsOverException();
        steps.Add(new(context.Name, what));
    }

    private void Look() => over |= !over && !GoesOn();

    private bool IsNext(ThreadedContext context, string what) =>
        steps.Count < toFollow!.Steps.Count && toFollow.Steps[steps.Count] is var next && next.Process == context.Name && next.Words == what;

    private bool IsStuck(ThreadedContext context) =>
        !context.IsAlive || (context.What is { } what && (context.Guard is { IsOpen: false } || (toFollow is not null && !IsNext(context, what))));

    private sealed class RunIsOverException : Exception;
}
