using Netback.Properties.Specification.Remainders;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>Compares what was found where contexts interleave with what is known of the base.</summary>
internal sealed class InterleavingComparer(Revision @base, Revision revision, Effort effort, WitnessFolder folder, List<Difference> differences, Action stepDone)
{
    /// <summary>What a property is called where contexts interleave.</summary>
    public static string Subject(Verdict verdict) => $"{verdict.Claim.Name}, contexts interleaved";

    /// <summary>Compares; what the base is known to violate and the revision was not seen to is looked for in the base with the same effort.</summary>
    /// <param name="verdicts">Those of the revision.</param>
    /// <param name="same">Counts those that are the same.</param>
    public void Compare(IReadOnlyList<Verdict> verdicts, ref int same)
    {
        var mended = verdicts.Where(v => v.Interleaved is Outcome.Holds or Outcome.ProbesMissed && IsKnown(v)).Select(v => v.Claim).ToList();
        var found = mended.Count == 0 ? [] : InterleavedVerifier.Verify([@base], mended, effort.Interleaved, Results.Searches.Unkept, stepDone)
            .ToDictionary(v => v.Claim.Name);
        foreach (var verdict in verdicts)
        {
            if (verdict.Defect is not null || verdict.Interleaved is Outcome.DoesNotReplay or Outcome.Error) Fails(verdict);
            switch (verdict.Interleaved)
            {
                case var _ when verdict.Unknown is not null:
                    InAnotherWay(verdict, ref same);
                    break;
                case null or Outcome.DoesNotApply or Outcome.DoesNotReplay or Outcome.Error:
                    break;
                case Outcome.Violated when !IsKnown(verdict):
                    Worse(verdict, ref same);
                    break;
                case Outcome.Violated when OnlyHere(verdict.Schedule!):
                    folder.Keep(verdict.Schedule!);
                    Add(Kind.ByOtherSteps, verdict, verdict.Schedule!, verdict.Schedule!.What, $"the same schedule with {@base.Name}: nothing is violated");
                    break;
                case Outcome.Holds or Outcome.ProbesMissed when IsKnown(verdict):
                    Better(verdict, found[verdict.Claim.Name], ref same);
                    break;
                case Outcome.ProbesMissed:
                    differences.Add(new(Kind.NotExercised, Subject(verdict), [$"{string.Join(", ", verdict.Missed)} never happened, so finding no violation means nothing"]));
                    break;
                case Outcome.Holds when Expected.BreaksAlone(verdict.Claim, @base):
                    differences.Add(new(Kind.Better, Subject(verdict), [verdict.Claim.Property.Statement, $"{@base.Name} violates it with one context at a time already"]));
                    break;
                default:
                    same++;
                    break;
            }
        }
        foreach (var search in verdicts.SelectMany(v => v.Engines).Where(IsCut).DistinctBy(s => s.Of))
            differences.Add(new(Kind.NotJudged, $"the rest of configuration {search.Of}", [$"not explored exhaustively: cut off at {search.Count:N0} states, see --states"]));
    }

    /// <summary>What was searched, in words.</summary>
    public static IEnumerable<string> Searched(IReadOnlyList<Verdict> verdicts)
    {
        var all = verdicts.SelectMany(v => v.Engines.Select(e => (v.Claim.Environment.Name, Engine: e))).DistinctBy(s => (s.Name, s.Engine.Engine, s.Engine.Of)).Select(s => s.Engine).ToList();
        var explored = all.Where(s => s.Engine == InterleavedVerifier.Explore).DistinctBy(s => s.Of).ToList();
        yield return $"{explored.Sum(s => s.Count):N0} states of {explored.Count} configurations, {(explored.Exists(IsCut) ? $"{explored.Count(IsCut)} of them not to the end" : "all that there are")}";
        yield return $"{all.Where(s => s.Engine == InterleavedVerifier.Walk).Sum(s => s.Count):N0} walks, "
            + $"{all.Where(s => s.Engine == InterleavedVerifier.Coyote).DistinctBy(s => s.Of).Sum(s => s.Count):N0} schedules of real threads";
    }

