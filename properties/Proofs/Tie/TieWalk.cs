using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Tie;

/// <summary>What random walks showed about the tie between a driver and a machine.</summary>
/// <param name="Steps">Steps of the driver that were checked.</param>
/// <param name="Made">How often each step of the machine was made.</param>
/// <param name="Error">The first step of the driver that is none of the machine, and why; or null.</param>
public sealed record TieResult(int Steps, IReadOnlyDictionary<string, int> Made, string? Error);

/// <summary>Random walks of a driver, each step held against a machine.</summary>
public static class TieWalk
{
    private static readonly Parameters Small = new()
    {
        Gso = false, PageSize = 64, Mtu = 114, QueueLimit = 192, MaxPacketSlots = 2, RingSize = 4, DrainTimeoutMs = 3, StallTimeoutMs = 2, RxBatch = 2, CopyBatch = 2,
    };

    private static readonly Configuration One = new("tie", "one queue of three packets, ring of 4", Small)
    {
        Lengths = [63, 64, 65, 128], Posts = [1, 2, 4], Kicks = true, Reduced = false,
    };

    private static readonly Configuration Two = new("tie-of-two", "two queues that stall often", Small with { Queues = 2, DrainTimeoutMs = 4, Mtu = 50, MaxPacketSlots = 1 })
    {
        Lengths = [64], Posts = [1, 4], Reduced = false,
    };

    private static readonly Configuration Stalls = new("tie-of-stalls", "packets of one slot to three that find too few, and expire before the queue stalls or after", Small with
    {
        Mtu = 178, QueueLimit = 256, MaxPacketSlots = 3, DrainTimeoutMs = 2, StallTimeoutMs = 4,
    })
    {
        Lengths = [64, 128, 192], Posts = [1, 2], Kicks = true, Clock = ClockPolicy.AnyTime, Reduced = false,
    };

    /// <summary>Bytes of packets around what a page, a few of them and the largest packet take.</summary>
    private static readonly int[] EdgeLengths = [60, 1_514, 4_082, 4_096, 4_097, 8_192, 8_193, 61_440, 65_535, 65_536];

    /// <summary>Of the walks that stand beside the theorems.</summary>
    public const int DefaultWalks = 40, DefaultSteps = 1_000, DefaultSeed = 1;

    /// <summary>The machines that drivers are tied to.</summary>
    public static IReadOnlyList<string> Machines { get; } = ["bytes", "expiry", "requests", "responses", "slots", "count", "stall"];

    /// <param name="revision">The driver.</param>
    /// <param name="machine">One of <see cref="Machines"/>.</param>
    /// <param name="walks">How many walks.</param>
    /// <param name="steps">Steps of each.</param>
    /// <param name="seed">Decides all choices.</param>
    /// <returns>Null where the machine is not one of the revision.</returns>
    public static TieResult? Of(Revision revision, string machine, int walks, int steps, int seed)
    {
        var made = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int total = 0;
        for (int walk = 0; walk < walks; walk++)
        {
            var random = new Random(seed * 1_000_003 + walk);
            var concurrent = machine == "slots" ? ConcurrentScenario.Of(Packets(walk, revision.HasXdp && walk % 2 == 1)) : null;
            var configuration = concurrent?.Configuration ?? ConfigurationOf(machine, walk);
            if (TiedMachine.Of(revision, machine, configuration, followed: walk % 6) is not { } tied) return null;
            Tie? tie = null;
            try
            {
                tie = new(sink => concurrent is null ? new ModelInstance(revision, configuration, sink: sink) : new ModelInstance(revision, concurrent, sink), tied.Abstraction, tied.Invariant);
                Walk(tie, random, steps, guestsAreSlow: walk % 2 == 0, isHasty: walk % 4 == 3);
            }
            catch (TieException e)
            {
                return new(total + (tie?.Steps ?? 0), made, e.Message);
            }
            total += tie.Steps;
            foreach (var (step, times) in tie.Made) made[step] = made.GetValueOrDefault(step) + times;
        }
        return new(total, made, null);
    }

    /// <summary>The steps of the machine that the driver makes in some walks, and all that there are.</summary>
    public static (IReadOnlyList<string> Made, IReadOnlyList<string> All) StepsOf(Revision revision, string machine, int walks, int steps, int seed) =>
        ([.. Of(revision, machine, walks, steps, seed)!.Made.Keys],
            [.. TiedMachine.Of(revision, machine, ConfigurationOf(machine, 0), 0)!.Abstraction.Machine.Transitions.Select(t => t.Name)]);

