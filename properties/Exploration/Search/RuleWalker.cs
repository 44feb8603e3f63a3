using Netback.Revisions;

namespace Netback.Properties.Exploration;

/// <summary>
/// Random schedules of one concurrent scenario by rules: each step of the driver is executed once, and each state that walks come to is looked at once, however
/// often they come by. A walk makes the same choices as <see cref="Walk.Go"/>; where it violates something, that has the last word.
/// </summary>
/// <param name="revision">The driver.</param>
/// <param name="concurrent">What host, guests and clock do; none that was made of a scenario.</param>
/// <exception cref="NotSupportedException">Something can change that is not in a cell.</exception>
internal sealed class RuleWalker(Revision revision, ConcurrentScenario concurrent)
{
    /// <summary>States that are kept; after that it begins anew.</summary>
    private const int MostStates = 1 << 18;

    // Point by point: what steps could be made together is no matter of chance.
    private readonly RuleBook book = new(revision, concurrent.Configuration with { Reduced = false }, concurrent);
    private readonly List<Node> nodes = [];
    private Shard states = new(1);
    private int layout = -1;

    /// <param name="walk">A walk through the concurrent scenario.</param>
    /// <param name="properties">Only these count, or any if null.</param>
    /// <exception cref="UnsoundSearchException">The driver does something else than the rules say.</exception>
    /// <exception cref="NotSupportedException">A state cannot be saved.</exception>
    public WalkResult Go(Walk walk, IReadOnlyList<string>? properties)
    {
        var chooser = new Walk.Chooser(walk, book.Processes + 1);
        var node = nodes.Count > 0 ? nodes[0] : NodeOf(book.Initial);
        int steps = 0;
        for (; steps < Walk.MaxSteps && node.Choices.Count > 0; steps++)
        {
            int chosen = chooser.Next(node.Choices, steps);
            if (node.Choices[chosen].Process == book.Processes && Counts(node.AtRest, properties)) return OnTheDriver(walk, properties, steps);
            var (next, violations) = node.Next[chosen].Node is null ? Follow(node, chosen) : node.Next[chosen];
            if (violations.Length > 0 && Counts(violations, properties)) return OnTheDriver(walk, properties, steps + 1);
            node = next!;
        }
        return Counts(node.AtRest, properties) ? OnTheDriver(walk, properties, steps) : new(null, steps, null) { IsCutShort = steps == Walk.MaxSteps };
    }

    private (Node? Node, Violation[] Violations) Follow(Node node, int chosen)
    {
        ulong[] row = states[node.Number].ToArray(), to = new ulong[book.Words];
        Violation[] violations = [];
        while (book.Apply(row, node.Choices[chosen], to, ref violations) == 0)
        {
            book.Learn(ref row);
            to = new ulong[book.Words];
        }
        return node.Next[chosen] = (NodeOf(to), violations);
    }

    private Node NodeOf(ulong[] row)
    {
        var choices = new List<Choice>();
        bool quiet, blocked;
        Rest? rest = null;
        while (!Expander.Choices(book, row, choices, out quiet, out blocked) || (quiet && (rest = book.RestOf(row)) is null)) book.Learn(ref row);
        if (layout != book.Layout || nodes.Count == MostStates)
        {
            nodes.Clear();
            (states, layout) = (new(book.Words), book.Layout);
            // The first is where walks begin.
            if (!row.AsSpan().SequenceEqual(book.Initial)) NodeOf(book.Initial);
        }
        var (number, isNew) = states.Add(row, Shard.Hash(row), -1, 0);
        if (!isNew) return nodes[number];
        // As everywhere, who waits in vain is not at rest.
        Violation[] atRest = blocked && Expander.Deadlocked(book, row, quiet) ? [new(Deadlocks.Property, "")] : quiet ? rest!.Violations : [];
        var node = new Node(number, choices, atRest);
        nodes.Add(node);
        return node;
    }

    private static bool Counts(Violation[] violations, IReadOnlyList<string>? properties)
    {
        foreach (var violation in violations)
            if (properties is null || properties.Contains(violation.Property)) return true;
        return false;
    }

    private static WalkResult OnTheDriver(Walk walk, IReadOnlyList<string>? properties, int steps)
    {
        var result = walk.Go(properties: properties);
        return result.Violation is not null && result.Steps == steps ? result
            : throw new UnsoundSearchException($"By the rules a walk violates something in step {steps}; the driver itself {(result.Violation is null ? "violates nothing" : $"does so in step {result.Steps}")}.");
    }

    /// <summary>A state that walks have come to.</summary>
    private sealed class Node(int number, List<Choice> choices, Violation[] atRest)
    {
        public int Number => number;
        public List<Choice> Choices => choices;

        /// <summary>What is violated there if nobody goes on but the clock.</summary>
        public Violation[] AtRest => atRest;

        /// <summary>Where each choice leads, once a walk has made it, and what it violates.</summary>
        public (Node? Node, Violation[] Violations)[] Next { get; } = new (Node?, Violation[])[choices.Count];
    }
}
