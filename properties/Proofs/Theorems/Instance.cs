using System.Runtime.CompilerServices;
using Netback.Revisions;

namespace Netback.Properties.Proofs.Theorems;

/// <summary>A theorem for those revisions in which it is the same, to the letter.</summary>
/// <param name="Statement">What it says.</param>
/// <param name="Revisions">Of which, in the order of history.</param>
/// <param name="Theorem">The theorem.</param>
/// <param name="Obligation">What solvers have to show.</param>
public sealed record Instance(Statement Statement, IReadOnlyList<Revision> Revisions, Theorem Theorem, Obligation Obligation)
{
    /// <summary>Made once: what solvers have to show is a long text for each theorem and revision, and nothing that could change.</summary>
    private static readonly ConditionalWeakTable<Statement, IReadOnlyList<Instance>> Made = [];

    /// <summary>Path of its file below a folder of obligations, with slashes.</summary>
    public string File => $"{Statement.Name}/{Revisions[0].Name}.smt2";

    /// <summary>The revisions in a few words.</summary>
    public string RevisionWords => Revisions.Count == 1 ? Revisions[0].Name
        : IsARun ? $"{Revisions[0].Name} to {Revisions[^1].Name}" : string.Join(", ", Revisions.Select(r => r.Name));

    private bool IsARun => History.All.SkipWhile(r => r != Revisions[0]).Take(Revisions.Count).SequenceEqual(Revisions);

    /// <summary>All instances of some theorems.</summary>
    /// <param name="statements">The theorems.</param>
    /// <param name="revisions">Those that are asked for. The file of an instance is called after the first revision of history that it is about.</param>
    public static IReadOnlyList<Instance> Of(IEnumerable<Statement> statements, IReadOnlyCollection<Revision> revisions) =>
    [
        .. from statement in statements
           from instance in Made.GetValue(statement, static s => [.. Of(s)])
           where instance.Revisions.Any(revisions.Contains)
           select instance,
    ];

    private static IEnumerable<Instance> Of(Statement statement) =>
        from revision in History.All
        where ExpectedOutcomes.Knows(revision)
        let theorem = statement.For(revision)
        where theorem is not null
        let obligation = Prover.ObligationOf(theorem)
        group (revision, theorem, obligation) by obligation.Text into same
        select new Instance(statement, [.. same.Select(s => s.revision)], same.First().theorem, same.First().obligation);
}
