using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <content>
/// Times and indices are part of a state up to a bound: what lies further back is taken to be like what lies there. That must not make a
/// difference. So a step that has read something at the bound is executed again with values further back. It must do the same, but
/// that its context may then hold another moment, index or number: from then on the one place stands for the other, and whatever is learned
/// of the first must be true of the second. Where it does make a difference, a search can begin anew and look further back (<see cref="Lookback"/>).
/// </content>
internal sealed partial class RuleBook
{
    /// <summary>How much further back, in ms or slots.</summary>
    private static readonly int[] FurtherBack = [1, 7, 1000];

    private readonly Dictionary<(int Context, int Place), List<int>> standIns = [];

    /// <param name="rule">What has been learned.</param>
    /// <param name="row">In which state.</param>
    /// <exception cref="TooNearException">It does make a difference.</exception>
    private void DemandTheSameFurtherBack(Rule rule, ReadOnlySpan<ulong> row)
    {
        LoadCodes(row);
        // A consumer that has passed the producer may be any number of slots ahead. NoRingOverrun has said so; what follows is no claim.
        rule.IsAfterOverrun = model.Vif.Queues.Any(q => codes[q.Shared.ReqProd.CellNumber] < 0);
        if (rule.IsAfterOverrun) return;
        int c = rule.Process;
        foreach (int by in FurtherBack)
        {
            LoadCodes(row);
            var further = new List<string>();
            var of = (Time: false, Rings: false);
            long[] moved = [.. codes];
            foreach (var column in rule.Reads)
            {
                int cell = column.Cell!.CellNumber;
                moved[cell] = space.Further(machine.Cells[cell], codes, by);
                if (moved[cell] == codes[cell]) continue;
                further.Add(column.Name);
                of = (of.Time | column.Cell.Codec.MovesWithTime, of.Rings | column.Cell.Codec.MovesWithRing);
            }
            for (int i = 0; i < moved.Length; i++) codes[i] = moved[i];
            if (c < processes && space.Further(at[c], by) is var place && place != at[c])
            {
                further.Add($"a local of {model.Processes[c].Name}");
                var (time, rings) = space.Differences(at[c], place);
                of = (of.Time | time, of.Rings | rings);
                at[c] = place;
            }
            if (further.Count == 0) break;
            DemandTheSame(rule, string.Join(" and ", further), by, of);
        }
        if (c == processes || !standIns.TryGetValue((c, rule.From), out var others)) return;
        for (int i = 0; i < others.Count; i++) DemandTheSame(rule, others[i]);
    }

    private void DemandTheSame(Rule rule, int place)
    {
        string what = $"a local of {model.Processes[rule.Process].Name}";
        Imagine(rule);
        at[rule.Process] = place;
        DemandTheSame(rule, what, 0, space.Differences(rule.From, place));
        // What was read there may have been as far back as a state can tell.
        foreach (int by in FurtherBack)
        {
            if (space.Further(place, by) is var further && further == place) break;
            Imagine(rule);
            at[rule.Process] = further;
            DemandTheSame(rule, what, by, space.Differences(rule.From, further));
        }
    }

    /// <summary>A state in which the rule can be used. What it does not read is as it was at first.</summary>
    private void Imagine(Rule rule)
    {
        codes.Clear();
        foreach (var column in cells) codes.Add(column.Values[0]);
        for (int c = 0; c < processes; c++) at[c] = (int)places[c].Values[0];
        for (int i = 0; i < rule.Reads.Length; i++) codes[rule.Reads[i].Cell!.CellNumber] = rule.Reads[i].Values[rule.When[i]];
        if (rule.Process < processes) at[rule.Process] = rule.From;
    }

    private void DemandTheSame(Rule rule, string what, int by, (bool Time, bool Rings) of)
    {
        int c = rule.Process;
        space.Restore(CollectionsMarshal.AsSpan(codes), at);
        Violation[] violations = [];
        var outcome = Execute(new(c, rule.Action), ref violations);
        if (!outcome.IsLike(rule.Outcome) || (c < processes && !space.AreAlike(outcome.Place, rule.Outcome.Place)))
            throw new TooNearException($"{(c == processes ? TestBench.Clock : model.Processes[c].Name)} does something else when {what} lies "
                + $"{(by == 0 ? "" : $"{by:N0} ms or slots ")}further back than the search tells states apart.", of.Time, of.Rings);
        if (c < processes) StandsFor(c, rule.Outcome.Place, outcome.Place);
    }

    private void StandsFor(int context, int place, int other)
    {
        if (place == other) return;
        if (!standIns.TryGetValue((context, place), out var others)) standIns.Add((context, place), others = []);
        if (others.Contains(other)) return;
        others.Add(other);
        for (int i = 0; i < rules.Count; i++)
            if (rules[i].Process == context && rules[i].From == place && !rules[i].IsAfterOverrun) DemandTheSame(rules[i], other);
        int number = places[context].NumberOf(place);
        for (int shift = 0; shift < moved[context].Count; shift++)
            if (number < moved[context][shift].Length && moved[context][shift][number] is >= 0 and var to) MovesOn(context, (int)places[context].Values[to], other, shift);
    }

    /// <summary>Others have made a step: what stands for another then does so still.</summary>
    private void MoveOn(int context, int place, int to, int shift)
    {
        if (!standIns.TryGetValue((context, place), out var others)) return;
        for (int i = 0; i < others.Count; i++) MovesOn(context, to, others[i], shift);
    }

    private void MovesOn(int context, int to, int other, int shift) => StandsFor(context, to, space.Shifted(other, shifts[shift]));
}
