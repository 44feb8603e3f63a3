using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// Changes in two places at once, for scenarios that no change in one makes simpler: time that is spread over several steps, or
/// slots posted for packets that the failure could do without. Pairs are looked at in short scripts only, as there are so many.
/// </summary>
internal static class PairShrinker
{
    private const int LongestScript = 40;

    /// <summary>Two steps of the same kind become one, in the place and with the packets of the one or the other.</summary>
    public static IEnumerable<Scenario> Merged(Scenario s)
    {
        foreach (var (i, j) in s.Steps.Count > LongestScript ? Neighbours(s.Steps) : Pairs(s.Steps.Count))
        {
            var (a, b) = (s.Steps[i], s.Steps[j]);
            if (a.Do != b.Do || a.Queue != b.Queue) continue;
            if (a.Do is not (StepKind.Xmit or StepKind.Post or StepKind.Consume or StepKind.Advance or StepKind.Lag)) continue;
            yield return s with { Steps = Without(s, j, i, a with { Count = a.Count + b.Count, Amount = a.Amount + b.Amount }) };
            yield return s with { Steps = Without(s, i, j, b with { Count = a.Count + b.Count, Amount = a.Amount + b.Amount }) };
        }
    }

    /// <summary>Packets go, all of a step or all but one, and the slots that they took are not posted.</summary>
    public static IEnumerable<Scenario> WithoutTheirSlots(Scenario s)
    {
        foreach (var (i, j) in Pairs(s.Steps.Count))
        {
            var (post, xmit) = (s.Steps[i], s.Steps[j]);
            if (post.Do != StepKind.Post || xmit.Do != StepKind.Xmit || post.Queue != xmit.Queue) continue;
            int slots = s.Vif.SlotsOf(xmit.Packet);
            if (xmit.Gso && xmit.Length <= s.Vif.Mtu + Parameters.EthernetHeader)
            {
                Step[] plain = [.. s.Steps];
                (plain[i], plain[j]) = (Fewer(post, xmit.Count), xmit with { Gso = false });
                yield return s with { Steps = plain };
            }
            yield return s with { Steps = Without(s, j, i, Fewer(post, (long)slots * xmit.Count)) };
            if (xmit.Count == 1) continue;
            Step[] steps = [.. s.Steps];
            (steps[i], steps[j]) = (Fewer(post, (long)slots * (xmit.Count - 1)), xmit with { Count = 1 });
            yield return s with { Steps = steps };
        }
    }

    /// <summary>A step goes in which time passes, alone or with one beside it, and the stall timeout is so much shorter.</summary>
    public static IEnumerable<Scenario> WithoutTheirTime(Scenario s)
    {
        for (int i = 0; i < s.Steps.Count; i++)
        {
            if (s.Steps[i] is not { Do: StepKind.Advance or StepKind.Lag, Amount: > 0 and var ms }) continue;
            if (ms > s.Vif.StallTimeoutMs) continue;
            var vif = s.Vif with { StallTimeoutMs = s.Vif.StallTimeoutMs - ms };
            for (int first = Math.Max(0, i - 1); first <= i; first++)
            {
                yield return s with { Vif = vif, Steps = [.. s.Steps.Take(first), .. s.Steps.Skip(i + 1)] };
                yield return s with { Vif = vif, Steps = [.. s.Steps.Take(first), .. s.Steps.Skip(i + 2)] };
            }
        }
    }

    /// <summary>Two steps go, such as a cause and what it needs.</summary>
    public static IEnumerable<Scenario> Removed(Scenario s) => Pairs(s.Steps.Count)
        .Select(pair => s with { Steps = [.. s.Steps.Where((_, i) => i != pair.First && i != pair.Second)] });

    private static IEnumerable<(int First, int Second)> Pairs(int steps)
    {
        if (steps > LongestScript) yield break;
        for (int second = steps - 1; second > 0; second--)
            for (int first = second - 1; first >= 0; first--)
                yield return (first, second);
    }

    /// <summary>Each step and the next one of its kind and queue: few, however long the script.</summary>
    private static IEnumerable<(int First, int Second)> Neighbours(IReadOnlyList<Step> steps)
    {
        var last = new Dictionary<(StepKind, int), int>();
        for (int i = 0; i < steps.Count; i++)
        {
            var kind = (steps[i].Do, steps[i].Queue);
            if (last.TryGetValue(kind, out int before)) yield return (before, i);
            last[kind] = i;
        }
    }

    private static Step Fewer(Step post, long slots) => post with { Count = (int)Math.Max(0, post.Count - slots) };

    private static Step[] Without(Scenario s, int gone, int changed, Step step) =>
        [.. s.Steps.Select((present, i) => i == changed ? step : present).Where((_, i) => i != gone)];
}
