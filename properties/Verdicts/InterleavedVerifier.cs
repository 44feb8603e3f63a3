using Netback.Properties.Specification;
using Netback.Properties.Specification.Remainders;
using Netback.Properties.Exploration;
using Netback.Properties.Generation;
using Netback.Properties.Results;
using Netback.Revisions;

namespace Netback.Properties.Verdicts;

/// <summary>Searches revisions for violations of claims where contexts interleave, with every engine that there is for that.</summary>
public static partial class InterleavedVerifier
{
    /// <summary>Steps of the longest scenario that is walked through.</summary>
    private const int WalkDepth = 60;

    /// <summary>Scenarios that are walked through, in each kind of environment.</summary>
    private const int Walks = 80;

    /// <summary>And scenarios for each situation that is staged there.</summary>
    private const int Staged = 3;

    /// <summary>Schedules of each of these, at most: they get into their situation under almost any, and a walk that is short costs little less than one that is not.</summary>
    private const int StagedSchedules = 9;

    /// <summary>About how long they take.</summary>
    private const double SecondsPerWalk = 0.0008, SecondsPerSchedule = 0.001;

    /// <summary>Names of the engines.</summary>
    public const string Explore = "explore", Walk = "walk", Coyote = "coyote";

    private static readonly string[] Early = ["one-packet", "two-waiting", "ticking", "kicking", "needing-two", "two-requests", "destructors", "two-requests-disconnecting", "two-requests-two-cpus",
        "two-requests-stalling", "one-offer-any-time", "fatal-blocked", "two-requests-fatal-disconnecting", "fatal-reconnecting", "any-host", "no-rx-notify", "no-rx-notify-any-time", "connecting", "reconnecting"];
    private static readonly string[] Late = ["two-requests", "shared-channel", "two-waiting", "destructors", "disconnecting-blocked", "two-requests-stalling", "fatal-blocked", "fatal-disconnecting", "fatal-reconnecting", "any-host", "headroom", "no-rx-notify", "no-rx-notify-any-time", "one-slot-any-time", "connecting"];
    private static readonly string[] Xsa = ["two-requests", "shared-channel", "two-waiting", "destructors", "disconnecting-blocked", "fatal-blocked", "fatal-disconnecting", "fatal-reconnecting", "any-host", "headroom", "no-rx-notify",
        "no-rx-notify-any-time", "one-slot-any-time", "connecting"];

    private static readonly string[] BeforeTheLimit = ["two-queues", "spare-slot", "spare-slot-ticking", "spare-slot-any-time", "spare-slot-kicking", "spare-slot-disconnecting", "spare-slot-reconnecting",
        "spare-slot-fatal", "spare-slot-two-cpus", "fatal-reconnecting"];

    /// <summary>Concurrent scenarios of which every state is visited, and of which revisions: their configurations are too large, and what happens in them is so rare that no random
    /// schedule is likely to find it.</summary>
    private static readonly (Func<Revision, bool> Of, string[] Names)[] Explored =
    [
        (_ => true, ["expiry-under-interrupt", "sent-under-interrupt"]),
        // In none of their configurations that are explored does the guest take responses.
        (r => r is LateEoi, ["takes-while-sending"]),
        // Headroom that changes beside all else.
        (r => r.HasXdp, ["headroom-and-disconnect", "headroom-taken-back", "headroom-kept"]),
        // A disconnect gives the queues back.
        (r => r is HeadNeed, ["fatal-after-disconnect"]),
        // In a second connection the guest posts what it has left from the first: what is violated in all states of "reconnecting" is violated in this third of them.
        (r => r is LateEoi, ["connect-again"]),
        // Rules that no other has.
        (r => r is Proposed, ["smaller-behind-stalled", "comes-and-expires", "smaller-after-blocked", "larger-after-blocked", "headroom-for-smaller", "post-as-due"]),
        // A queue is ready only when the guest has posted: such a one comes back as another one stalls.
        (r => r is StallDetection && !IsReadyAtOnce(r), ["stall-against-recovery"]),
        // Elsewhere two queues that stall have too many states.
        (IsReadyAtOnce, ["two-queues-stall"]),
        // The stall timer: with packets of two sizes, and with more slots after the carrier is down.
        (r => r is not ByteLimit, ["stop-against-wake", "timer-against-posts"]),
    ];

    /// <summary>Whether a queue is ready before the guest has posted anything.</summary>
    private static bool IsReadyAtOnce(Revision revision) => revision is Xsa392 and not Proposed;

    /// <summary>Whether every state is visited of something in such environment.</summary>
    internal static bool Exhausts(Revision revision, DriverEnvironment environment) => Configurations(revision).Any(c => c.Environment == environment)
        || ExploredOf(revision).Any(s => s.Configuration.Environment == environment);

