using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>What the theorem no-lost-wakeup found is done by the driver too, point by point: the run of the abstract machine is real. The same points in
/// <c>proposed</c> lose nothing, and with what it changed taken back they do.</summary>
public class LostWakeupTests
{
    private static readonly Configuration Sizes = new("sizes", "ring of 4, packets of 1 and 3 slots, time passes at any moment", new Parameters
    {
        Gso = false, PageSize = 64, Mtu = 178, QueueLimit = 1000, MaxPacketSlots = 1, RingSize = 4,
        DrainTimeoutMs = 3, StallTimeoutMs = 0, RxBatch = 4, CopyBatch = 8,
    })
    {
        Lengths = [64, 192], Posts = [1], Clock = ClockPolicy.AnyTime, Kicks = true, Reduced = false,
    };

    [Theory]
    [InlineData("late-eoi")]
    [InlineData("locked-peek")]
    [InlineData("xsa-392")]
    [InlineData("xsa-424")]
    public void InterruptThatGoesByAnExpiredHead_AsksForTheWrongEvent_AndTheThreadSleepsOn(string revision) =>
        Tied(History.Find(revision)!, Sizes, run => ExpiresUnderTheHandler(run, "reads req_prod").AssertSleepsWithWork());

    [Fact]
    public void InterruptThatGoesByAnExpiredHead_KicksTheThread_InProposed() =>
        Tied(new Proposed(), Sizes, run => ExpiresUnderTheHandler(run, "kicks rx0").AssertHasSent());

    [Fact]
    public void TestForTheEndOfAStall_ThatAsksAgain_LosesTheEventThatTheHeadWaitsFor() =>
        PostsBetweenTheLooks(new Run(new ModelInstance(Race.Find("recovered-always-asks")!.Faulty, Stalling))).AssertSleepsWithWork();

    [Fact]
    public void TestForTheEndOfAStall_AsksForNothing_WhileAPacketWaits() => Tied(new Proposed(), Stalling, run => PostsBetweenTheLooks(run).AssertHasSent());

