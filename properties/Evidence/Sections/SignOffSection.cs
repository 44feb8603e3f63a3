using static Netback.Properties.Evidence.Words;

namespace Netback.Properties.Evidence.Sections;

/// <summary>What somebody who signs puts a name to.</summary>
internal static class SignOffSection
{
    private static readonly string[] Roles = ["author of the design", "reviewer", "maintainer"];

    public static IEnumerable<Block> Of(ReviewEvidence evidence)
    {
        yield return new Heading(2, "sign-off", "Sign-off sheet");
        foreach (var (title, items) in Parts(evidence))
        {
            yield return new Heading(3, "sign-" + Id(title.ToLowerInvariant()), title);
            yield return new Bullets(items);
        }
        yield return new Heading(3, "sign-here", "Signatures");
        yield return new Table("Who has read this, and what for", ["role", "name", "date", "remarks", "signature"],
            [.. Roles.Select(role => (IReadOnlyList<TableCell>)[role, "", "", "", ""])]);
    }

    private static IEnumerable<(string Title, string[] Items)> Parts(ReviewEvidence evidence)
    {
        yield return ("Tool",
        [
            "`netback`, of this repository. The driver's rules are written once, in C#, and run on three machines: one context at a time in virtual time "
            + "(`random`, and the recordings), step by step, where at each access to shared memory a scheduler chooses which context runs next (`explore`, `walk`), and on real threads (`coyote`).",
            "Engines that took part: " + List([.. evidence.Cells.SelectMany(c => c.Engines).Select(e => $"`{e.Name}`").Distinct()]) + ".",
        ]);
        yield return ("Properties",
        [
            $"{evidence.Claims.Select(c => c.Property).Distinct().Count()} properties in {evidence.Claims.Select(c => c.Environment).Distinct().Count()} kinds of "
            + "environment, each with its source: [the list](#properties). That a check can fail is shown by [mutants](#mutants) and [races](#races).",
        ]);
        yield return ("Assumptions",
        [
            "An environment is what a claim is made for. " + string.Join("; ", evidence.Claims.DistinctBy(c => c.Environment)
                .Select(c => $"`{c.Environment}`: {Markup.Plain(c.EnvironmentSummary)}")) + ".",
            "A timer of T ms ends exactly after T ms; the kernel's timer wheel may be up to an eighth later, which adds to every bound on time.",
            "An honest guest posts no more requests than the ring holds, takes responses in order and asks for events by the rules of the ring protocol.",
            "Memory is sequentially consistent between the points at which contexts are interleaved: missing barriers are not looked for.",
        ]);
        yield return ("Simplifications",
        [
            "Packets are page-aligned and without a hash except in `packet-shapes`; they have no VLAN tag. A packet is described by its length, its offset in its page, and whether it is GSO and has a hash; its fragments are page-aligned.",
            "The byte limit counts lengths, as the driver does; `BoundedFootprint` is about the memory that packets hold, by a model of an skb.",
            "Timers are exact, as in the recordings and the theorems, except in a quarter of the generated scenarios, which have the timer wheel of v4.8 and later; events are delivered at once except in `event-back-off`.",
            "Linkwatch (up to a second before the stack acts on the carrier) and the qdisc above the Tx queue exist in `stack` only: "
            + "elsewhere a packet held back by a stopped Tx queue is not offered again.",
        ]);
        yield return ("Configurations not covered",
        [
            "Pages of 64 KiB; more than 8 queues.",
            "Interleavings beyond the [configurations listed](#explorations): larger rings and more packets; two queues with traffic are scheduled at random only. "
            + "The length of a stall is not part of an exploration.",
            "Combinations of environments, except for two of a hostile guest, a host that ignores a stopped Tx queue and XDP headroom: such scenarios are judged when they are run, but not searched for. Coarse timers, events that back off and a stack "
            + "above the driver where contexts interleave.",
        ]);
        yield return ("Trusted base",
        [
            "The C# text of the revisions agrees with recordings of the real driver [in every field of every step](#conformance); what the recordings do not cover rests on reading the source. "
            + "The oldest revision's recording is the weakest: its exact source text is not proven.",
            "The monitors, which decide what violates a property: [mutants](#mutants) show that each can fail, and tests check them on scripts of events.",
            ".NET, FsCheck as the source of randomness, and the explorer, which checks itself against replays and a Promela model.",
        ]);
        yield return ("Versions",
        [
            $"netback {evidence.Versions.Netback}, {evidence.Versions.Runtime}, FsCheck {evidence.Versions.FsCheck}; evidence format {evidence.Evidence}.",
            "Upstream: " + string.Join("; ", evidence.Revisions.Select(r => $"`{r.Name}` {Markup.Plain(r.Upstream)}")) + ".",
        ]);
        yield return ("How to repeat",
        [
            $"All of it: `netback report --out DIR --seed {evidence.Plan.Seed} --cases {evidence.Plan.Cases} --schedules {evidence.Plan.Schedules}`, where `netback` is `dotnet run -c Release --project properties --`. "
            + "The same seed and number of cases give the same files, byte for byte, in an empty folder; how long it took is in a separate file, `timings.json`.",
            $"One cell of the table: `netback verify --revision byte-limit --property BoundedMemory --seed {evidence.Plan.Seed} --cases {evidence.Plan.Cases}`.",
            "One witness: `netback replay FILE`; on another revision beside it: `netback diff FILE --revision A --revision B`; one exploration: "
            + "`netback explore --revision R --config NAME`.",
        ]);
    }
}
