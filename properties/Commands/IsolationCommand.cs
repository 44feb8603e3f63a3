using System.CommandLine;
using Netback.Properties.Execution;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback isolation</c>: what a queue whose guest has died costs the others, which share a carrier with it.</summary>
internal static class IsolationCommand
{
    private const int Queues = 4, Seconds = 300, DeadFor = 200, Frame = 60;

    /// <summary>
    /// Once a second the host has a packet for each queue, and all guests take their packets and post anew; but the guest of queue 0, whose slots are used
    /// up, is gone for the first 200 s of 300.
    /// </summary>
    internal static Scenario Scenario { get; } = new("one dead queue of four", Parameters.Default with { Gso = false, Queues = Queues }, HostStack.HonoursStop,
    [
        .. Enumerable.Range(0, Queues).Select(q => Step.Post(q, Parameters.Default.RingSize)), Step.Advance(0),
        Step.Xmit(0, Frame, count: Parameters.Default.RingSize), Step.Advance(0),
        .. Enumerable.Range(0, Seconds).SelectMany(Second),
    ]);

    public static Command Create()
    {
        var command = new Command("isolation", "Print how many packets three queues lose that the guest serves, because it does not serve a fourth one for 200 s out of 300.");
        command.SetAction(result => Print(result.InvocationConfiguration.Output));
        return command;
    }

    private static IEnumerable<Step> Second(int number)
    {
        for (int q = 0; q < Queues; q++) yield return Step.Xmit(q, Frame);
        yield return Step.Advance(1000);
        for (int q = number < DeadFor ? 1 : 0; q < Queues; q++)
        {
            yield return Step.Consume(q, Parameters.Default.RingSize);
            yield return Step.Post(q, Parameters.Default.RingSize);
        }
    }

    private static void Print(TextWriter output)
    {
        output.WriteLine($"{Queues - 1} queues whose guests keep up have {(Queues - 1) * Seconds} packets in {Seconds} s; that of a fourth is dead for the first {DeadFor} s:");
        output.WriteLine();
        output.WriteLine($"{"",-16}{"delivered",10}{"lost",6}{"carrier off",13}{"for ms",10}{"back after ms",15}");
        foreach (var revision in History.All)
        {
            var cost = new Cost();
            new StraightRun(Scenario, revision, cost).RunAll(Scenario.Steps);
            output.WriteLine($"{revision.Name,-16}{cost.Delivered,10:N0}{cost.Lost,6:N0}{cost.Downs,13:N0}{cost.OffMs,10:N0}"
                + $"{(cost.BackAfterMs is { } back ? $"{back:N0}" : cost.IsOff ? "never" : "-"),15}");
        }
    }

    /// <summary>What the queues but the first get and lose.</summary>
    private sealed class Cost : IEventSink
    {
        private readonly ObservedVif vif = new(Scenario.Vif, Scenario.StartIndex);
        private bool isCut;
        private long offSince, backSince = -1;

        public long Delivered => vif.Queues.Skip(1).Sum(q => q.Delivered);
        public long Lost => vif.Queues.Skip(1).Sum(q => q.NoCarrier + q.Purged + q.Expired + q.Dropped);
        public long Downs => vif.CarrierDowns;
        public long OffMs { get; private set; }
        public bool IsOff => isCut;

        /// <summary>ms from the moment at which the dead guest posted again to that at which the carrier came on, or null if it was on or has not come.</summary>
        public long? BackAfterMs { get; private set; }

        public void On(in Event e)
        {
            vif.On(e);
            if (e.Kind == EventKind.TimePassed && isCut) OffMs += e.Value;
            // The first post after the one at connecting.
            if (e is { Kind: EventKind.SlotsPosted, Queue: 0 } && e.TimeMs > 0 && backSince < 0) backSince = e.TimeMs;
            if (e.Kind == EventKind.CarrierOff) (isCut, offSince) = (true, e.TimeMs);
            if (e.Kind != EventKind.CarrierOn || !isCut) return;
            isCut = false;
            if (backSince >= 0 && offSince <= backSince && BackAfterMs is null) BackAfterMs = e.TimeMs - backSince;
        }
    }
}
