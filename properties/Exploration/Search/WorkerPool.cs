using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <summary>A few threads that do the parts of one thing at the same time. The caller is the first of them.</summary>
internal sealed partial class WorkerPool : IDisposable
{
    private const int ThreadCpuTime = 3;

    private readonly Thread[] others;
    private readonly Barrier barrier;
    private readonly TimeSpan[] spent;
    private TimeSpan alone, path;
    private Action<int> body = _ => { };
    private ExceptionDispatchInfo? fault;
    private bool over;

    /// <param name="workers">Threads, the caller included.</param>
    public WorkerPool(int workers)
    {
        barrier = new(workers);
        spent = new TimeSpan[workers];
        others = [.. Enumerable.Range(1, workers - 1).Select(i => new Thread(() => Work(i)) { IsBackground = true, Name = $"search {i}" })];
        foreach (var thread in others) thread.Start();
        alone = CpuTime();
    }

    /// <summary>CPU time of the busiest thread in each phase, and of the caller in between.</summary>
    public TimeSpan CriticalPath => path + (CpuTime() - alone);

    /// <summary>Each worker does its part. Who does what must not depend on who gets more of a busy machine, or what <see cref="CriticalPath"/> says
    /// would.</summary>
    /// <param name="part">Does that of the worker of a number.</param>
    public void Each(Action<int> part)
    {
        if (others.Length == 0)
        {
            part(0);
            return;
        }
        body = part;
        path += CpuTime() - alone;
        barrier.SignalAndWait();
        Take(0);
        barrier.SignalAndWait();
        path += spent.Max();
        alone = CpuTime();
        fault?.Throw();
    }

    public void Dispose()
    {
        over = true;
        if (others.Length > 0) barrier.SignalAndWait();
        foreach (var thread in others) thread.Join();
        barrier.Dispose();
    }

    private void Work(int worker)
    {
        while (true)
        {
            barrier.SignalAndWait();
            if (over) return;
            Take(worker);
            barrier.SignalAndWait();
        }
    }

    private void Take(int worker)
    {
        var before = CpuTime();
        try
        {
            body(worker);
        }
        catch (Exception e)
        {
            fault = ExceptionDispatchInfo.Capture(e);
        }
        spent[worker] = CpuTime() - before;
    }

    /// <summary>Of the calling thread; the clock's where the system does not tell.</summary>
    private static TimeSpan CpuTime() =>
        OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100) : TimeSpan.FromMilliseconds(Environment.TickCount64);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
