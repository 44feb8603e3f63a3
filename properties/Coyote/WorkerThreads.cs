using System.Reflection;
using Microsoft.Coyote.Runtime;

namespace Netback.Properties.Coyote;

/// <summary>
/// Threads of the operating system that are used again: making one costs more than all the steps of a short schedule. Coyote keeps the
/// schedule that a thread belongs to with the thread, so that has to be cleared before another schedule uses it.
/// </summary>
internal static class WorkerThreads
{
    private static readonly Action Forget = typeof(SchedulingPoint).Assembly.GetType("Microsoft.Coyote.Runtime.CoyoteRuntime")?
        .GetMethod("CleanCurrentExecutionContext", BindingFlags.NonPublic | BindingFlags.Static)?.CreateDelegate<Action>()
        ?? throw new MissingMethodException("This version of Coyote cannot be used with threads that are used again.");

    private static readonly Stack<Worker> Free = new();

    /// <summary>Runs the job on a thread of its own, with the caller's environment. The job lets no exception out.</summary>
    public static void Run(Action job)
    {
        Worker? worker;
        lock (Free) Free.TryPop(out worker);
        (worker ?? new()).Do(job, ExecutionContext.Capture()!);
    }

    private sealed class Worker
    {
        private readonly object gate = new();
        private Action? job;
        private ExecutionContext? environment;

        public Worker() => new Thread(Work) { IsBackground = true }.Start();

        public void Do(Action what, ExecutionContext with)
        {
            lock (gate)
            {
                (job, environment) = (what, with);
                System.Threading.Monitor.Pulse(gate);
            }
        }

        private void Work()
        {
            while (true)
            {
                lock (gate)
                {
                    while (job is null) System.Threading.Monitor.Wait(gate);
                }
                ExecutionContext.Run(environment!, _ => job(), null);
                Forget();
                job = null;
                lock (Free) Free.Push(this);
            }
        }
    }
}
