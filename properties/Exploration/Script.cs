using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>
/// A play on a stage: for each context of the environment its acts, in its own order. What the acts of different contexts do to
/// each other is for the schedule to decide; who runs when, too, so that steps of a scenario which say that mean nothing here.
/// </summary>
internal sealed class Script
{
    private readonly Dictionary<string, List<Act>> acts = [];

    /// <exception cref="InputException">A part of the play has an act that the configuration does not allow.</exception>
    public Script(Play play, Stage stage)
    {
        foreach (var part in play.Parts)
        {
            var all = stage.AllOf(part.Actor);
            acts.Add(part.Actor, [.. part.Acts.Select(label => all.FirstOrDefault(a => a.Label == label)
                ?? throw new InputException($"{part.Actor} cannot do {InputException.Quote(label)} in {play.Configuration.Name}"))]);
        }
        foreach (var step in play.Scenario?.Steps ?? []) Cut(step, stage);
    }

    public IReadOnlyList<Act> ActsOf(string actor) => acts.TryGetValue(actor, out var own) ? own : [];

    private void Cut(Step step, Stage stage)
    {
        (string actor, string label, Func<ValueTask> body) = ActOf(step, stage);
        if (actor.Length == 0) return;
        if (!acts.TryGetValue(actor, out var own)) acts.Add(actor, own = []);
        own.Add(new(label, () => true, body));
    }

    private static (string Actor, string Label, Func<ValueTask> Body) ActOf(Step step, Stage stage)
    {
        var (vif, kernel) = (stage.Vif, stage.Kernel);
        var q = vif.Queues[step.Queue];
        var front = stage.Fronts[q.Id];
        string guest = Stage.Guest(step.Queue);
        return step.Do switch
        {
            StepKind.Xmit => ("host0", $"offers {step.Count} of {step.Length} bytes to queue {q.Id}", () => Offer(stage, step)),
            StepKind.Post => (guest, $"posts {step.Count}", async () =>
            {
                if (await front.Post((uint)step.Count)) await q.Channel.Raise();
            }),
            StepKind.Consume => (guest, $"takes {step.Count} responses", () => front.Consume((uint)step.Count)),
            StepKind.Kick => (guest, "sends an event", q.Channel.Raise),
            StepKind.SetReqProd => (guest, $"forges req_prod {step.Amount}", () => front.Forge((uint)step.Amount)),
            StepKind.TxFatal => (guest, "sends a malformed request", () => vif.Revision.FatalTxError(vif)),
            StepKind.Disconnect => (Stage.Toolstack, "disconnects", stage.Disconnect),
            StepKind.Advance or StepKind.Lag => (Stage.Clock, $"advances {step.Amount} ms", () =>
            {
                for (long left = step.Amount; left > 0; left -= kernel.Tick(left))
                    if (!kernel.IsQuiet) break;
                return default;
            }),
            _ => ("", "", () => default),
        };
    }

    private static async ValueTask Offer(Stage stage, Step step)
    {
        for (int i = 0; i < step.Count; i++) await stage.Stack.Xmit(step.Queue, step.Length, step.Gso);
    }
}
