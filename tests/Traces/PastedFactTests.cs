using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Traces;

/// <summary>Facts just as they are written for what an exploration has found.</summary>
public class PastedFactTests
{
    /// <summary>Deadlock: host0 takes the queue lock, which it holds itself.</summary>
    [Fact]
    public void Xsa392_BreaksNoDeadlock_InDestructors()
    {
        var revision = History.Find("xsa-392")!;
        var configuration = Configurations.Get("destructors");
        const string Steps = """
            rx0: starts
            rx0: reads the time
            rx0: updates last_rx_time
            rx0: sets the stalled mark
            rx0: takes the vif lock
            rx0: turns the carrier on
            host0: offers 64 bytes to queue 0
            host0: looks at the carrier
            host0: looks whether the Tx queue is stopped
            host0: looks for queues
            host0: looks for rx0
            host0: looks whether the vif is connected
            host0: looks whether the vif is disabled
            host0: reads the time
            host0: takes the queue lock
            host0: updates rx_slots_needed
            host0: links the packet
            host0: releases the queue lock
            host0: kicks rx0
            host0: offers 64 bytes to queue 0
            host0: looks at the carrier
            host0: looks whether the Tx queue is stopped
            host0: looks for queues
            host0: looks for rx0
            host0: looks whether the vif is connected
            host0: looks whether the vif is disabled
            host0: reads the time
            host0: takes the queue lock
            host0: stops the Tx queue
            host0: frees a packet
            """;
        var model = new ModelInstance(revision, configuration with { Reduced = false });
        var schedule = Schedule.Read(new StringReader(Steps), nameof(Steps));
        var replayed = Replayer.Replay(model, schedule, "NoDeadlock");
        Assert.Null(replayed.Divergence);
        Assert.Equal("NoDeadlock", replayed.Violation?.Property);
    }

    /// <summary>Rx0 busy-loops: it neither works nor sleeps.</summary>
    [Fact]
    public void ByteLimitWorksForAnyPacket_BreaksNoSpin_InOnePacket()
    {
        var revision = MutantList.All.Single(m => m.FullName == "byte-limit+works-for-any-packet").Faulty;
        var configuration = Configurations.Get("one-packet");
        const string Steps = """
            host0: offers 64 bytes to queue 0
            host0: looks at the carrier
            host0: looks whether the Tx queue is stopped
            host0: looks for queues
            host0: looks for rx0
            host0: looks whether the vif is connected
            host0: looks whether the vif is disabled
            host0: reads the time
            host0: takes the queue lock
            host0: links the packet
            host0: stops the Tx queue
            host0: releases the queue lock
            rx0: starts
            rx0: looks for a packet
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            rx0: looks for a packet
            rx0: reads req_prod
            rx0: reads req_cons
            rx0: asks for an event at the next request
            rx0: re-reads req_prod after arming req_event
            rx0: looks when the head expires
            rx0: reads the time
            rx0: takes the queue lock
            rx0: releases the queue lock
            rx0: looks for a packet
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            rx0: looks for a packet
            rx0: reads req_prod
            rx0: reads req_cons
            rx0: asks for an event at the next request
            rx0: re-reads req_prod after arming req_event
            rx0: looks when the head expires
            rx0: reads the time
            rx0: takes the queue lock
            rx0: releases the queue lock
            rx0: loops again
            rx0: looks for a packet
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            rx0: looks for a packet
            rx0: reads req_prod
            rx0: reads req_cons
            rx0: asks for an event at the next request
            rx0: re-reads req_prod after arming req_event
            rx0: looks when the head expires
            rx0: reads the time
            rx0: takes the queue lock
            rx0: releases the queue lock
            """;
        var model = new ModelInstance(revision, configuration with { Reduced = false });
        var schedule = Schedule.Read(new StringReader(Steps), nameof(Steps));
        var replayed = Replayer.Replay(model, schedule, "NoSpin");
        Assert.Null(replayed.Divergence);
        Assert.Equal("NoSpin", replayed.Violation?.Property);
    }

    /// <summary>Rx0 sleeps with packet #0 waiting and 1 slot free.</summary>
    [Fact]
    public void KicksBeforeAppend_BreaksNoLostWakeup_InOnePacket()
    {
        var revision = Race.Find("kicks-before-append")!.Faulty;
        var configuration = Configurations.Get("one-packet");
        const string Steps = """
            guest0: posts 1
            guest0: publishes requests
            guest0: reads req_event
            host0: offers 64 bytes to queue 0
            host0: looks at the carrier
            host0: looks whether the Tx queue is stopped
            host0: looks for queues
            host0: looks for rx0
            host0: looks whether the vif is connected
            host0: looks whether the vif is disabled
            host0: reads the time
            host0: kicks rx0
            irq0: arrives
            irq0: kicks rx0
            rx0: starts
            rx0: looks for a packet
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            rx0: prepares to wait
            rx0: looks for a packet
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            rx0: looks when the head expires
            rx0: is about to sleep
            host0: takes the queue lock
            host0: links the packet
            host0: stops the Tx queue
            host0: releases the queue lock
            """;
        var model = new ModelInstance(revision, configuration with { Reduced = false });
        var schedule = Schedule.Read(new StringReader(Steps), nameof(Steps));
        var replayed = Replayer.Replay(model, schedule, "NoLostWakeup");
        Assert.Null(replayed.Divergence);
        Assert.Equal("NoLostWakeup", replayed.Violation?.Property);
    }

    /// <summary>Rx0 sleeps with packet #0 waiting and 2 slots free.</summary>
    [Fact]
    public void IgnoresInterrupts_BreaksNoLostWakeup_InTwoPosts()
    {
        var revision = new Netback.Tests.Traces.IgnoresInterrupts();
        var vif = new Parameters
        {
            Gso = false, Mtu = 50, DrainTimeoutMs = 1, StallTimeoutMs = 0, RingSize = 2, PageSize = 64,
            QueueLimit = 1, MaxPacketSlots = 1, RxBatch = 2, CopyBatch = 2,
        };
        var configuration = new Configuration("two-posts", "a \"quoted\" word", vif)
        {
            Posts = [1, 2],
            Clock = ClockPolicy.AnyTime,
        };
        const string Steps = """
            rx0: starts
            rx0: looks for a packet
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            host0: offers 64 bytes to queue 0
            host0: looks at the carrier
            host0: looks whether the Tx queue is stopped
            host0: looks for queues
            host0: looks for rx0
            host0: looks whether the vif is connected
            host0: looks whether the vif is disabled
            host0: reads the time
            host0: takes the queue lock
            host0: links the packet
            host0: stops the Tx queue
            host0: releases the queue lock
            host0: kicks rx0
            rx0: prepares to wait
            rx0: looks for a packet
            rx0: reads req_prod
            rx0: reads req_cons
            rx0: asks for an event at the next request
            rx0: re-reads req_prod after arming req_event
            rx0: looks whether to stop
            rx0: looks whether the vif is disabled
            rx0: looks when the head expires
            rx0: reads the time
            rx0: is about to sleep
            guest0: posts 2
            guest0: publishes requests
            guest0: reads req_event
            irq0: arrives
            """;
        var model = new ModelInstance(revision, configuration with { Reduced = false });
        var schedule = Schedule.Read(new StringReader(Steps), nameof(Steps));
        var replayed = Replayer.Replay(model, schedule, "NoLostWakeup");
        Assert.Null(replayed.Divergence);
        Assert.Equal("NoLostWakeup", replayed.Violation?.Property);
    }
}
