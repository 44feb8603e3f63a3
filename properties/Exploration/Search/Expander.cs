using System.Runtime.CompilerServices;

namespace Netback.Properties.Exploration;

/// <summary>Finds what can follow a state, by the rules.</summary>
internal static class Expander
{
    /// <summary>A choice as a number: the actor and its act.</summary>
    public static ushort Pack(Choice choice) => (ushort)(choice.Actor << 8 | choice.Act);

    public static Choice Unpack(ushort packed) => new(packed >> 8, packed & 0xFF);

    /// <summary>Adds all that can follow a state to a batch.</summary>
    /// <returns>False if something that it takes has not been learned: then what was added is of no use.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Expand(RuleBook book, ReadOnlySpan<ulong> row, int state, Batch batch)
    {
        bool quiet = true, blocked = false;
        Violation[] violations = [];
        for (int c = 0; c < book.Actors; c++)
        {
            if (book.StandOf(row, c) is not { } stand) return false;
            quiet &= stand.Standing != Standing.Ready;
            blocked |= stand.Standing == Standing.Blocked;
            foreach (byte act in stand.Acts)
                if (!Follow(book, row, state, new(c, act), batch, ref violations)) return false;
        }
        if (blocked && Deadlocked(book, row, quiet)) batch.Violations.Add((Deadlocks.Property, state, -1));
        // Who waits in vain is not at rest.
        if (quiet && !blocked)
        {
            if (book.RestOf(row) is not { } rest) return false;
            batch.Rests++;
            foreach (var violation in rest.Violations) batch.Violations.Add((violation.Property, state, -1));
        }
        if (!book.MayTick(quiet)) return true;
        if (book.TickOf(row, quiet) is not { } tick) return false;
        return tick < 0 || Follow(book, row, state, new(book.Actors, tick), batch, ref violations);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Follow(RuleBook book, ReadOnlySpan<ulong> row, int state, Choice choice, Batch batch, ref Violation[] violations)
    {
        var to = batch.Next;
        if (book.Apply(row, choice, to, ref violations) == 0) return false;
        batch.Keep(Shard.Hash(to), state, Pack(choice));
        if (violations.Length == 0) return true;
        foreach (var violation in violations) batch.Violations.Add((violation.Property, state, Pack(choice)));
        violations = [];
        return true;
    }

    /// <summary>All that may happen next, in the order of <see cref="World.Choices"/>.</summary>
    /// <param name="book">The rules.</param>
    /// <param name="row">The state.</param>
    /// <param name="choices">Takes them.</param>
    /// <param name="quiet">Whether nobody could go on.</param>
    /// <param name="blocked">Whether somebody waits for another.</param>
    /// <returns>False if something that it takes has not been learned.</returns>
    public static bool Choices(RuleBook book, ReadOnlySpan<ulong> row, List<Choice> choices, out bool quiet, out bool blocked)
    {
        choices.Clear();
        (quiet, blocked) = (true, false);
        for (int c = 0; c < book.Actors; c++)
        {
            if (book.StandOf(row, c) is not { } stand) return false;
            quiet &= stand.Standing != Standing.Ready;
            blocked |= stand.Standing == Standing.Blocked;
            foreach (byte act in stand.Acts) choices.Add(new(c, act));
        }
        if (!book.MayTick(quiet)) return true;
        if (book.TickOf(row, quiet) is not { } tick) return false;
        if (tick >= 0) choices.Add(new(book.Actors, tick));
        return true;
    }

    /// <summary>Whether somebody waits in vain: nobody else could go on, or those waited for form a circle.</summary>
    public static bool Deadlocked(RuleBook book, ReadOnlySpan<ulong> row, bool quiet)
    {
        if (quiet) return true;
        for (int c = 0; c < book.Actors; c++)
        {
            int at = c, links = 0;
            while (at >= 0 && links <= book.Actors && book.StandOf(row, at) is { Standing: Standing.Blocked } stand) (at, links) = (stand.Holder, links + 1);
            if (links > book.Actors) return true;
        }
        return false;
    }
}
