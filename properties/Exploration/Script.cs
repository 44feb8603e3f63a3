using System.Collections.Frozen;
using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>
/// A concurrent scenario on a test bench: for each context of the environment its actions, in its own order. What the actions of different contexts do to
/// each other is for the schedule to decide; who runs when, too, so that steps of a scenario which say that mean nothing here.
/// </summary>
internal sealed class Script
{
    private readonly FrozenDictionary<string, IReadOnlyList<ProcessAction>> actions;

    /// <exception cref="InputException">A part of the concurrent scenario has an action that the configuration does not allow.</exception>
    public Script(ConcurrentScenario concurrent, TestBench bench)
    {
        var actions = new Dictionary<string, List<ProcessAction>>();
        var turns = Turns.Of(concurrent, bench);
        foreach (var part in concurrent.Parts)
        {
            var all = bench.AllOf(part.Process);
            actions.Add(part.Process, [.. part.Actions.Select(label => all.FirstOrDefault(a => a.Label == Turns.WithoutNumber(label)) is { } action
                ? turns?.InTurn(action, label) ?? action
                : throw new InputException($"{part.Process} cannot do {InputException.Quote(label)} in {concurrent.Configuration.Name}"))]);
        }
        foreach (var (process, label, step) in concurrent.Steps)
        {
            if (!actions.TryGetValue(process, out var own)) actions.Add(process, own = []);
            own.Add(new(label, step.Do == StepKind.Connect ? () => bench.MayConnect || !bench.Disconnecting : () => true, BodyOf(step, bench)));
        }
        this.actions = actions.ToFrozenDictionary(a => a.Key, a => (IReadOnlyList<ProcessAction>)a.Value);
    }

    public IReadOnlyList<ProcessAction> ActionsOf(string process) => actions.TryGetValue(process, out var own) ? own : [];

    /// <summary>Who takes a step of a scenario, and what it is called; nobody if it only says who runs when.</summary>
    public static (string Process, string Label) NameOf(Step step)
    {
        string guest = TestBench.Guest(step.Queue);
        return step.Do switch
        {
            StepKind.Xmit => ("host0", $"offers {step.Count} of {step.Length} bytes{(step.Offset == 0 ? "" : $" at offset {step.Offset}")}{(step.Hash ? " with a hash" : "")} to queue {step.Queue}"),
            StepKind.Post => (guest, $"posts {step.Count}"),
            StepKind.Consume => (guest, $"takes {step.Count} responses"),
            StepKind.Kick => (guest, "sends an event"),
            StepKind.KickTx => (guest, "has something to send"),
            StepKind.SetReqProd => (guest, $"forges req_prod {step.Amount}"),
            StepKind.FailCopies => (guest, $"grants {step.Count} bad pages"),
            StepKind.SetHeadroom => (TestBench.Toolstack, TestBench.WantsHeadroom(step.Amount)),
            StepKind.TxFatal => (guest, "sends a malformed request"),
            StepKind.Disconnect => (TestBench.Toolstack, "disconnects"),
            StepKind.Connect => (TestBench.Toolstack, $"connects again: {StepWords.Of(step.ToConnection())}"),
            StepKind.Advance or StepKind.Lag => (TestBench.Clock, $"advances {step.Amount} ms"),
            _ => ("", ""),
        };
    }

    private static Func<Coroutine> BodyOf(Step step, TestBench bench)
    {
        var (vif, machine) = (bench.Vif, bench.Machine);
        var q = vif.Queues[step.Queue];
        var front = bench.Fronts[q.Id];
        return step.Do switch
        {
            StepKind.Xmit => () => Offer(bench, step),
            StepKind.Post => () => bench.AsGuest(q.Id, () => front.Post((uint)step.Count)),
            StepKind.Consume => () => bench.AsGuest(q.Id, () => front.Consume((uint)step.Count)),
            StepKind.Kick => () => bench.AsGuest(q.Id, () => TestBench.Kick(q)),
            StepKind.KickTx => () => bench.AsGuest(q.Id, q.RaiseTxWork),
            StepKind.SetReqProd => () => bench.AsGuest(q.Id, () => front.Forge((uint)step.Amount)),
            StepKind.FailCopies => () => Spoil(q, step.Count),
            StepKind.SetHeadroom => () => bench.Disconnecting ? default : vif.Revision.SetHeadroom(vif, (int)step.Amount),
            StepKind.TxFatal => bench.FindMalformed,
            StepKind.Disconnect => () => bench.Configuration.Reconnects && bench.Disconnecting ? default : bench.Disconnect(),
            StepKind.Connect => () => bench.Disconnecting ? bench.ConnectAgain(step.ToConnection()) : default,
            _ => () =>
            {
                for (long left = step.Amount; left > 0; left -= machine.Tick(left, starved: !machine.IsQuiet))
                    if (!machine.IsQuiet) break;
                return default;
            },
        };
    }

    private static Coroutine Spoil(GuestRxQueue q, int count)
    {
        q.BadGrants.Value += count;
        return default;
    }

    private static async Coroutine Offer(TestBench bench, Step step)
    {
        for (int i = 0; i < step.Count; i++) await bench.Offer(step.Queue, step.Packet);
    }
}
