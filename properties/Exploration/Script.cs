using Netback.Properties.Execution;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>
/// A scenario cut into what each context of the environment does, in its own order. What the steps of different contexts do to
/// each other is for the schedule to decide; who runs when, too, so that steps which say that mean nothing here.
/// </summary>
internal sealed class Script(Scenario scenario, Vif vif, IReadOnlyList<FrontRing> fronts, Host stack, SteppedKernel kernel)
{
    private readonly Dictionary<string, List<Act>> acts = Cut(scenario, vif, fronts, stack, kernel);

    public IReadOnlyList<Act> ActsOf(string actor) => acts.TryGetValue(actor, out var own) ? own : [];

    private static Dictionary<string, List<Act>> Cut(
        Scenario scenario, Vif vif, IReadOnlyList<FrontRing> fronts, Host stack, SteppedKernel kernel)
    {
        var acts = new Dictionary<string, List<Act>>();
        foreach (var step in scenario.Steps)
        {
            (string actor, string label, Func<ValueTask> body) = Cut(step, vif, fronts, stack, kernel);
            if (actor.Length == 0) continue;
            if (!acts.TryGetValue(actor, out var own)) acts.Add(actor, own = []);
            own.Add(new(label, () => true, body));
        }
        return acts;
    }

    private static (string Actor, string Label, Func<ValueTask> Body) Cut(
        Step step, Vif vif, IReadOnlyList<FrontRing> fronts, Host stack, SteppedKernel kernel)
    {
        var q = vif.Queues[step.Queue];
        string guest = $"guest{step.Queue}";
        return step.Do switch
        {
            StepKind.Xmit => ("host0", $"offers {step.Count} of {step.Length} bytes to queue {q.Id}", () => Offer(stack, step)),
            StepKind.Post => (guest, $"posts {step.Count}", async () =>
            {
                if (await fronts[q.Id].Post((uint)step.Count)) await q.Channel.Raise();
            }),
            StepKind.Consume => (guest, $"takes {step.Count} responses", () => fronts[q.Id].Consume((uint)step.Count)),
            StepKind.Kick => (guest, "sends an event", q.Channel.Raise),
            StepKind.SetReqProd => (guest, $"forges req_prod {step.Amount}", () => fronts[q.Id].Forge((uint)step.Amount)),
            StepKind.TxFatal => (guest, "sends a malformed request", () => vif.Revision.FatalTxError(vif)),
            StepKind.Disconnect => ("toolstack", "disconnects", () => vif.Revision.Disconnect(vif)),
            StepKind.Advance or StepKind.Lag => ("clock", $"advances {step.Amount} ms", () =>
            {
                for (long left = step.Amount; left > 0; left -= kernel.Tick(left))
                    if (kernel.Contexts.Any(c => kernel.StandingOf(c) == Standing.Ready)) break;
                return default;
            }),
            _ => ("", "", () => default),
        };
    }

    private static async ValueTask Offer(Host stack, Step step)
    {
        for (int i = 0; i < step.Count; i++) await stack.Xmit(step.Queue, step.Length, step.Gso);
    }
}