    /// <summary>The same for steps that are told.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="machine">One of <see cref="Machines"/>, and one of the revision.</param>
    /// <param name="configuration">What may happen, in a vif of one queue.</param>
    /// <param name="run">Makes the steps, by what it is given for that.</param>
    public static TieResult Along(Revision revision, string machine, Configuration configuration, Action<ModelInstance, Action<Choice>> run)
    {
        var tied = TiedMachine.Of(revision, machine, configuration, 0)!;
        var tie = new Tie(sink => new ModelInstance(revision, configuration, sink: sink), tied.Abstraction, tied.Invariant);
        string? error = null;
        try
        {
            run(tie.Model, tie.Do);
        }
        catch (TieException e)
        {
            error = e.Message;
        }
        return new(tie.Steps, tie.Made, error);
    }

    private static void Walk(Tie tie, Random random, int steps, bool guestsAreSlow, bool isHasty)
    {
        var choices = new List<Choice>();
        for (int i = 0; i < steps && tie.Applies; i++)
        {
            tie.Model.Choices(choices);
            if (choices.Count == 0) return;
            tie.Do(Next(tie.Model, choices, random, guestsAreSlow, isHasty));
        }
    }

    /// <summary>Who is in the middle of something goes on more often than somebody begins something, and time passes often enough for packets to expire.</summary>
    private static Choice Next(ModelInstance model, List<Choice> choices, Random random, bool guestsAreSlow, bool isHasty)
    {
        bool isPatient = model.Configuration.Clock == ClockPolicy.AnyTime && !isHasty;
        if (choices[^1].Process == model.Clock && (isPatient ? random.Next(16) == 0 : random.Next(4) != 0)) return choices[^1];
        if (random.Next(4) != 0 && choices.Where(c => c.Process != model.Clock && model.StatusOf(c.Process) == ContextStatus.Ready).ToList() is { Count: > 0 } ready)
            return ready[random.Next(ready.Count)];
        if (!guestsAreSlow) return choices[random.Next(choices.Count)];
        // So that queues stall.
        var quick = choices.Where(c => !model.Processes[c.Process].Name.StartsWith("guest", StringComparison.Ordinal) || model.StatusOf(c.Process) == ContextStatus.Ready).ToList();
        return quick.Count > 0 && random.Next(8) != 0 ? quick[random.Next(quick.Count)] : choices[random.Next(choices.Count)];
    }

    /// <summary>Packets of any length, in pages of 4 KiB as the driver has them.</summary>
    private static Scenario Packets(int walk, bool headroom)
    {
        var random = new Random(walk);
        var vif = new Parameters { Gso = walk % 3 == 0, Mtu = walk % 3 == 1 ? 1_500 : walk % 3 == 2 ? 65_521 : 9_000, XdpHeadroom = headroom ? 256 : 0 };
        int[] lengths = [.. EdgeLengths.Where(l => l <= vif.MaxPacketBytes), vif.MaxPacketBytes];
        var steps = new List<Step> { Step.Post(0, vif.RingSize) };
        for (int i = 0; i < 60; i++)
        {
            int length = random.Next(2) == 0 ? lengths[random.Next(lengths.Length)] : random.Next(1, vif.MaxPacketBytes + 1);
            steps.AddRange([Step.Xmit(0, length, gso: vif.Gso && (length > vif.Mtu + Parameters.EthernetHeader || random.Next(4) == 0)), Step.Consume(0, 64), Step.Post(0, 20)]);
        }
        return new("packets", vif, HostStack.HonoursStop, steps);
    }

    private static Configuration ConfigurationOf(string machine, int walk)
    {
        if (machine == "count") return Two;
        if (machine == "stall") return Stalls;
        // Indices start before they wrap, before they would be negative if they had a sign, or at 0.
        var one = One with { StartIndex = (walk % 3) switch { 0 => uint.MaxValue - 2, 1 => int.MaxValue - 2, _ => 0 } };
        bool floods = walk % 4 == 3 && machine != "requests", races = machine == "bytes" && walk % 4 >= 2;
        return one with { Cpus = races ? 2 : 1, TxLock = !races, Host = floods ? HostStack.IgnoresStop : HostStack.HonoursStop };
    }
}
