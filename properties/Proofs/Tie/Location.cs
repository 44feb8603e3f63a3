namespace Netback.Properties.Proofs.Tie;

/// <summary>Where a context stands: the methods of the driver that it is in the middle of, and what it will do when it goes on.</summary>
/// <param name="context">The context.</param>
internal readonly struct Location(Context context)
{
    public Context Context => context;

    /// <summary>The point, in words, or null if it is idle.</summary>
    public string? What => context.What;

    /// <summary>Whether it is in the middle of a method, by its name.</summary>
    public bool IsIn(string method) => FrameOf(method) is not null;

    /// <summary>Whether that is what it will do next.</summary>
    public bool Will(AccessKind kind, Part subject) => context.Access == new Access(kind, subject);

    /// <summary>Whether it will do that next, to the word of that name.</summary>
    public bool Will(AccessKind kind, string word) => context.Access.Kind == kind && context.Access.Word?.Name == word;

    /// <summary>What a local variable of a method holds that it is in the middle of.</summary>
    /// <exception cref="TieException">There is no such method or variable there.</exception>
    public object? Local(string method, string name) =>
        FrameOf(method) is null ? throw new TieException($"{context.Name} is at \"{context.What}\", which is not in {method}")
        : TryLocal(method, name, out object? value) ? value
        : throw new TieException($"{context.Name} is at \"{context.What}\", and {method} has no {name} there");

    /// <summary>The same of a variable that may be of no use any more.</summary>
    /// <returns>Whether there is such a variable there.</returns>
    public bool TryLocal(string method, string name, out object? value)
    {
        value = null;
        if (FrameOf(method) is not { } frame) return false;
        object machine = frame.Boxed;
        foreach (var local in frame.Type.LocalsAt(frame.Type.StateOf(machine)))
        {
            if (local.Path[0].Name != name && !local.Path[0].Name.StartsWith($"<{name}>", StringComparison.Ordinal)) continue;
            value = local.Path[0].GetValue(machine);
            return true;
        }
        return false;
    }

    private Frame? FrameOf(string method)
    {
        for (var frame = context.Leaf; frame is not null; frame = frame.Parent)
            if (frame.Type.Method == method) return frame;
        return null;
    }
}
