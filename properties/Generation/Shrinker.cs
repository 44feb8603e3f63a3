using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// Candidates that are simpler than a scenario, each valid if the scenario is, and each below it in <see cref="Complexity"/>.
/// The environment stay: the host's stack, and whether there is XDP headroom.
/// </summary>
public static class Shrinker
{
    /// <summary>
    /// The kinds of change, in the order in which they pay. Pairs of steps mostly come last, as they are many: FsCheck, which
    /// shrinks in the tests, starts anew after each success and gives up after 5000 attempts.
    /// </summary>
    public static IReadOnlyList<Func<Scenario, IEnumerable<Scenario>>> Passes { get; } =
    [
        .. new[] { 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1 }
            .Select(size => (Func<Scenario, IEnumerable<Scenario>>)(s => WithoutChunks(s, size))),
        InterfaceShrinker.WithoutQueues,
        s => WithSteps(s, StepShrinker.Simplest),
        PairShrinker.Merged,
        s => WithSteps(s, StepShrinker.Smaller),
        InterfaceShrinker.Smaller,
        PairShrinker.WithoutTheirSlots,
        PairShrinker.WithoutTheirTime,
        PairShrinker.Removed,
    ];

    /// <summary>All candidates, made as they are asked for.</summary>
    public static IEnumerable<Scenario> Shrink(Scenario s) => Passes.SelectMany(pass => pass(s));

    /// <summary>Chunks of that many steps go, the last one first; the first chunk takes the rest.</summary>
    private static IEnumerable<Scenario> WithoutChunks(Scenario s, int size)
    {
        if (size > s.Steps.Count) yield break;
        for (int end = s.Steps.Count; end > 0; end -= size)
        {
            int start = Math.Max(0, end - size);
            yield return s with { Steps = [.. s.Steps.Take(start), .. s.Steps.Skip(end)] };
        }
    }

    /// <summary>Single steps change into what <paramref name="candidates"/> makes of them, so far as that is simpler.</summary>
    private static IEnumerable<Scenario> WithSteps(Scenario s, Func<Step, Scenario, IEnumerable<Step>> candidates)
    {
        for (int i = 0; i < s.Steps.Count; i++)
        {
            var present = Complexity.Of(s.Steps[i], s.StartIndex);
            foreach (var step in candidates(s.Steps[i], s))
            {
                if (Complexity.Of(step, s.StartIndex) >= present) continue;
                Step[] steps = [.. s.Steps];
                steps[i] = step;
                yield return s with { Steps = steps };
            }
        }
    }
}