    [Fact]
    public void TestForTheEndOfAStall_ThatAsksAgain_BreaksTheTie()
    {
        string? error = TieWalk.Along(Race.Find("recovered-always-asks")!.Faulty, "requests", Stalling, (model, go) => PostsBetweenTheLooks(new Run(model, go))).Error;
        Assert.Contains("\"asks for an event", error!.Replace("rx0: ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HandlerWhoseMarkWasTaken_AcknowledgesNothing_OrBreaksTheTie(bool anyway)
    {
        var result = TieWalk.Along(anyway ? new AcknowledgesAnyway() : new Proposed(), "requests", Sizes, (model, go) =>
        {
            var run = new Run(model, go);
            run.UntilRest("rx0");
            run.Begins("guest0", "posts 1");
            run.UntilRest("guest0", "irq0", "rx0");
            run.Begins("host0", "offers 64 bytes to queue 0");
            run.UntilRest("host0");
            run.Until("rx0", "takes the mark of the event");
            run.Begins("guest0", "sends an event");
            run.Until("irq0", "takes the mark of the event");
            run.Until("rx0", "acknowledges the event");
            run.UntilRest("irq0", "rx0");
        });
        Assert.Equal(anyway, result.Error is not null);
    }

    private static Configuration Stalling => Sizes with { Vif = Sizes.Vif with { StallTimeoutMs = 1 } };

    /// <summary>Each step is one of the machine of requests, or changes nothing in it.</summary>
    private static void Tied(Revision revision, Configuration configuration, Action<Run> makes) =>
        Assert.Null(TieWalk.Along(revision, "requests", configuration, (model, go) => makes(new Run(model, go))).Error);

    /// <summary>The interrupt handler sees a head of three slots and is held up; the thread drops that head, and waits for a slot for the next one.</summary>
    private static Run ExpiresUnderTheHandler(Run run, string sees)
    {
        run.UntilRest("rx0");
        run.Begins("host0", "offers 192 bytes to queue 0");
        run.UntilRest("host0", "rx0");
        run.Ticks(1);
        run.Begins("host0", "offers 64 bytes to queue 0");
        run.UntilRest("host0", "rx0");
        run.Begins("guest0", "sends an event");
        run.UntilRest("guest0");
        run.Until("irq0", sees);
        run.Ticks(2);
        run.UntilRest("rx0");
        Assert.Equal(64, Assert.Single(run.Model.Vif.Queues[0].Packets.Queued).Length);
        run.Begins("guest0", "posts 1");
        run.Until("guest0", "reads req_event");
        run.UntilRest("irq0", "guest0", "rx0");
        return run;
    }

    /// <summary>A request comes after the thread has looked for a slot for the head, and before it looks whether the stall is over.</summary>
    private static Run PostsBetweenTheLooks(Run run)
    {
        run.Begins("guest0", "posts 1");
        run.UntilRest("guest0", "irq0", "rx0");
        run.Begins("host0", "offers 64 bytes to queue 0");
        run.UntilRest("host0", "rx0");
        run.Begins("host0", "offers 192 bytes to queue 0");
        run.UntilRest("host0", "rx0");
        run.Begins("host0", "offers 64 bytes to queue 0");
        run.Until("host0", "reads the time");
        run.Ticks(1);
        run.UntilRest("host0", "rx0");
        Assert.True(run.Model.Vif.Queues[0].Stalled.Peek);
        run.Ticks(2);
        run.Until("rx0", "prepares to wait", () => run.Model.Vif.Queues[0].Packets.Queued.Count() == 1);
        run.Until("rx0", "re-reads req_prod after arming req_event");
        run.Until("rx0", "looks at the stalled mark");
        run.Begins("guest0", "posts 1");
        run.Until("guest0", "reads req_event");
        run.Until("rx0", "is about to sleep");
        run.UntilRest("guest0", "irq0", "rx0");
        return run;
    }

    private sealed class AcknowledgesAnyway : Proposed
    {
        protected override async Coroutine AcknowledgeUnused(GuestRxQueue q)
        {
            await q.EoiPending.Exchange(false, "takes the mark of the event");
            await q.Channel.EndOfInterrupt(spurious: true);
        }
    }

    /// <summary>A model in which the test says who goes on.</summary>
    private sealed class Run(ModelInstance model, Action<Choice> go)
    {
        public Run(ModelInstance model) : this(model, model.Do) { }

        public ModelInstance Model => model;

        public void Begins(string process, string action)
        {
            int number = model.Find(process);
            for (int i = 0; i < model.Processes[number].Actions.Count; i++)
                if (model.Processes[number].Actions[i].Label == action)
                {
                    Assert.True(model.MayBegin(number, i), $"{process} cannot do {action}");
                    go(new(number, i));
                    return;
                }
            Assert.Fail($"{process} does not know {action}");
        }

        public void Ticks(int times)
        {
            for (int i = 0; i < times; i++) go(new(model.Clock, 0));
        }

        /// <summary>Lets it go on until it stands at a point.</summary>
        public void Until(string process, string point, Func<bool>? when = null)
        {
            int number = model.Find(process);
            for (int i = 0; i < 300; i++)
            {
                if (i > 0 && model.Processes[number].Context!.What == point && (when is null || when())) return;
                Assert.True(model.StatusOf(number) == ContextStatus.Ready, $"{process} is {model.StatusOf(number)} at \"{model.Processes[number].Context!.What}\" and not ready");
                go(new(number, 0));
            }
            Assert.Fail($"{process} does not get to \"{point}\"");
        }

        /// <summary>Lets them go on, one after the other and again, until none of them can.</summary>
        public void UntilRest(params string[] processes)
        {
            for (int i = 0; i < 1000; i++)
            {
                if (processes.FirstOrDefault(a => model.StatusOf(model.Find(a)) == ContextStatus.Ready) is not { } ready) return;
                go(new(model.Find(ready), 0));
            }
            Assert.Fail($"{string.Join(", ", processes)} do not come to rest");
        }

        /// <summary>The slot has been used, and nothing waits.</summary>
        public void AssertHasSent()
        {
            var q = model.Vif.Queues[0];
            Assert.True(model.Machine.IsQuiet);
            Assert.Empty(q.Packets.Queued);
            Assert.True(q.Ring.ReqCons.Peek == q.Shared.ReqProd.Peek);
            Assert.Empty(model.Watch.AtRest());
        }

        /// <summary>Nobody is about to do anything, the head would fit, and the thread sleeps: until the head expires.</summary>
        public void AssertSleepsWithWork()
        {
            var q = model.Vif.Queues[0];
            Assert.True(model.Machine.IsQuiet);
            Assert.Equal(ThreadState.Sleeping, q.Thread.State);
            Assert.True(q.Shared.ReqProd.Peek - q.Ring.ReqCons.Peek >= 1);
            Assert.Equal(64, Assert.Single(q.Packets.Queued).Length);
            Assert.Contains(model.Watch.AtRest(), b => b.Property == "NoLostWakeup");
        }
    }
}
