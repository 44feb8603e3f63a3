using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Proofs.Tie;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>
/// Which theorems about the base are theorems about a revision of one's own: those about machines that the revision is still tied to, step by
/// step. The machines know nothing of the changed rule: what solvers say about them does not depend on it (<c>netback prove</c> asks them), and
/// where the tie breaks, or there is none, a proof says nothing any more.
/// </summary>
internal sealed class ProofCarrier(Revision @base, Revision revision, Action stepDone)
{
    private readonly List<Difference> differences = [];
    private readonly List<string> words = [];

    public IReadOnlyList<Difference> Differences => differences;

    /// <summary>What was proved, a sentence each.</summary>
    public IReadOnlyList<string> Words => words;

    public void Carry()
    {
        var proved = Instance.Of(TheoremList.All, [@base]).Where(i => ExpectedOutcomes.Of(i.Statement.Name, @base) == Proofs.Outcome.Proved).ToList();
        if (proved.Count == 0) return;
        int tied = 0, carried = 0;
        var loose = new List<string>();
        foreach (var about in proved.GroupBy(i => i.Theorem.Machine.Name))
        {
            var tie = Tie(about.Key);
            stepDone();
            string theorems = "theorems " + string.Join(", ", about.Select(i => i.Statement.Name));
            if (tie is null) loose.AddRange(about.Select(i => i.Statement.Name));
            else if (tie.Error is { } error) differences.Add(new(Kind.NotJudged, theorems, [$"proved for {@base.Name}, but not for this revision, which does something that their machine {about.Key} cannot do: {error}"]));
            else
            {
                tied += tie.Steps;
                carried += about.Count();
            }
        }
        if (loose.Count > 0) differences.Add(new(Kind.NotJudged, "theorems " + string.Join(", ", loose), ["nothing ties a driver to the machines that they are about"]));
        if (carried > 0) words.Add($"{carried} theorems about {@base.Name} apply to this revision too: {tied:N0} of its steps agree with their machines");
    }

    private TieResult? Tie(string machine)
    {
        try
        {
            return TieWalk.Machines.Contains(machine) ? TieWalk.Of(revision, machine, TieWalk.DefaultWalks, TieWalk.DefaultSteps, TieWalk.DefaultSeed) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(0, new Dictionary<string, int>(), $"a walk ended in {Engines.SearchError.Words(e)}");
        }
    }
}
