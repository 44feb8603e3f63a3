using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Execution;

/// <summary>Carries a scenario out on the straight machine: one context at a time, in virtual time.</summary>
public sealed class StraightRun
{
    private readonly StraightMachine machine;
    private readonly Vif vif;
    private readonly Guest[] guests;
    private readonly Host host;
    private readonly StackAbove? stack;
    private readonly Effort effort = new();
    private bool disconnected;

    /// <param name="scenario">What happens.</param>
    /// <param name="revision">The driver it happens to.</param>
    /// <param name="sink">Who sees it, or null.</param>
    /// <param name="checks">Whether to check that nobody touches what a lock or a thread protects without it; slower.</param>
    /// <exception cref="InputException">It would cost more than <see cref="Effort"/> allows.</exception>
    public StraightRun(Scenario scenario, Revision revision, IEventSink? sink, bool checks = false)
    {
        Effort.Check(scenario);
        machine = new(scenario.StartJiffies, logs: checks);
        vif = new(machine, revision, scenario.Vif, scenario.StartIndex);
        Sink = sink;
        guests = [.. vif.Queues.Select(q => new Guest(q))];
        host = new(vif, scenario.Host);
        if (scenario.Stack is { } above) machine.Background = stack = new(vif, above);
    }

    /// <summary>What it runs on.</summary>
    public Machine Machine => machine;

    /// <summary>What it happens to.</summary>
    public Vif Vif => vif;

    /// <summary>Who sees it, or null.</summary>
    public IEventSink? Sink { get => vif.Events.Sink; set => vif.Events.Sink = value; }

    /// <summary>Why the machine stopped before its time, or null.</summary>
    public DriverBugException? Bug { get; private set; }

    /// <summary>Connects, and lets every thread run until it sleeps.</summary>
    /// <returns>Whether the machine still runs.</returns>
    public bool Connect() => Guarded(null);

    /// <summary>Carries one step out.</summary>
    /// <returns>Whether the machine still runs.</returns>
    /// <exception cref="InputException">It would cost more than <see cref="Effort"/> allows.</exception>
    public bool Apply(Step step) => Guarded(step);

    /// <summary>Connects and carries out all steps, or those up to a bug.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="begins">Called with the number of each step before it is carried out, or null.</param>
    public void RunAll(IReadOnlyList<Step> steps, Action<int>? begins = null)
    {
        if (!Connect()) return;
        for (int i = 0; i < steps.Count; i++)
        {
            begins?.Invoke(i);
            if (!Apply(steps[i])) return;
        }
    }

    private bool Guarded(Step? step)
    {
        try
        {
            if (step is { } s)
            {
                Carry(s);
                // While no thread gets a CPU, neither do softirqs that a thread would raise, nor workqueues.
                if (s.Do != StepKind.Lag) stack?.Run();
            }
            else
            {
                StraightMachine.Run(vif.Revision.Connect(vif));
                machine.Accesses?.Checks = true;
                machine.Advance(0);
            }
            machine.ReportTime();
            return true;
        }
        catch (LivelockException)
        {
            // Seen as an event; there is no after.
            return false;
        }
        catch (DeadlockException)
        {
            vif.Emit(EventKind.Deadlocked, step?.Queue ?? 0);
            return false;
        }
        catch (DriverBugException bug)
        {
            Bug = bug;
            vif.Emit(EventKind.AssertionFailed, step?.Queue ?? 0);
            return false;
        }
    }

    private void Carry(Step step)
    {
        switch (step.Do)
        {
            case StepKind.Xmit:
                for (int i = 0; i < step.Count; i++) Xmit(step);
                break;
            case StepKind.Run: machine.RunThread(vif.Queues[step.Queue].Thread); break;
            case StepKind.Advance: Advance(step.Amount); break;
            case StepKind.Lag: machine.Lag(step.Amount); break;
            case StepKind.Connect:
                if (disconnected) Reconnect(step.ToConnection());
                break;
            default:
                if (!disconnected && step.Queue < vif.Requested.Peek) StraightMachine.Run(Carry(step, guests[step.Queue]));
                break;
        }
    }

    private void Xmit(Step step)
    {
        if (stack is null) StraightMachine.Run(host.Xmit(step.Queue, step.Packet));
        else stack.Xmit(step.Queue, step.Packet);
    }

    /// <summary>Connects again, and lets every thread run until it sleeps.</summary>
    private void Reconnect(Connection connection)
    {
        if (!connection.RingInUse)
            foreach (var guest in guests) guest.Renew();
        StraightMachine.Run(Reconnects(connection));
        machine.Advance(0);
    }

    private async Coroutine Reconnects(Connection connection) => disconnected = !await vif.Revision.Reconnect(vif, connection);

    /// <summary>A time that is long for a thread that spins passes in pieces, between which it is counted: such a thread has one turn more
    /// in each, in which nothing happens either.</summary>
    private void Advance(long ms)
    {
        for (; ms > Effort.Piece; ms -= Effort.Piece)
        {
            machine.Advance(Effort.Piece);
            if (IsSpinning) effort.Spin(Effort.Piece);
        }
        machine.Advance(ms);
        if (IsSpinning) effort.Spin(ms);
    }

    private bool IsSpinning => machine.Threads.Any(t => t.State == ThreadState.Spinning);

    private Coroutine Carry(Step step, Guest guest)
    {
        switch (step.Do)
        {
            case StepKind.Post: return guest.Post((uint)step.Count);
            case StepKind.Consume: return guest.Consume((uint)step.Count);
            case StepKind.Kick:
                guest.Kick();
                return default;
            case StepKind.KickTx: return guest.KickTx();
            case StepKind.SetReqProd: return guest.Forge((uint)step.Amount);
            case StepKind.FailCopies:
                guest.FailCopies(step.Count);
                return default;
            case StepKind.SetHeadroom: return vif.Revision.SetHeadroom(vif, (int)step.Amount);
            case StepKind.TxFatal: return vif.Revision.FatalTxError(vif);
            default:
                disconnected = true;
                return vif.Revision.Disconnect(vif);
        }
    }
}
