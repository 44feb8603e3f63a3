using System.Text.RegularExpressions;
using Netback.Properties.Engines;
using Netback.Properties.Specification;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>Runs every engine on a revision of one's own, and says in what it differs from its base. The base is searched beside it, by the same
/// scenarios, so that less effort than usual makes no difference look like one.</summary>
internal sealed partial class Comparer
{
    private readonly OwnAssembly assembly;
    private readonly Revision revision, @base;
    private readonly Effort effort;
    private readonly WitnessFolder folder;
    private readonly Action<string, long> begins;
    private readonly Action stepDone;
    private readonly List<Difference> differences = [];
    private readonly List<string> searched = [];
    private int same;

    /// <param name="assembly">Where the revision is from.</param>
    /// <param name="revision">The revision.</param>
    /// <param name="effort">How much to search.</param>
    /// <param name="folder">Gets the witnesses.</param>
    /// <param name="begins">Told what is done next, and in how many steps.</param>
    /// <param name="stepDone">Called after each step, from any thread; throws to end the search.</param>
    public Comparer(OwnAssembly assembly, Revision revision, Effort effort, WitnessFolder folder, Action<string, long> begins, Action stepDone)
    {
        (this.assembly, this.revision, this.effort, this.folder, this.begins, this.stepDone) = (assembly, revision, effort, folder, begins, stepDone);
        @base = History.Nearest(revision)!;
    }

    /// <summary>What was found so far, in a sentence.</summary>
    public string Found => $"{differences.Count(d => d.Kind == Kind.Worse)} worse, {differences.Count(d => d.Kind == Kind.Better)} better";

    public Comparison Compare(Action<Action> whileSearching)
    {
        differences.AddRange(Marks.Moved(@base, revision));
        RunTests();
        IReadOnlyList<Verdict> verdicts = [];
        begins("searching", Verifier.CountCases([@base, revision], Catalogue.Claims, Budget));
        whileSearching(() => verdicts = Guarded(SearchScenarios));
        var alone = verdicts.Where(v => v.Revision == revision).ToDictionary(v => v.Claim.Name, v => v.Alone);
        if (effort.Schedules == 0) Leave("what contexts do to each other", "--schedules 0 leaves it out");
        else if (differences.Exists(d => d.Kind == Kind.Error)) Leave("what contexts do to each other", "the rule is in error with one context at a time already");
        else
        {
            begins("interleaving", InterleavedVerifier.CountSearches([revision], Catalogue.Claims, thorough: false));
            whileSearching(() => SearchInterleavings(alone));
        }
        // A search that ended in an error has taken what it has taken, and nothing follows from it.
        if (differences.Exists(d => d.Kind == Kind.Error)) return new(revision, @base, differences, searched, same);
        begins("proving", 0);
        var proofs = new ProofCarrier(@base, revision, stepDone);
        whileSearching(proofs.Carry);
        differences.AddRange(proofs.Differences);
        searched.AddRange(proofs.Words);
        differences.AddRange(Exercise.Of(assembly, revision, searchedInterleavings: effort.Schedules > 0));
        return new(revision, @base, differences, searched, same);
    }

    private Budget Budget => new(effort.Cases, null, effort.Seed) { ComparedWith = @base };

    private void Leave(string what, string why) => differences.Add(new(Kind.NotJudged, what, [why]));

    private void RunTests()
    {
        assembly.Coverage.Now = Searches.Tests;
        int passed = 0;
        foreach (var (name, run) in assembly.Tests)
        {
            try
            {
                run();
                passed++;
            }
            catch (Exception e)
            {
                // Of whatever kind: it is code of somebody else's, and what it throws is its result.
                differences.Add(new(Kind.Worse, $"test {name}", [e is CheckFailedException ? e.Message : Engines.SearchError.Words(e)]));
            }
        }
        if (passed > 0) searched.Add($"{passed:N0} of its tests passed");
    }

