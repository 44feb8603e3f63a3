using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Properties.Proofs.Machines;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>A machine that a driver is held against.</summary>
/// <param name="Abstraction">What a state of the driver is to it.</param>
/// <param name="Invariant">What is proved to be always true; none where nothing is proved.</param>
internal sealed record TiedMachine(Abstraction Abstraction, IReadOnlyList<Lemma> Invariant)
{
    /// <summary>For a concurrent scenario of an exploration, in which the packet that is followed is the first of those that are offered.</summary>
    public static TiedMachine? Of(Revision revision, string machine, ConcurrentScenario concurrent) => Of(revision, machine, concurrent.Configuration, 0);

    /// <param name="revision">The driver.</param>
    /// <param name="machine">One of <see cref="TieWalk.Machines"/>.</param>
    /// <param name="configuration">What may happen.</param>
    /// <param name="followed">Number of the packet that is followed, where there is one.</param>
    /// <returns>Null where the machine is not one of the revision.</returns>
    public static TiedMachine? Of(Revision revision, string machine, Configuration configuration, int followed)
    {
        switch (machine)
        {
            case "bytes" when ByteRules.Of(revision) is { } rules:
                var host = configuration.Host == HostStack.IgnoresStop ? HostKind.Any : configuration.Cpus > 1 ? HostKind.WithoutTxLock : HostKind.Obedient;
                var bytes = new ByteMachine(rules, host);
                string bound = host == HostKind.Any ? "bounded-memory-any-host" : host == HostKind.Obedient ? "bounded-memory"
                    : rules.Refuses ? "bounded-memory-without-tx-lock" : "bounded-memory-of-n-cpus";
                return new(new ByteAbstraction(bytes), InvariantOf(revision, bound, bytes.Machine));
            case "expiry" when ExpiryRules.Of(revision) is { } rules:
                var expiry = new ExpiryMachine(rules);
                return new(new ExpiryAbstraction(expiry, followed), InvariantOf(revision, "packet-leaves-in-time", expiry.Machine));
            case "requests" when RequestRules.Of(revision) is { } rules:
                var requests = new RequestMachine(rules);
                string theorem = rules.LooksInInterrupt ? "consumer-never-passes-producer" : "no-lost-wakeup";
                return new(new RequestAbstraction(requests, rules, (packet, p) => revision is HeadNeed ? p.DataSlots(packet.Length) : p.MaxPacketSlots),
                    InvariantOf(revision, theorem, requests.Machine));
            case "count" when revision is StallDetection:
                var count = new CountMachine();
                return new(new CountAbstraction(count), InvariantOf(revision, "stalled-queues-are-counted", count.Machine));
            case "stall" when StallRules.Of(revision) is { } rule and (StallRule.Never or StallRule.Blocked):
                var stall = new StallMachine(rule);
                return new(new StallAbstraction(stall), InvariantOf(revision, "no-spurious-carrier-off", stall.Machine));
            case "responses" when revision is ByteLimit:
                var responses = new ResponseMachine();
                return new(new ResponseAbstraction(responses), InvariantOf(revision, "guest-gets-its-event", responses.Machine));
            case "slots" when revision is ByteLimit:
                int headroom = configuration.Vif.XdpHeadroom;
                var slots = new SlotMachine(revision, headroom);
                return new(new SlotAbstraction(slots), InvariantOf(revision, headroom == 0 ? "slots-cover-packets" : "slots-cover-packets-with-headroom", slots.Machine));
            default:
                return null;
        }
    }

    /// <summary>The invariant of a theorem, with the variables of another instance of its machine; none if the theorem is refuted.</summary>
    private static Lemma[] InvariantOf(Revision revision, string theorem, AbstractMachine machine)
    {
        var proved = TheoremList.Find(theorem)!.For(revision)!;
        if (proved.Expected != Outcome.Proved) return [];
        var ours = machine.Constants.Concat(machine.State).ToDictionary(v => v.Name);
        return [.. proved.Invariant.Select(l => l with { Holds = l.Holds.With(v => ours[v.Name]) })];
    }
}
