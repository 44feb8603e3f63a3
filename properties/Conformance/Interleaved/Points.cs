namespace Netback.Properties.Conformance.Interleaved;

/// <summary>Points of the model in the terms of a recording.</summary>
internal static class Points
{
    /// <param name="what">The point, in words.</param>
    /// <param name="access">What happens there.</param>
    /// <param name="context">Who stands there.</param>
    /// <returns>The kind of step, and what it is about (a word or lock with its queue, or the number of a queue), or null if no recording has such a
    /// point.</returns>
    public static (string Kind, string? Word)? Of(string what, Access access, Context context) => access.Kind switch
    {
        AccessKind.Load => ("r", access.Subject!.ToString()),
        AccessKind.Store => ("w", access.Subject!.ToString()),
        AccessKind.Exchange => ("x", access.Subject!.ToString()),
        AccessKind.Acquire => ("lock", LockOf((SpinLock)access.Subject!)),
        AccessKind.Release => ("unlock", LockOf((SpinLock)access.Subject!)),
        AccessKind.Prepare => ("prepare", QueueOf(access)),
        AccessKind.Wake => (what.EndsWith("to its end", StringComparison.Ordinal) ? "wake-end" : "wake", QueueOf(access)),
        AccessKind.Woke => ("woke", QueueOf(access)),
        _ => OfWords(what, context),
    };

    private static (string, string?)? OfWords(string what, Context context)
    {
        int queue = QueueOf(context);
        return what switch
        {
            "starts" => ("begin", null),
            "arrives" => ("begin", null),
            "frees a packet" => ("free", null),
            "is about to sleep" => ("sleep", $"{queue}"),
            "sends an event to the guest" => ("notify", $"{queue}"),
            "acknowledges the event" => ("eoi", $"{queue} 0"),
            "acknowledges an event without work" => ("eoi", $"{queue} 1"),
            "waits for transmits in flight" => ("sync", null),
            "reads the length of the head" => ("r", "skb.len"),
            "reads the GSO size of the head" => ("r", "skb.gso_size"),
            _ when Behind(what, "waits for the end of rx") is { } of => ("wait-end", of),
            _ when Behind(what, "waits for the end of irq") is { } of => ("wait-irq", of),
            _ when Behind(what, "disables irq") is { } of => ("irq-off", of),
            _ => null,
        };
    }

    private static string? Behind(string what, string words) => what.StartsWith(words, StringComparison.Ordinal) ? what[words.Length..] : null;

    private static string LockOf(SpinLock spinLock) => spinLock.Name switch
    {
        "the queue lock" => $"queue lock.{spinLock.Queue}",
        "the vif lock" => "vif lock",
        ['t', 'h', 'e', ' ', 'T', 'x', .. var rest] => $"tx{rest.Replace(' ', '.').Replace(".lock", " lock", StringComparison.Ordinal)}",
        var name => name,
    };

    private static string QueueOf(Access access) => $"{((WaitQueue)access.Subject!).Thread.Queue}";

    private static int QueueOf(Context context) => context.Thread?.Queue ?? context.Channel?.Queue ?? 0;
}
