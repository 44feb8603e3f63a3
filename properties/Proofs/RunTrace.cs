using Netback.Properties.Proofs.Language;

namespace Netback.Properties.Proofs;

/// <summary>Tells a run that refutes a theorem: who does what, and what changes.</summary>
internal static class RunTrace
{
    public static IEnumerable<string> Lines(Theorem theorem, Run run)
    {
        yield return $"configured: {Values(theorem.Machine.Constants, run.First)}";
        yield return $"begins with: {Values(theorem.Machine.State, run.First)}";
        int width = Math.Max(4, run.Steps.Max(s => s.Step.Who.Length));
        for (int i = 0; i < run.Steps.Count; i++)
        {
            var (step, before, after) = run.Steps[i];
            string chosen = step.Choices.Count == 0 ? "" : $" ({Values(step.Choices, before)})";
            yield return $"{i + 1,3}  {step.Who.PadRight(width)}  {step.Words}{chosen}";
            var changed = theorem.Machine.State.Where(v => before[v] != after[v]).ToList();
            if (changed.Count > 0) yield return $"{new string(' ', width + 7)}-> {Values(changed, after)}";
        }
        yield return $"so it is not true that {theorem.Claim.Words}.";
    }

    private static string Values(IEnumerable<Variable> variables, Valuation state) =>
        string.Join(", ", variables.Select(v => $"{v.Name} {Shown(v, state)}"));

    // Places have their context's name in front; numbers are written as people write them.
    private static string Shown(Variable variable, Valuation state) =>
        variable.Sort == Sort.Whole ? $"{state[variable]}"
        : variable.Sort == Sort.Bool ? (state[variable].IsZero ? "no" : "yes")
        : variable.Sort.Show(state[variable]);
}