    /// <summary>What does not do the same twice cannot be shrunk, and ends the search.</summary>
    private IReadOnlyList<Verdict> Guarded(Func<IReadOnlyList<Verdict>> search)
    {
        try
        {
            return search();
        }
        catch (AggregateException e) when (e.Flatten().InnerExceptions is var all && !all.Any(x => x is OperationCanceledException or InputException))
        {
            differences.Add(new(Kind.Error, "scenarios", [$"the search ended in {Engines.SearchError.Words(all[0])}", "Does the rule do the same when it is run again?"]));
            return [];
        }
    }

    private IReadOnlyList<Verdict> SearchScenarios()
    {
        assembly.Coverage.Now = Searches.Scenarios;
        var verdicts = Verifier.Verify([@base, revision], Catalogue.Claims, Budget, stepDone);
        var of = verdicts.ToDictionary(v => (v.Claim.Name, v.Revision));
        foreach (var claim in Catalogue.Claims) Compare(of[(claim.Name, @base)], of[(claim.Name, revision)]);
        LeaveOutWhatFollows();
        var runs = verdicts.Where(v => v.Revision == revision && v.Cases > 0).DistinctBy(v => v.Claim.Environment.SearchedAs).ToList();
        searched.Add($"{runs.Sum(v => (long)v.Cases):N0} random scenarios in {runs.Count} environments, the same for {@base.Name}");
        return verdicts;
    }

    private void Compare(Verdict before, Verdict now)
    {
        string subject = now.Claim.Name;
        switch (before.Alone, now.Alone)
        {
            case (_, Outcome.Error):
                string file = Path.Combine(folder.Path, WitnessFolder.ErrorName(now));
                if (differences.Exists(d => d.Kind == Kind.Error && d.Words[0] == now.Error!.What)) return;
                folder.Keep(now);
                differences.Add(new(Kind.Error, $"scenarios, environment {now.Claim.Environment.SearchedAs.Name}", [now.Error!.What])
                {
                    File = now.Error.Scenario is null ? null : file, Steps = now.Error.Scenario?.Steps.Count ?? 0,
                });
                return;
            case (_, Outcome.DoesNotReplay):
                differences.Add(new(Kind.Error, subject, ["what was found does not replay: the rule depends on something that is not in the run"]));
                return;
            case (null or Outcome.DoesNotApply, null or Outcome.DoesNotApply):
                return;
            case (_, Outcome.Violated) when now.Apart is not null:
                Worse(before, now.Apart);
                return;
            case (Outcome.Violated, not Outcome.Violated):
                Better(before.Scenario!, now);
                return;
            case (not Outcome.ProbesMissed, Outcome.ProbesMissed):
                differences.Add(new(Kind.NotExercised, subject, [$"no scenario got to {string.Join(", ", now.Missed)}, so finding no violation means nothing"]));
                return;
        }
        same++;
        if (now.Alone == Outcome.Violated && Expected.Why(now.Claim, @base) is null)
            Leave(subject, $"{@base.Name} violates it by the same steps, which was not known: {now.Scenario!.Violation}");
        if (before.Reached is { } was && now.Reached is { } reached && was != reached && now.Alone == Outcome.Holds)
            differences.Add(new(Kind.Moved, subject, [$"largest value found: {Distance(was, now)} with {@base.Name}, {Distance(reached, now)} now"]));
    }

    /// <summary>What is better or worse in an environment is so in those that contain it: that is said there, and not again.</summary>
    private void LeaveOutWhatFollows()
    {
        foreach (var wide in differences.FindAll(d => d.Claim?.FollowsFrom.Count > 0))
        {
            int at = differences.FindIndex(d => d.Kind == wide.Kind && d.Claim is { } claim && d != wide && wide.Claim!.RestsOn(claim));
            if (at < 0) continue;
            differences.Remove(wide);
            differences[at] = differences[at] with { Also = [.. differences[at].Also, wide.Claim!.Environment.Name] };
        }
    }

