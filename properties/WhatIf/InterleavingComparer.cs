using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>Compares what was found between contexts with what is known of the base.</summary>
internal sealed class InterleavingComparer(Revision @base, Revision revision, Effort effort, WitnessFolder folder, List<Difference> differences, Action stepDone)
{
    /// <summary>Compares; what the base is known to violate and the revision was not seen to is looked for in the base with the same effort.</summary>
    /// <param name="verdicts">Those of the revision.</param>
    /// <param name="same">Counts those that are the same.</param>
    public void Compare(IReadOnlyList<InterleavingVerdict> verdicts, ref int same)
    {
        var mended = verdicts.Where(v => v.Outcome is Outcome.Holds or Outcome.ProbesMissed && ExpectedInterleavings.Why(v.Clause, @base) is not null).ToList();
        var found = mended.Count == 0 ? [] : InterleavingVerifier.Verify([@base], [.. mended.Select(v => v.Clause)], effort.Schedules, effort.Seed, stepDone, effort.States)
            .ToDictionary(v => v.Clause.Title);
        foreach (var verdict in verdicts)
        {
            var known = ExpectedInterleavings.Why(verdict.Clause, @base);
            switch (verdict.Outcome)
            {
                case Outcome.DoesNotApply:
                    break;
                case Outcome.DoesNotReplay or Outcome.Error:
                    Fails(verdict);
                    break;
                case Outcome.Violated when known is null:
                    Worse(verdict, ref same);
                    break;
                case Outcome.Holds or Outcome.ProbesMissed when known is not null:
                    Better(verdict, found[verdict.Clause.Title], ref same);
                    break;
                case Outcome.ProbesMissed:
                    differences.Add(new(Kind.NotExercised, verdict.Clause.Title,
                        [$"{string.Join(", ", verdict.Missed)} never happened, so that it says nothing that nothing was found"]));
                    break;
                case Outcome.Holds when verdict.Clause.BreaksAlone(@base):
                    differences.Add(new(Kind.Better, verdict.Clause.Title, [verdict.Clause.Statement, $"{@base.Name} violates it with one context at a time already"]));
                    break;
                default:
                    same++;
                    break;
            }
        }
        foreach (var search in verdicts.SelectMany(v => v.Engines).Where(IsCut).DistinctBy(s => s.Of))
            differences.Add(new(Kind.NotJudged, $"the rest of configuration {search.Of}", [$"not visited to its end: {search.Count:N0} states, see --states"]));
    }

    /// <summary>What was searched, in words.</summary>
    public static IEnumerable<string> Searched(IReadOnlyList<InterleavingVerdict> verdicts)
    {
        var all = verdicts.SelectMany(v => v.Engines).DistinctBy(s => (s.Engine, s.Of)).ToList();
        var explored = all.Where(s => s.Engine == InterleavingVerifier.Explore).ToList();
        yield return $"{explored.Sum(s => s.Count):N0} states of {explored.Count} configurations, {(explored.Exists(IsCut) ? $"{explored.Count(IsCut)} of them not to the end" : "all that there are")}";
        yield return $"{all.Where(s => s.Engine == InterleavingVerifier.Walk).Sum(s => s.Count):N0} walks, "
            + $"{all.Where(s => s.Engine == InterleavingVerifier.Coyote).Sum(s => s.Count):N0} schedules of real threads";
    }

    private static bool IsCut(EngineSearch search) => search is { Engine: InterleavingVerifier.Explore, Exhaustive: false, Count: > 0 };

    private void Fails(InterleavingVerdict verdict)
    {
        string why = verdict.Defect ?? "no verdict";
        if (!differences.Exists(d => d.Kind == Kind.Error && d.Words[0] == why)) differences.Add(new(Kind.Error, "interleavings", [why]));
    }

    private void Worse(InterleavingVerdict verdict, ref int same)
    {
        var witness = verdict.Witness!;
        var before = (witness with { Driver = @base }).Follow();
        if (before.Breach is { } too && before.Steps.Steps.Count == witness.Finding.Schedule.Steps.Count)
        {
            same++;
            differences.Add(new(Kind.NotJudged, verdict.Clause.Title, [$"{@base.Name} violates it by the same schedule, which its own search did not find: {too.What}"]));
            return;
        }
        folder.Keep(witness);
        differences.Add(new(Kind.Worse, verdict.Clause.Title, [verdict.Clause.Statement, witness.Finding.Breach.What,
            before.Breach is null ? $"the same schedule with {@base.Name}, as far as it fits: nothing is violated" : $"{@base.Name} can be brought to it too, by another way"])
        {
            File = Path.Combine(folder.Path, witness.FileName), Steps = witness.Finding.Schedule.Steps.Count,
        });
    }

    private void Better(InterleavingVerdict verdict, InterleavingVerdict before, ref int same)
    {
        if (before.Witness is not { } witness)
        {
            // With so little effort the base would have passed as well.
            same++;
            return;
        }
        if ((witness with { Driver = revision }).Follow().Breach is not null)
        {
            same++;
            return;
        }
        folder.Keep(witness);
        List<string> words = [verdict.Clause.Statement, $"{@base.Name}: {witness.Finding.Breach.What}; the same schedule now, as far as it fits: nothing is violated"];
        if (verdict.Missed.Count > 0) words.Add($"but {string.Join(", ", verdict.Missed)} never happened");
        differences.Add(new(verdict.Missed.Count > 0 ? Kind.NotExercised : Kind.Better, verdict.Clause.Title, words)
        {
            File = Path.Combine(folder.Path, witness.FileName), Steps = witness.Finding.Schedule.Steps.Count,
        });
    }
}
