using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs.Machines;

/// <summary>
/// Marks of stalled queues, their number as the driver keeps it, and the carrier: one queue that is followed, and any number of others of which
/// only is known how many are marked, and how many have changed their mark and not yet counted it.
/// </summary>
public sealed class CountMachine
{
    public CountMachine()
    {
        Machine = new("count", "the marks of stalled queues, stalled_queues and the carrier, once the vif is connected.");
        Queues = Machine.Constant("queues", Sort.Whole, "queues of the vif");
        Mark = Machine.Variable("mark", Sort.Bool, "whether the followed queue is marked as stalled", true);
        Others = Machine.Variable("others", Sort.Whole, "other queues that are marked", Queues - 1);
        Ups = Machine.Variable("ups", Sort.Whole, "other queues that have set their mark and not counted it", 0);
        Downs = Machine.Variable("downs", Sort.Whole, "other queues that have cleared their mark and not counted it", 0);
        Counted = Machine.Variable("counted", Sort.Whole, "stalled_queues", Queues);
        Carrier = Machine.Variable("carrier", Sort.Bool, "whether the carrier is on", false);
        Rx = Machine.Position("rx", "where the thread of the followed queue stands", "rx-runs", "rx-marked", "rx-unmarked", "rx-counted");
        Lock = Machine.Position("lock", "who holds the vif's lock, and what he is about to do", "free", "turns-off", "turns-on", "leaves");
        Mine = Machine.Variable("mine", Sort.Bool, "whether it is the thread of the followed queue that holds it", false);
        Machine.Assume("a-queue", "The vif has a queue.", Queues > 0);
        Own();
        Foreign();
        Carriers();
    }

    public AbstractMachine Machine { get; }
    public Variable Queues { get; }
    public Variable Mark { get; }
    public Variable Others { get; }
    public Variable Ups { get; }
    public Variable Downs { get; }
    public Variable Counted { get; }
    public Variable Carrier { get; }
    public Variable Rx { get; }
    public Variable Lock { get; }
    public Variable Mine { get; }

    private void Own()
    {
        Machine.Step("rx-marks", "rx", "sets the stalled mark", Rx.At("rx-runs") & !Mark, (Mark, true), (Rx, Rx.Place("rx-marked")));
        Machine.Step("rx-unmarks", "rx", "clears the stalled mark", Rx.At("rx-runs") & Mark, (Mark, false), (Rx, Rx.Place("rx-unmarked")));
        Machine.Step("rx-counts-up", "rx", "takes the vif's lock, and counts itself", Rx.At("rx-marked") & Lock.At("free"), Up((Rx, Rx.Place("rx-counted")), (Mine, true)));
        Machine.Step("rx-counts-down", "rx", "takes the vif's lock, and no longer counts itself", Rx.At("rx-unmarked") & Lock.At("free"),
            Down((Rx, Rx.Place("rx-counted")), (Mine, true)));
    }

    private void Foreign()
    {
        Machine.Step("other-marks", "another rx", "sets its stalled mark", Others + Downs < Queues - 1, (Others, Others + 1), (Ups, Ups + 1));
        Machine.Step("other-unmarks", "another rx", "clears its stalled mark", Ups < Others, (Others, Others - 1), (Downs, Downs + 1));
        Machine.Step("other-counts-up", "another rx", "takes the vif's lock, and counts itself", (Ups > 0) & Lock.At("free"), Up((Ups, Ups - 1), (Mine, false)));
        Machine.Step("other-counts-down", "another rx", "takes the vif's lock, and no longer counts itself", (Downs > 0) & Lock.At("free"),
            Down((Downs, Downs - 1), (Mine, false)));
    }

    private void Carriers()
    {
        Machine.Step("carrier-goes-off", "the holder", "turns the carrier off", Lock.At("turns-off"), (Carrier, false), (Lock, Lock.Place("leaves")));
        Machine.Step("carrier-comes-on", "the holder", "turns the carrier on", Lock.At("turns-on"), (Carrier, true), (Lock, Lock.Place("leaves")));
        Machine.Step("unlocks", "the holder", "releases the vif's lock", Lock.At("leaves"), (Lock, Lock.Place("free")), (Rx, Term.If(Mine, Rx.Place("rx-runs"), Rx)));
    }

    private (Variable, Term)[] Up(params (Variable, Term)[] also) =>
        [(Counted, Counted + 1), (Lock, Term.If(Counted.Is(0), Lock.Place("turns-off"), Lock.Place("leaves"))), .. also];

    private (Variable, Term)[] Down(params (Variable, Term)[] also) =>
        [(Counted, Counted - 1), (Lock, Term.If(Counted.Is(1), Lock.Place("turns-on"), Lock.Place("leaves"))), .. also];
}