    private static IEnumerable<ConcurrentScenario> ExploredOf(Revision revision) =>
        Explored.Where(e => e.Of(revision)).SelectMany(e => e.Names).Select(ConcurrentScenarios.Get).Where(s => CanFollow(revision, s));

    /// <summary>All configurations in which the revision can be looked at. Before <c>proposed</c> a forged index sends the thread round the ring, so that
    /// nothing can be said about distances in it: with one context at a time that is a violation.</summary>
    internal static IEnumerable<Configuration> AllConfigurations(Revision revision) => Exploration.Configurations.All.Concat(Exploration.Configurations.Larger)
        .Where(c => CanHave(revision, c) && (c.Forges.Count == 0 || revision is Proposed) && (SendsOn(revision, c) || Configurations(revision).Contains(c)));

    /// <summary>The configurations of which every state is visited unless all are asked for. What comes with the late EOI multiplies the states.</summary>
    public static IEnumerable<Configuration> Configurations(Revision revision) => (revision switch
    {
        not ByteLimit => BeforeTheLimit,
        Proposed => [.. Late, "one-offer-any-time", "forging", "whole-ring"],
        Xsa392 => Xsa,
        LateEoi => Late,
        FewerSlots => [.. Early, "one-slot-any-time"],
        StallDetection => Early,
        _ => [.. Early, "expiring"],
    }).Select(Exploration.Configurations.Get).Where(c => CanHave(revision, c));

    /// <summary>From <c>byte-limit</c> to <c>fewer-slots</c> nothing is sent before there are slots for the largest packet: on a ring that has fewer, each property that wants something sent
    /// is violated for that alone.</summary>
    private static bool SendsOn(Revision revision, Configuration configuration) => revision is HeadNeed or not ByteLimit || configuration.Vif.RingSize >= configuration.Vif.MaxPacketSlots;

    /// <summary>Whether the revision knows of what the guest asks for. Nothing bounds the queue of <c>slot-estimate</c> but what is offered, and it counts one of the slots of the
    /// largest packet for GSO only: its estimate is right where what is sent needs fewer.</summary>
    private static bool CanHave(Revision revision, Configuration configuration) =>
        ((configuration.Vif.XdpHeadroom == 0 && configuration.Headrooms.Count == 0) || revision.HasXdp) && (configuration.Vif.RxNotify || revision.ServesWithoutRxNotify)
        && (revision is ByteLimit || configuration.Lengths.Count == 0
            || (configuration.Offers is not null && configuration.Lengths.All(l => configuration.Vif.DataSlots(l) < configuration.Vif.MaxPacketSlots)));

    /// <summary>Whether a revision is looked at in such environment.</summary>
    public static bool Covers(Revision revision, DriverEnvironment environment) => Exhausts(revision, environment)
        || ConcurrentScenariosOf(revision).Any(p => p.Configuration.Environment == environment);

    /// <param name="revisions">What to search.</param>
    /// <param name="claims">For what.</param>
    /// <param name="plan">How much.</param>
    /// <param name="searches">Carries the searches out; if these are a part only, nothing is concluded.</param>
    /// <param name="searchDone">Called after each search, from any thread, or null.</param>
    /// <returns>A verdict for each claim and revision, by claim, of what happens where contexts interleave.</returns>
    internal static IReadOnlyList<Verdict> Verify(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, InterleavedPlan plan, Searches searches,
        Action? searchDone = null)
    {
        var jobs = Jobs(revisions, claims, plan);
        var done = searches.Run([.. jobs.Select(j => new Search<InterleavedSearch>(j.Name, j.Cost, () => Go(j)))], InterleavedSearchForm.Instance,
            _ => searchDone?.Invoke());
        if (searches.IsPart) return [];
        return [.. from claim in claims
                   from revision in revisions
                   select Conclude(claim, revision, plan, [.. done.Where((_, i) => jobs[i].IsOf(revision)).Select(s => s!.As(revision))]) with { Schedules = plan.Schedules }];
    }

    /// <summary>Searches of random schedules of a revision; others with any other seed that is further away than the schedules.</summary>
    /// <param name="revision">What to search.</param>
    /// <param name="schedules">Schedules of each concurrent scenario, and a quarter of them on real threads; each generated scenario gets a quarter or less.</param>
    /// <param name="seed">Where the random strategies start.</param>
    internal static IEnumerable<Search<InterleavedSearch>> RandomSearches(Revision revision, int schedules, ulong seed) =>
        RandomJobs(revision, new(schedules, seed)).Select(j => new Search<InterleavedSearch>(j.Name, j.Cost, () => Go(j)));

