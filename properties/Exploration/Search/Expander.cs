using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Netback.Properties.Exploration;

/// <summary>Finds what can follow a state, by the rules.</summary>
internal static class Expander
{
    /// <summary>A choice as a number: the process and its action.</summary>
    public static ushort Pack(Choice choice) => (ushort)(choice.Process << 8 | choice.Action);

    public static Choice Unpack(ushort packed) => new(packed >> 8, packed & 0xFF);

    /// <summary>Adds all that can follow a state to a batch.</summary>
    /// <returns>False if something that it takes has not been learned: then nothing is added.</returns>
    public static bool Expand(RuleBook book, ReadOnlySpan<ulong> row, int state, Batch batch)
    {
        var mark = batch.Mark;
        if (ExpandByTable(book, row, state, batch)) return true;
        batch.Return(mark);
        // The table does not know yet what has been learned since it was made.
        if (ExpandByTrees(book, row, state, batch))
        {
            batch.Slow++;
            return true;
        }
        batch.Return(mark);
        return false;
    }

    // Optimised at once: most of a search is over before the runtime would find out that it pays.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool ExpandByTable(RuleBook book, ReadOnlySpan<ulong> row, int state, Batch batch)
    {
        bool quiet = true, blocked = false;
        var table = book.Table;
        ref ulong words = ref MemoryMarshal.GetReference(row);
        for (int c = 0; c < book.Processes; c++)
        {
            if (!table.TryEnabled(ref words, c, out var enabled)) return false;
            quiet &= enabled.Status != ContextStatus.Ready;
            blocked |= enabled.Status == ContextStatus.Blocked;
            for (int i = 0; i < enabled.Count; i++)
                if (!Follow(book, table, enabled.Entry(i), row, state, Pack(new(c, enabled.Action(i))), batch)) return false;
        }
        if (!Judge(book, row, state, quiet, blocked, batch, out int tick)) return false;
        return tick < 0 || Follow(book, table, table.Tick(tick), row, state, Pack(new(book.Processes, tick)), batch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Follow(RuleBook book, RuleTable table, int entry, ReadOnlySpan<ulong> row, int state, ushort choice, Batch batch)
    {
        var to = batch.Next;
        if (!table.TryMake(entry, ref MemoryMarshal.GetReference(row), to, out var chain)) return false;
        if (chain is not null && !Finish(book, chain, row, to, state, choice, batch)) return false;
        batch.Keep(Shard.Hash(to), state, choice);
        return true;
    }

    private static bool ExpandByTrees(RuleBook book, ReadOnlySpan<ulong> row, int state, Batch batch)
    {
        bool quiet = true, blocked = false;
        for (int c = 0; c < book.Processes; c++)
        {
            if (book.EnabledIn(row, c) is not { } enabled) return false;
            quiet &= enabled.Status != ContextStatus.Ready;
            blocked |= enabled.Status == ContextStatus.Blocked;
            foreach (byte action in enabled.Actions)
                if (!Follow(book, row, state, new(c, action), batch)) return false;
        }
        return Judge(book, row, state, quiet, blocked, batch, out int tick) && (tick < 0 || Follow(book, row, state, new(book.Processes, tick), batch));
    }

    /// <summary>What a state violates by itself, and how time moves on in it.</summary>
    /// <returns>False if something has not been learned.</returns>
    private static bool Judge(RuleBook book, ReadOnlySpan<ulong> row, int state, bool quiet, bool blocked, Batch batch, out int tick)
    {
        tick = -1;
        if (blocked && Deadlocked(book, row, quiet)) batch.Violations.Add((Deadlocks.Property, state, -1));
        // Who waits in vain is not at rest.
        if (quiet && !blocked)
        {
            if (book.RestOf(row) is not { } rest) return false;
            batch.Rests++;
            foreach (var violation in rest.Violations) batch.Violations.Add((violation.Property, state, -1));
        }
        if (!book.MayTick(quiet)) return true;
        if (book.TickOf(row, quiet) is not { } next) return false;
        tick = next;
        return true;
    }

    private static bool Follow(RuleBook book, ReadOnlySpan<ulong> row, int state, Choice choice, Batch batch)
    {
        var to = batch.Next;
        if (book.ChainOf(row, choice) is not { } chain) return false;
        chain.Write(row, to);
        if (!Finish(book, chain, row, to, state, Pack(choice), batch)) return false;
        batch.Keep(Shard.Hash(to), state, Pack(choice));
        return true;
    }

    private static bool Finish(RuleBook book, Chain chain, ReadOnlySpan<ulong> row, Span<ulong> to, int state, ushort choice, Batch batch)
    {
        if (chain.Shift != 0 && !book.TryShift(chain, row, to)) return false;
        foreach (var violation in chain.Violations) batch.Violations.Add((violation.Property, state, choice));
        return true;
    }

    /// <summary>All that may happen next, in the order of <see cref="ModelInstance.Choices"/>.</summary>
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
        for (int c = 0; c < book.Processes; c++)
        {
            if (book.EnabledIn(row, c) is not { } enabled) return false;
            quiet &= enabled.Status != ContextStatus.Ready;
            blocked |= enabled.Status == ContextStatus.Blocked;
            foreach (byte action in enabled.Actions) choices.Add(new(c, action));
        }
        if (!book.MayTick(quiet)) return true;
        if (book.TickOf(row, quiet) is not { } tick) return false;
        if (tick >= 0) choices.Add(new(book.Processes, tick));
        return true;
    }

    /// <summary>Whether somebody waits in vain: nobody else could go on, or those waited for form a circle.</summary>
    public static bool Deadlocked(RuleBook book, ReadOnlySpan<ulong> row, bool quiet)
    {
        if (quiet) return true;
        for (int c = 0; c < book.Processes; c++)
        {
            int at = c, links = 0;
            while (at >= 0 && links <= book.Processes && book.EnabledIn(row, at) is { Status: ContextStatus.Blocked } enabled) (at, links) = (enabled.Holder, links + 1);
            if (links > book.Processes) return true;
        }
        return false;
    }
}
