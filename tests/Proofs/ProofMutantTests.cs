using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>Each proof can fail: with one step of the machine changed it does, as the driver would with the same rule broken.</summary>
public class ProofMutantTests
{
    /// <summary>Theorem, revision, step, and the variable that the step does not change any more; or, without one, its guard is dropped.</summary>
    [SolverTheory]
    [InlineData("bounded-memory", "byte-limit", "host-stops-tx", "stopped")]
    [InlineData("bounded-memory", "byte-limit", "host-looks", null)]
    [InlineData("bounded-memory-any-host", "xsa-424", "host-appends-next", null)]
    [InlineData("byte-accounting", "byte-limit", "rx-takes-the-head", "count")]
    [InlineData("byte-accounting", "proposed", "host-appends-first", "sum")]
    [InlineData("tx-queue-restarts", "byte-limit", "rx-wakes-tx", "stopped")]
    [InlineData("tx-queue-restarts", "head-need", "rx-takes-the-head", "lock")]
    [InlineData("packet-leaves-in-time", "byte-limit", "host-kicks-rx", "marked")]
    [InlineData("packet-leaves-in-time", "byte-limit", "rx-reads-the-time", "timed")]
    [InlineData("packet-leaves-in-time", "byte-limit", "rx-sees-no-head", null)]
    [InlineData("sleeper-wakes-in-time", "xsa-424", "rx-goes-to-sleep", "deadline")]
    [InlineData("sleeper-wakes-in-time", "byte-limit", "rx-prepares", null)]
    [InlineData("queue-is-in-order", "byte-limit", "rx-sends", "head")]
    [InlineData("consumer-never-passes-producer", "head-need", "rx-takes-the-head", null)]
    [InlineData("no-lost-wakeup", "byte-limit", "rx-arms-event", "event")]
    [InlineData("no-lost-wakeup", "byte-limit", "host-kicks-rx", "marked")]
    [InlineData("no-lost-wakeup", "byte-limit", "irq-kicks-rx", "sleeping")]
    [InlineData("no-lost-wakeup-of-equal-packets", "late-eoi", "irq-arms-event", "event")]
    [InlineData("no-lost-wakeup-of-equal-packets", "late-eoi", "rx-acknowledges", "masked")]
    [InlineData("no-lost-wakeup-of-equal-packets", "xsa-424", "rx-caches-need", "cached")]
    [InlineData("no-lost-wakeup", "proposed", "irq-sees-no-packet", null)]
    [InlineData("no-lost-wakeup", "proposed", "irq-takes-the-mark", "irq")]
    [InlineData("no-lost-wakeup", "proposed", "rx-asks-for-more", null)]
    [InlineData("no-lost-wakeup", "proposed", "rx-takes-the-mark", "rx")]
    [InlineData("no-lost-wakeup", "proposed", "host-kicks-rx", "sleeping")]
    [InlineData("guest-notified", "byte-limit", "rx-reads-event", "notify")]
    [InlineData("no-spurious-carrier-off", "proposed", "rx-finds-few", null)]
    [InlineData("no-spurious-carrier-off", "proposed", "rx-keeps", "last-need")]
    [InlineData("stalled-queues-are-counted", "stall-detection", "rx-counts-up", "counted")]
    [InlineData("carrier-follows-count", "stall-detection", "carrier-comes-on", "carrier")]
    public void Proof_FailsWhenAStepIsChanged(string name, string revision, string step, string? variable)
    {
        var theorem = TheoremList.Find(name)!.For(History.Find(revision)!)!;
        var machine = theorem.Machine.With(step, t => variable is null ? t with { Guard = Term.All() }
            : t with { Updates = [.. t.Updates.Where(u => u.Variable.Name != variable)] });
        var broken = theorem with { Machine = machine };
        using var folder = new TempFolder();
        Assert.Equal(Outcome.Proved, Try(theorem));
        Assert.Equal(Outcome.Unknown, Try(broken));

        Outcome Try(Theorem what)
        {
            var obligation = Prover.ObligationOf(what);
            return Prover.Try(what, Solver.All[0], obligation, folder.File("x.smt2", obligation.Text)).Outcome;
        }
    }
}
