using Netback.Properties.Specification;
using Netback.Properties.Conformance;
using Netback.Properties.Engines;
using Netback.Properties.Evidence;
using Netback.Properties.Execution;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary>What one scenario makes one revision violate, of all that is claimed for hosts, guests and headroom like those in it.</summary>
/// <param name="Claims">What was judged.</param>
/// <param name="Violated">What is violated, in the order of the claims.</param>
internal sealed record Violations(IReadOnlyList<Claim> Claims, IReadOnlyList<ViolatedClaim> Violated)
{
    /// <summary>Carries the scenario out once, under the monitors of all claims.</summary>
    /// <exception cref="InputException">It would cost too much.</exception>
    public static Violations Of(Scenario scenario, Revision revision)
    {
        var claims = Counterfactual.ClaimsAbout(scenario, revision);
        var (run, watched) = new MonitorSet(revision, claims).Begin(scenario);
        var violated = new ViolatedClaim?[claims.Count];
        bool runs = run.Connect();
        Note(-1);
        for (int step = 0; runs && step < scenario.Steps.Count; step++)
        {
            try
            {
                runs = run.Apply(scenario.Steps[step]);
            }
            catch (Exception e) when (e is not (InputException or OperationCanceledException))
            {
                throw new InvalidOperationException($"step {step} of {InputException.Quote(scenario.Name)} on {revision.Name} ends in {SearchError.Words(e)}", e);
            }
            Note(step);
        }
        return new(claims, [.. violated.OfType<ViolatedClaim>()]);

        void Note(int step)
        {
            for (int i = 0; i < violated.Length; i++)
                if (violated[i] is null && watched.Monitors[i] is { Violation: { } what, ViolatedAtMs: var at }) violated[i] = new(claims[i], what, step, at);
        }
    }

    /// <summary>Says it in sentences.</summary>
    public void Write(Scenario scenario, TextWriter output)
    {
        if (Claims.Count == 0)
        {
            Wrap.Say(output, "No property is claimed for a host, guests and headroom like these together.");
            return;
        }
        string judged = $"{Changes.Count(Claims.Select(c => c.Property).Distinct().Count(), "property")} judged: {Claims[0].Environment.Summary}";
        if (Violated.Count == 0)
        {
            Wrap.Say(output, $"No property is violated ({judged}).");
            return;
        }
        Wrap.Say(output, $"VIOLATED ({judged}):");
        foreach (var violated in Violated)
        {
            string step = violated.Step < 0 ? StepWords.Connect : $"step {violated.Step}";
            output.WriteLine($"  {violated.Claim.Name} at {violated.AtMs:N0} ms ({step})");
            foreach (string line in Wrap.Lines([violated.What + "."], Cli.Width - 4)) output.WriteLine("    " + line);
        }
    }
}
