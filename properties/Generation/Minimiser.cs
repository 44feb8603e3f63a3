using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// Takes candidate after candidate of <see cref="Shrinker"/> that still fails. Unlike FsCheck, which stops after 5000 attempts, it does not start anew after each success,
/// but goes on at the same place of the same pass, and starts a new round only when all passes are through. Deterministic.
/// </summary>
public static class Minimiser
{
    /// <summary>Makes a failing scenario simpler, until no candidate fails any more or the tries are used up.</summary>
    /// <param name="s">A scenario that fails.</param>
    /// <param name="fails">Whether a scenario fails. Was true of exactly the scenario returned.</param>
    /// <param name="maxTries">Candidates to be tried at most.</param>
    /// <exception cref="ArgumentException">The scenario does not fail.</exception>
    public static Scenario Minimise(Scenario s, Func<Scenario, bool> fails, int maxTries)
    {
        if (!fails(s)) throw new ArgumentException("There is nothing to minimise: the scenario does not fail.", nameof(s));
        var search = new Search(fails, maxTries) { Best = s };
        while (search.Round()) { }
        return search.Best;
    }

    private sealed class Search(Func<Scenario, bool> fails, int maxTries)
    {
        private int triesLeft = maxTries;

        /// <summary>The candidate that became the best: its pass, and how many of that pass had been refused before it.</summary>
        private (int Pass, int Refused) last = (Shrinker.Passes.Count, 0);

        public required Scenario Best { get; set; }

        /// <returns>Whether it is worth while to go on.</returns>
        public bool Round()
        {
            var before = Best;
            for (int pass = 0; pass < Shrinker.Passes.Count; pass++)
            {
                // All that follows has been tried since the best was found, and did not fail.
                bool repeats = ReferenceEquals(Best, before) && pass == last.Pass;
                Exhaust(pass, repeats ? last.Refused : int.MaxValue);
                if (repeats && ReferenceEquals(Best, before)) return false;
            }
            return !ReferenceEquals(Best, before) && triesLeft > 0;
        }

        /// <summary>Takes what a pass has to give, without going back to candidates that did not fail before.</summary>
        /// <param name="pass">Number of the pass.</param>
        /// <param name="most">Candidates to look at, as long as none of them fails.</param>
        private void Exhaust(int pass, int most)
        {
            var candidates = Shrinker.Passes[pass];
            int refused = 0;
            for (int? tried = Next(candidates(Best).Take(most)); tried is not null; tried = Next(candidates(Best).Skip(refused)))
            {
                refused += tried.Value;
                last = (pass, refused);
            }
        }

        /// <summary>Takes the first candidate that fails.</summary>
        /// <returns>Candidates tried in vain before it, or null if none fails.</returns>
        private int? Next(IEnumerable<Scenario> candidates)
        {
            int inVain = 0;
            foreach (var candidate in candidates)
            {
                if (triesLeft-- <= 0) return null;
                if (fails(candidate))
                {
                    Best = candidate;
                    return inVain;
                }
                inVain++;
            }
            return null;
        }
    }
}
