namespace Netback.Properties.Conformance.Interleaved;

/// <summary>One access of the model, in the terms of a recording.</summary>
/// <param name="Kind">As in a recording.</param>
/// <param name="Word">The word with its queue: <c>req_prod.0</c>.</param>
/// <param name="Values">What was read or written, or both.</param>
internal readonly record struct ModelAccess(string Kind, string Word, IReadOnlyList<long> Values)
{
    public override string ToString() => $"{Kind} {Word}{string.Concat(Values.Select(v => " " + v))}";
}

/// <summary>Takes down which shared words a step of the model reads and writes.</summary>
internal sealed class ModelTrace : ITracer
{
    private readonly List<ModelAccess> accesses = [];

    /// <summary>What the last step did.</summary>
    public IReadOnlyList<ModelAccess> Accesses => accesses;

    /// <summary>Timeout of the sleep that the last step began, in ms: −1 for no limit, null if it began none.</summary>
    public long? SleepMs { get; private set; }

    /// <summary>ms that were left of the sleep that the last step ended: −1 for no limit, null if it ended none.</summary>
    public long? LeftMs { get; private set; }

    public void Clear()
    {
        accesses.Clear();
        (SleepMs, LeftMs) = (null, null);
    }

    public void Goes(Context context, string what, Access access, bool switched) { }

    public void Read(Cell word)
    {
        if (IsRecorded(word)) accesses.Add(new("r", word.ToString(), [Number(word.Shown)]));
    }

    public void Write(Cell word, object? before)
    {
        if (IsRecorded(word)) accesses.Add(new("w", word.ToString(), [Number(word.Shown)]));
    }

    public void Sleeps(long? timeoutMs) => SleepMs = timeoutMs ?? -1;

    public void Woke(long? leftMs) => LeftMs = leftMs ?? -1;

    public void Stops(Context context, string? what, bool waits) { }

    /// <summary>The first two accesses were one: the word is replaced in one piece.</summary>
    public void JoinExchange()
    {
        var (read, write) = (accesses[0], accesses[1]);
        accesses[0] = new("x", read.Word, [.. read.Values, .. write.Values]);
        accesses.RemoveAt(1);
    }

    /// <summary>Words that are touched under one lock only, or by one thread only, are no steps of a recording.</summary>
    private static bool IsRecorded(Cell word) => word.IsShared && word.Name is not ("stalled_queues" or "rsp_prod_pvt");

    private static long Number(object? value) => value switch
    {
        null => -1,
        bool b => b ? 1 : 0,
        int n => n,
        uint n => n,
        RingIndex index => index.Value,
        Jiffies now => (long)now.Value,
        Packet packet => packet.Id,
        _ => throw new NotSupportedException($"{value.GetType()} in a shared word"),
    };
}