    private static string Distance(long reached, Verdict verdict) => reached == 0 ? "the bound itself" : $"{-reached:N0} {verdict.Claim.Property.Unit} below the bound";

    private void Worse(Verdict before, ScenarioWitness witness)
    {
        folder.Keep(witness);
        var (kind, other) = before switch
        {
            { Alone: null or Outcome.DoesNotApply } => (Kind.Worse, $"does not apply to {@base.Name}"),
            { Scenario.Violation: { } known } => (SameWords(known, witness.Violation) ? Kind.ByOtherSteps : Kind.Worse, $"{@base.Name} violates it too, but not by these steps: {known}"),
            _ => (Kind.Worse, $"the same steps with {@base.Name}: nothing is violated"),
        };
        differences.Add(new(kind, witness.Claim.Name, [witness.Claim.Property.Statement, witness.Violation, other])
        {
            File = Path.Combine(folder.Path, witness.FileName), Steps = witness.Steps, Claim = witness.Claim,
        });
    }

    /// <summary>Whether two sentences differ in their numbers only: what is said of one fault is not said of another.</summary>
    private static bool SameWords(string one, string other) => Numbers().Replace(one, "") == Numbers().Replace(other, "");

    [GeneratedRegex(@"-?[\d,]+")]
    private static partial Regex Numbers();

    private void Better(ScenarioWitness before, Verdict now)
    {
        // It may not have come as far, for an assertion fires.
        if (Violates(before.Claim) || Violates(Catalogue.Find("NoDriverAssertion")!.HonestClaim!))
        {
            same++;
            return;
        }

        before = Shortest(before);
        folder.Keep(before);
        List<string> words = [before.Claim.Property.Statement, $"{@base.Name}: {before.Violation}; the same steps now: nothing is violated"];
        if (now.Alone == Outcome.ProbesMissed) words.Add($"but no scenario got to {string.Join(", ", now.Missed)}");
        differences.Add(new(now.Alone == Outcome.ProbesMissed ? Kind.NotExercised : Kind.Better, before.Claim.Name, words)
        {
            File = Path.Combine(folder.Path, before.FileName), Steps = before.Steps, Claim = before.Claim,
        });

        bool Violates(Claim claim) => (before with { Driver = revision, Claim = claim }).Replay() is not null;
    }

    /// <summary>The shortest witness of the base that is none of the revision.</summary>
    private ScenarioWitness Shortest(ScenarioWitness before)
    {
        var shorter = before with { Scenario = RandomEngine.ShrinkApart(@base, revision, before.Claim, before.Scenario) with { Name = before.Scenario.Name } };
        return shorter with { Violation = shorter.Replay()!.What };
    }

    private void SearchInterleavings(Dictionary<string, Outcome?> alone)
    {
        assembly.Coverage.Now = Searches.Interleavings;
        // By what it does and not by what is expected of its base: what is mended with one context at a time is looked at between contexts too.
        bool BreaksAlone(Claim claim, Revision r) => alone.GetValueOrDefault(claim.Name) == Outcome.Violated;
        var verdicts = InterleavedVerifier.Verify([revision], Catalogue.Claims, effort.Interleaved with { BreaksAlone = BreaksAlone }, Results.Searches.Unkept, stepDone);
        new InterleavingComparer(@base, revision, effort, folder, differences, stepDone).Compare(verdicts, ref same);
        var broken = Catalogue.Claims.Where(c => c.IsOfContexts && InterleavedVerifier.Covers(revision, c.Environment) && BreaksAlone(c, revision)).Select(c => c.Name).ToList();
        if (broken.Count > 0) Leave("contexts interleaved: " + string.Join(", ", broken), "violated with one context at a time already");
        searched.AddRange(InterleavingComparer.Searched(verdicts));
    }
}