    private static InterleavedSearch Go(Job job)
    {
        try
        {
            return job.Run();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Of a rule or of the suite: it ends this search, and no other.
            return new(new(Explore, "error", 0, "states", false), job.Environment, [], default) { Defect = $"a search ended in {Engines.SearchError.Words(e)}" };
        }
    }

    /// <summary>Searches that <see cref="Verify"/> carries out.</summary>
    public static int CountSearches(IReadOnlyList<Revision> revisions, IReadOnlyList<Claim> claims, bool thorough) =>
        Jobs(revisions, claims, new(1, 0) { Thorough = thorough }).Count;

    /// <summary>What searches of a revision say about a claim.</summary>
    internal static Verdict Conclude(Claim claim, Revision revision, InterleavedPlan plan, IReadOnlyList<InterleavedSearch> searches)
    {
        var verdict = new Verdict(claim, revision) { Interleaved = Outcome.DoesNotApply };
        if (!plan.Searches(revision)) return verdict with { Interleaved = null };
        if (!claim.IsOfContexts || !claim.AppliesTo(revision)) return verdict;
        var about = searches.Where(s => s.Environment == claim.Environment && !(claim.IsOfSchedulesOnly && s.What.Engine == Explore)).ToList();
        var another = InAnotherWay(claim, revision, about);
        if (another is not null) verdict = verdict with { Unknown = another.What, Schedule = another };
        if (about.Count == 0 || plan.BreaksAlone(claim, revision)) return verdict;
        var seen = new EventKinds(about.Aggregate(0UL, (bits, s) => bits | s.Events.Bits));
        var premises = claim.Probes.Members().Where(p => !Probes.OfScenariosOnly.Contains(p)).Select(p => new Premise(p, About(Explore, p), About(Walk, p), About(Coyote, p))).ToList();
        List<string> missed = [.. Enum.GetValues<EventKind>().Where(k => claim.WantedEvents.Contains(k) && !seen.Contains(k)).Select(k => k.ToString())];
        // Some situations are for schedules only, of which there may have been too few.
        if (plan.Schedules >= SearchEffort.Schedules) missed.AddRange(premises.Where(p => p.IsMissed).Select(p => p.Probe.ToString()));
        var found = about.SelectMany(s => s.Found.Where(f => f.Finding.Violation.Property == claim.Property.Name).Select(f => (s.What.Engine, Witness: f))).ToList();
        verdict = verdict with
        {
            Interleaved = missed.Count > 0 ? Outcome.ProbesMissed : Outcome.Holds,
            Engines = [.. about.Select(s => s.What)],
            Missed = missed,
            Premises = premises,
            FoundBy = [.. found.Select(f => f.Engine).Distinct()],
            Defect = about.Select(s => s.Defect).FirstOrDefault(d => d is not null),
        };
        // A violation that replays is one, whatever became of other searches; but one that is known must not stand in for them.
        bool isNew = found.Count > 0 && (another is not null || Expected.Interleaved(claim, revision) != Outcome.Violated);
        if (verdict.Defect is not null && !isNew) return verdict with { Interleaved = Outcome.DoesNotReplay };
        if (found.Count == 0) return verdict;
        var shortest = another ?? found.Select(f => f.Witness).MinBy(w => w.Steps)!;
        var again = shortest.Replay();
        return again.Violation is { } violation
            ? verdict with { Interleaved = Outcome.Violated, Schedule = shortest with { Finding = new(violation with { Property = claim.Property.Name }, shortest.Finding.Schedule) } }
            : verdict with { Interleaved = Outcome.DoesNotReplay, Defect = $"what was found by {shortest.Found} does not replay: {again.Divergence ?? "nothing is violated"}" };

        long About(string engine, Probe probe) => about.Where(s => s.What.Engine == engine).Sum(s => s.Probes[probe]);
    }

    /// <summary>The shortest schedule in which what is left of the claim is violated, or which was found where the known reason cannot be; as one of the claim. Null if there is none.</summary>
    private static Interleaving? InAnotherWay(Claim claim, Revision revision, IReadOnlyList<InterleavedSearch> about)
    {
        string? left = Remainder.OfContexts(claim, revision)?.ViolatedName;
        var why = Expected.Why(claim, revision);
        return (from search in about
                from witness in search.Found
                let elsewhere = why is { Interleaved: true, OnlyIn: { } only } && !only.Contains(witness.ConcurrentScenario.Name)
                let violation = witness.Finding.Violation
                where violation.Property == left || (elsewhere && violation.Property == claim.Property.Name)
                select witness with { IsUnknown = true, Finding = witness.Finding with { Violation = violation with { Property = claim.Property.Name } } })
            .MinBy(w => w.Steps);
    }
}