    private static bool IsCut(EngineSearch search) => search is { Engine: InterleavedVerifier.Explore, Exhaustive: false, Count: > 0 };

    /// <summary>Whether the base is known to violate it where contexts interleave, and not with one at a time already.</summary>
    private bool IsKnown(Verdict verdict) => Expected.Interleaved(verdict.Claim, @base) == Outcome.Violated;

    /// <summary>Whether the base can follow a schedule to its end and violates nothing.</summary>
    private bool OnlyHere(Interleaving witness) =>
        (witness with { Driver = @base }).Follow() is { Violation: null } before && before.Steps.Steps.Count == witness.Steps;

    private void Fails(Verdict verdict)
    {
        string why = verdict.Defect ?? "no verdict";
        if (!differences.Exists(d => d.Kind == Kind.Error && d.Words[0] == why)) differences.Add(new(Kind.Error, "interleavings", [why]));
    }

    /// <summary>What is left of the property in the base is violated as well, or where the known violation cannot be: what the base does by the same schedule counts only if it is
    /// that.</summary>
    private void InAnotherWay(Verdict verdict, ref int same)
    {
        var witness = verdict.Schedule!;
        string left = Remainder.OfContexts(verdict.Claim, @base)?.ViolatedName ?? verdict.Claim.Property.Name;
        var before = (witness with { Driver = @base, Finding = witness.Finding with { Violation = witness.Finding.Violation with { Property = left } } }).Follow();
        if (before.Violation is { } too && before.Steps.Steps.Count == witness.Steps)
        {
            same++;
            differences.Add(new(Kind.NotJudged, Subject(verdict), [$"{@base.Name} violates it by the same schedule, in a way that was not known: {too.What}"]));
            return;
        }
        folder.Keep(witness);
        Add(Kind.Worse, verdict, witness, witness.What, $"{@base.Name} violates it too, but not in this way");
    }

    private void Worse(Verdict verdict, ref int same)
    {
        var witness = verdict.Schedule!;
        var before = (witness with { Driver = @base }).Follow();
        if (before.Violation is { } too && before.Steps.Steps.Count == witness.Steps)
        {
            same++;
            if (Expected.Why(verdict.Claim, @base) is null)
                differences.Add(new(Kind.NotJudged, Subject(verdict), [$"{@base.Name} violates it by the same schedule, which was not known: {too.What}"]));
            return;
        }
        folder.Keep(witness);
        Add(Kind.Worse, verdict, witness, witness.What,
            before.Violation is null ? $"the same schedule with {@base.Name}, as far as it fits: nothing is violated" : $"{@base.Name} violates it too, by another schedule");
    }

    private void Better(Verdict verdict, Verdict before, ref int same)
    {
        // With so little effort the base would have passed as well; or the revision violates it too, and its own search did not get there; or it gets no further, for an assertion fires.
        if (before.Schedule is not { } witness || Violates(witness.Finding.Violation.Property) || Violates("NoDriverAssertion"))
        {
            same++;
            return;
        }

        folder.Keep(witness);
        string words = $"{@base.Name}: {witness.What}; the same schedule now, as far as it fits: nothing is violated";
        if (verdict.Missed.Count == 0) Add(Kind.Better, verdict, witness, words);
        else Add(Kind.NotExercised, verdict, witness, words, $"but {string.Join(", ", verdict.Missed)} never happened");

        bool Violates(string property) => (witness with { Driver = revision, Finding = witness.Finding with { Violation = new(property, "") } }).Follow().Violation is not null;
    }

    private void Add(Kind kind, Verdict verdict, Interleaving witness, params ReadOnlySpan<string> words) =>
        differences.Add(new(kind, Subject(verdict), [verdict.Claim.Property.Statement, .. words])
        {
            File = Path.Combine(folder.Path, witness.FileName), Steps = witness.Steps,
        });
}
