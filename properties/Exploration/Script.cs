using System.Collections.Frozen;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>
/// A play on a stage: for each context of the environment its acts, in its own order. What the acts of different contexts do to
/// each other is for the schedule to decide; who runs when, too, so that steps of a scenario which say that mean nothing here.
/// </summary>
internal sealed class Script
{
    private readonly FrozenDictionary<string, IReadOnlyList<Act>> acts;

    /// <exception cref="InputException">A part of the play has an act that the configuration does not allow.</exception>
    public Script(Play play, Stage stage)
    {
        var acts = new Dictionary<string, List<Act>>();
        foreach (var part in play.Parts)
        {
            var all = stage.AllOf(part.Actor);
            acts.Add(part.Actor, [.. part.Acts.Select(label => all.FirstOrDefault(a => a.Label == label)
                ?? throw new InputException($"{part.Actor} cannot do {InputException.Quote(label)} in {play.Configuration.Name}"))]);
        }
        foreach (var (actor, label, step) in play.Steps)
        {
            if (!acts.TryGetValue(actor, out var own)) acts.Add(actor, own = []);
            own.Add(new(label, () => true, BodyOf(step, stage)));
        }
        this.acts = acts.ToFrozenDictionary(a => a.Key, a => (IReadOnlyList<Act>)a.Value);
    }

    public IReadOnlyList<Act> ActsOf(string actor) => acts.TryGetValue(actor, out var own) ? own : [];

    /// <summary>Who takes a step of a scenario, and what it is called; nobody if it only says who runs when.</summary>
    public static (string Actor, string Label) NameOf(Step step)
    {
        string guest = Stage.Guest(step.Queue);
        return step.Do switch
        {
            StepKind.Xmit => ("host0", $"offers {step.Count} of {step.Length} bytes to queue {step.Queue}"),
            StepKind.Post => (guest, $"posts {step.Count}"),
            StepKind.Consume => (guest, $"takes {step.Count} responses"),
            StepKind.Kick => (guest, "sends an event"),
            StepKind.SetReqProd => (guest, $"forges req_prod {step.Amount}"),
            StepKind.TxFatal => (guest, "sends a malformed request"),
            StepKind.Disconnect => (Stage.Toolstack, "disconnects"),
            StepKind.Advance or StepKind.Lag => (Stage.Clock, $"advances {step.Amount} ms"),
            _ => ("", ""),
        };
    }

    private static Func<Coroutine> BodyOf(Step step, Stage stage)
    {
        var (vif, machine) = (stage.Vif, stage.Machine);
        var q = vif.Queues[step.Queue];
        var front = stage.Fronts[q.Id];
        return step.Do switch
        {
            StepKind.Xmit => () => Offer(stage, step),
            StepKind.Post => () => front.Post((uint)step.Count),
            StepKind.Consume => () => front.Consume((uint)step.Count),
            StepKind.Kick => () => Stage.Kick(q),
            StepKind.SetReqProd => () => front.Forge((uint)step.Amount),
            StepKind.TxFatal => () => vif.Revision.FatalTxError(vif),
            StepKind.Disconnect => stage.Disconnect,
            _ => () =>
            {
                for (long left = step.Amount; left > 0; left -= machine.Tick(left, starved: !machine.IsQuiet))
                    if (!machine.IsQuiet) break;
                return default;
            },
        };
    }

    private static async Coroutine Offer(Stage stage, Step step)
    {
        for (int i = 0; i < step.Count; i++) await stage.Offer(step.Queue, step.Length, step.Gso);
    }
}
