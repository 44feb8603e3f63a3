using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary>Verdicts as they come in, whose witnesses are kept at once: so that a search that is interrupted has not been for nothing. Safe
/// to use from several threads.</summary>
/// <param name="folder">Gets the witnesses.</param>
internal sealed class KeptVerdicts(WitnessFolder folder)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Claim, string Revision), Verdict> kept = [];

    /// <summary>Why a witness could not be kept, or null.</summary>
    public InputException? Failure { get; private set; }

    /// <summary>What was found so far, in words.</summary>
    public string Found
    {
        get
        {
            lock (gate)
            {
                int violated = kept.Values.Count(v => v.Outcome == Outcome.Violated), other = kept.Values.Count(v => v.Differs);
                return $"{Changes.Count(kept.Count, "verdict")}, {Changes.Count(violated, "violation")}{(violated > 0 ? $" with witnesses below {folder.Path}" : "")}, "
                    + $"{other:N0} not as expected";
            }
        }
    }

    /// <summary>Keeps what a search has come to.</summary>
    public void Add(IReadOnlyList<Verdict> verdicts)
    {
        foreach (var verdict in verdicts) Keep(verdict);
    }

    /// <returns>The verdict with what the folder holds.</returns>
    public Verdict Keep(Verdict verdict)
    {
        var key = (verdict.Claim.Name, verdict.Revision.Name);
        lock (gate)
        {
            if (!kept.TryGetValue(key, out var known)) kept.Add(key, known = Guarded(verdict));
            return known;
        }
    }

    /// <summary>The same for what was found where contexts interleave, which comes last and once.</summary>
    public Verdict KeepInterleaved(Verdict verdict) => Guarded(verdict);

    private Verdict Guarded(Verdict verdict)
    {
        try
        {
            return folder.Keep(verdict);
        }
        catch (InputException e)
        {
            Failure ??= e;
            return verdict;
        }
    }
}
