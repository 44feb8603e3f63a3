using Xunit;

namespace Netback.Tests.Driver;

/// <summary>A straight machine with nothing on it yet, and all that happens on it.</summary>
internal sealed class TestMachine : IEventSink
{
    public TestMachine(ulong startJiffies = 0)
    {
        Kernel = new(startJiffies);
        Stream = new(Kernel) { Sink = this };
        Kernel.Listener = Stream;
    }

    public StraightMachine Kernel { get; }

    /// <summary>Where the parts of the driver report what happens.</summary>
    public EventStream Stream { get; }

    public List<Event> Events { get; } = [];

    /// <summary>Called after each event: here a test puts in what another CPU does in between.</summary>
    public Action<Event> Then { get; set; } = _ => { };

    public void On(in Event e)
    {
        Events.Add(e);
        Then(e);
    }

    /// <summary>Runs a thread with this body until it sleeps or ends.</summary>
    public KernelThread Run(KernelThread thread, Func<Coroutine> body)
    {
        Kernel.Start(thread, body);
        Kernel.RunThread(thread);
        return thread;
    }

    /// <summary>The result of something that does not block.</summary>
    public static T Now<T>(Coroutine<T> value)
    {
        Assert.True(value.IsCompleted);
        return value.Result;
    }

    public static void Now(Func<Coroutine> action) => StraightMachine.Run(action());
}
