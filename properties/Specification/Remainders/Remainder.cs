using Netback.Revisions;

namespace Netback.Properties.Specification.Remainders;

/// <summary>
/// What is left of a claim that revisions are known to violate: what they still keep. It is violated only by what the known reason does not explain, so that
/// another fault cannot hide behind the one that is known.
/// </summary>
/// <param name="Claim">The claim.</param>
/// <param name="Revisions">Those that violate it for one reason.</param>
/// <param name="Statement">What they keep, in a sentence.</param>
/// <param name="Monitor">Makes what watches a run for it.</param>
public sealed record Remainder(string Claim, IReadOnlyList<string> Revisions, string Statement, Func<MonitorContext, Monitor> Monitor)
{
    /// <returns>What is left of the claim where one context runs at a time: the claim with that in the place of its property, or null if nothing is known to be left. It wants
    /// no situations of its own.</returns>
    public static Claim? Of(Claim claim, Revision revision) => Of(RemainderList.OfScenarios, claim, revision);

    /// <returns>The same where contexts interleave.</returns>
    public static Claim? OfContexts(Claim claim, Revision revision) => Of(RemainderList.OfContexts, claim, revision);

    private static Claim? Of(IReadOnlyList<Remainder> list, Claim claim, Revision revision)
    {
        if (History.Nearest(revision)?.Name is not { } name || list.FirstOrDefault(r => r.Claim == claim.Name && r.Revisions.Contains(name)) is not { } found) return null;
        return claim with { Monitor = found.Monitor, Probes = default, IsRemainder = true };
    }
}
