using Netback.Properties.Exploration;
using Netback.Revisions;
using Netback.States;

namespace Netback.Properties.Proofs.Tie;

/// <summary>
/// Every step that a driver can make in a small configuration or a short concurrent scenario, each held against a machine: all states are visited, and all that can
/// happen in each. Nothing is left out as a reduction. A state is one of the driver, and what the abstraction remembers beside it.
/// </summary>
/// <remarks>It is for revisions of the history, to none of which it makes a difference in these scenarios what lies further back than states tell apart: explorations of the same scenarios, which would begin
/// anew and look further (<see cref="Lookback"/>), do not.</remarks>
public static class TieSearch
{
    /// <summary>States after which it gives up unless somebody says otherwise.</summary>
    public const int DefaultLimit = 200_000;

    /// <param name="revision">The driver.</param>
    /// <param name="machine">One of <see cref="TieWalk.Machines"/>.</param>
    /// <param name="limit">States after which it gives up.</param>
    /// <returns>Null where the machine is not one of the revision. It is an error if there are more states than the limit.</returns>
    public static TieResult? Of(Revision revision, string machine, int limit = DefaultLimit)
    {
        if (TieScenarios.Of(revision, machine) is not { } concurrent || TiedMachine.Of(revision, machine, concurrent) is not { } tied) return null;
        var search = new Search(new(sink => new ModelInstance(revision, concurrent, sink, savesStates: true), tied.Abstraction, tied.Invariant));
        try
        {
            search.Run(limit);
            return search.Result(null);
        }
        catch (TieException e)
        {
            return search.Result(e.Message);
        }
    }

    private sealed class Search
    {
        private readonly ModelInstance model;
        private readonly Tie tie;
        private readonly StateSpace space;
        private readonly HashSet<string> seen = [];
        private readonly Queue<(long[] Cells, int[] At, long[] Memory)> open = [];
        private readonly List<long> codes = [];
        private char[] key = new char[256];

        public Search(Tie tie)
        {
            (this.tie, model) = (tie, tie.Model);
            StateCheck.Demand(model);
            space = new(model.Machine, default(Lookback).Horizon(model.Vif.Revision, model.Configuration.Vif));
        }

        public TieResult Result(string? error) => new(tie.Steps, tie.Made, error);

        public void Run(int limit)
        {
            Meet();
            var choices = new List<Choice>();
            while (open.TryDequeue(out var state))
            {
                space.Restore(state.Cells, state.At);
                if (!tie.Applies) continue;
                model.Choices(choices);
                for (int i = 0; i < choices.Count; i++)
                {
                    if (i > 0) space.Restore(state.Cells, state.At);
                    tie.Restore(state.Memory);
                    tie.Do(choices[i]);
                    if (!tie.IsBeyond) Meet(state.At);
                }
                if (seen.Count > limit) throw new TieException($"{model.Configuration} has more than {limit:N0} states");
            }
        }

        private void Meet(ReadOnlySpan<int> restored = default)
        {
            int[] at = new int[model.Clock];
            space.Read(codes, at, restored);
            long[] memory = tie.Save();
            int length = 0;
            foreach (long code in codes) Write(code, ref length);
            foreach (int place in at) Write(place, ref length);
            foreach (long number in memory) Write(number, ref length);
            if (seen.GetAlternateLookup<ReadOnlySpan<char>>().Add(key.AsSpan(0, length))) open.Enqueue(([.. codes], at, memory));
        }

        /// <summary>Adds a number to the key, by which states are known: most are small.</summary>
        private void Write(long number, ref int length)
        {
            if (length + 5 > key.Length) Array.Resize(ref key, key.Length * 2);
            if (number is >= 0 and < char.MaxValue)
            {
                key[length++] = (char)number;
                return;
            }
            key[length++] = char.MaxValue;
            for (int shift = 0; shift < 64; shift += 16) key[length++] = (char)(number >> shift);
        }
    }
}
