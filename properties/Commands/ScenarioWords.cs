using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>What a scenario does, in sentences: before it is carried out, so that its author can see whether it is what was meant.</summary>
internal static class ScenarioWords
{
    private const string Gap = "  ";

    public static void Write(Scenario scenario, TextWriter output)
    {
        foreach (string line in Timeline.Header(scenario)) output.WriteLine(line);
        output.WriteLine();
        long total = scenario.Steps.Sum(Time);
        int step = Math.Max("step".Length, $"{scenario.Steps.Count:N0}".Length), ms = Math.Max("from ms".Length, $"{total:N0}".Length);
        if (scenario.Steps.Count > 0) output.WriteLine("step".PadLeft(step) + Gap + "from ms".PadLeft(ms) + Gap + "what happens");
        long now = 0;
        for (int i = 0; i < scenario.Steps.Count; now += Time(scenario.Steps[i++]))
        {
            string left = $"{i:N0}".PadLeft(step) + Gap + $"{now:N0}".PadLeft(ms) + Gap;
            foreach (string line in Wrap.Lines([Of(scenario.Steps[i], scenario.Vif)], Cli.Width - left.Length))
            {
                output.WriteLine(left + line);
                left = new string(' ', left.Length);
            }
        }
        if (scenario.Steps.Count > 0) output.WriteLine();
        Wrap.Say(output, Sum(scenario, total));
    }

    private static string Of(Step step, Parameters vif)
    {
        string queue = $"queue {step.Queue}", time = StepWords.Duration(step.Amount);
        return step.Do switch
        {
            StepKind.Xmit => Xmit(step, vif),
            StepKind.Post => $"The guest posts {Changes.Count(step.Count, "slot")} on {queue}.",
            StepKind.Consume => $"The guest takes up to {Changes.Count(step.Count, "response")} from {queue}.",
            StepKind.Kick => $"The guest sends an event for {queue}, for no reason.",
            StepKind.KickTx => $"The guest has something to send on {queue}, and sends an event for it where that shares the channel.",
            StepKind.Run => $"The Rx thread of {queue} runs, if it can, until it sleeps, ends or spins.",
            StepKind.Advance when step.Amount == 0 => "No time passes, and every thread runs that can.",
            StepKind.Advance => $"{time} go by, and threads run whenever they can.",
            StepKind.Lag => $"{time} go by: timers fire, but no thread gets a CPU.",
            StepKind.SetReqProd => $"The guest forges the producer index of {queue}: {step.Amount:N0}, without an event.",
            StepKind.FailCopies => $"The next {Changes.Count(step.Count, "copy")} into slots of {queue} fail: the guest has granted pages that are not there.",
            StepKind.SetHeadroom => $"The guest wants {step.Amount:N0} bytes of headroom in each slot from now on.",
            StepKind.TxFatal => "The guest's Tx ring holds a malformed request: the driver disables the vif.",
            StepKind.Connect => Connect(step.ToConnection()),
            _ => "The frontend disconnects.",
        };
    }

    private static string Connect(Connection connection)
    {
        string asks = $"The frontend connects again, with {Changes.Count(connection.Queues, "queue")} on {(connection.RingInUse ? "the ring that it has in use" : "a new ring")}";
        return connection.Failure switch
        {
            Cause.NoChannel => $"{asks}; no event channel can be had for the last queue.",
            Cause.NoThread => $"{asks}; no thread can be had for the last queue.",
            _ => asks + ".",
        };
    }

    private static string Xmit(Step step, Parameters vif)
    {
        string what = step.Gso ? "GSO packet" : "packet", slots = Changes.Count(vif.SlotsOf(step.Packet), "slot");
        string more = (step.Offset == 0 ? "" : $", at offset {step.Offset:N0} of a page") + (step.Hash ? ", with a hash" : "");
        return step.Count == 1
            ? $"The host has a {what} of {step.Length:N0} bytes{more} for queue {step.Queue}; it takes {slots}."
            : $"The host has {Changes.Count(step.Count, what)} of {step.Length:N0} bytes each{more} for queue {step.Queue}; each takes {slots}.";
    }

    private static string Sum(Scenario scenario, long total)
    {
        var sent = scenario.Steps.Where(s => s.Do == StepKind.Xmit).ToList();
        long packets = sent.Sum(s => (long)s.Count), bytes = sent.Sum(s => (long)s.Count * s.Length);
        long slots = scenario.Steps.Where(s => s.Do == StepKind.Post).Sum(s => (long)s.Count);
        return $"In all: {Changes.Count(scenario.Steps.Count, "step")}, {Changes.Count(packets, "packet")} ({bytes:N0} bytes), "
            + $"{Changes.Count(slots, "slot")} to be posted, {StepWords.Duration(total)}.";
    }

    private static long Time(Step step) => step.Do is StepKind.Advance or StepKind.Lag ? step.Amount : 0;
}
