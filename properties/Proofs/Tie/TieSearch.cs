using System.Runtime.InteropServices;
using Netback.Properties.Exploration;
using Netback.Properties.Proofs.Language;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Proofs.Tie;

/// <summary>
/// Every step that a driver can make in a short play, each held against a machine: all states are visited, and all that can happen in each. Nothing
/// is left out as a reduction. For machines whose state can be read off a state of the driver, without what was before.
/// </summary>
public static class TieSearch
{
    /// <summary>The play that is searched: a shorter one where an interrupt looks for work and states are many; null for the other machines.</summary>
    /// <param name="revision">The driver.</param>
    /// <param name="machine">The machine.</param>
    public static Play? PlayOf(Revision revision, string machine)
    {
        if (TieWalk.AbstractionOf(revision, machine, 0) is not { Item1.NeedsNoHistory: true }) return null;
        return new("packets-and-a-slot", "packets come, each of which fills the queue, and one slot", Configurations.Get("two-requests"),
        [
            new("host0", [.. Enumerable.Repeat("offers 64 bytes to queue 0", revision.AcknowledgesLate ? 1 : 2)]),
            new("guest0", ["posts 1"]),
        ]);
    }

    /// <param name="revision">The driver.</param>
    /// <param name="machine">One of those that need no history.</param>
    /// <param name="play">What host and guests do.</param>
    /// <param name="limit">States after which it gives up.</param>
    /// <returns>Null where the machine is not one of the revision, or needs a history. It is an error if there are more states than the limit.</returns>
    public static TieResult? Of(Revision revision, string machine, Play play, int limit = 200_000)
    {
        if (TieWalk.AbstractionOf(revision, machine, 0) is not var (abstraction, invariant, _) || !abstraction.NeedsNoHistory) return null;
        var search = new Search(new World(revision, play with { Configuration = play.Configuration with { Judged = Judged.Untimed } }, savesStates: true), abstraction, invariant);
        try
        {
            search.Run(limit);
            return new(search.Steps, search.Made, null);
        }
        catch (TieException e)
        {
            return new(search.Steps, search.Made, e.Message);
        }
    }

    private sealed class Search
    {
        private readonly World world;
        private readonly Tie tie;
        private readonly StateSpace space;
        private readonly HashSet<string> seen = [];
        private readonly Queue<(long[] Cells, int[] At)> open = [];
        private readonly List<long> codes = [];

        public Search(World world, Abstraction abstraction, IReadOnlyList<Lemma> invariant)
        {
            this.world = world;
            StateCheck.Demand(world);
            var vif = world.Configuration.Vif;
            space = new(world.Machine, vif.DrainTimeoutMs + Math.Max(vif.StallTimeoutMs, world.Vif.Revision.StallAfterMs(vif) ?? 0) + 2, vif.RingSize + 1);
            tie = new(world, abstraction, invariant);
        }

        public int Steps => tie.Steps;
        public IReadOnlyDictionary<string, int> Made => tie.Made;

        public void Run(int limit)
        {
            Meet();
            var choices = new List<Choice>();
            while (open.TryDequeue(out var state))
            {
                space.Restore(state.Cells, state.At);
                if (!tie.Applies) continue;
                world.Choices(choices);
                foreach (var choice in choices.ToArray())
                {
                    space.Restore(state.Cells, state.At);
                    tie.Begin();
                    tie.Do(choice);
                    Meet();
                }
                if (seen.Count > limit) throw new TieException($"{world.Configuration} has more than {limit:N0} states");
            }
        }

        private void Meet()
        {
            int[] at = new int[world.Clock];
            space.Read(codes, at);
            string key = string.Concat(MemoryMarshal.Cast<long, char>(CollectionsMarshal.AsSpan(codes)).ToString(), MemoryMarshal.Cast<int, char>(at).ToString());
            if (seen.Add(key)) open.Enqueue(([.. codes], at));
        }
    }
}
