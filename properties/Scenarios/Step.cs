namespace Netback.Properties.Scenarios;

/// <summary>What one step of a scenario does. The names in files are these in camel case.</summary>
public enum StepKind : byte { Xmit, Post, Consume, Kick, KickTx, Run, Advance, Lag, SetReqProd, FailCopies, SetHeadroom, TxFatal, Disconnect, Connect }

/// <summary>
/// One step by host, guest or clock. Only the fields that the kind has in <c>docs/scenario-format.md</c> mean anything;
/// the factories leave the others at zero, so that equal steps are equal values.
/// </summary>
/// <param name="Do">Who does what.</param>
/// <param name="Queue">Number of the guest-Rx queue.</param>
/// <param name="Count">Packets (xmit, at least 1), slots (post), responses (consume), copies (failCopies) or queues (connect, at least 1).</param>
/// <param name="Length">Bytes of each packet, 1 to 65536.</param>
/// <param name="Gso">Whether each packet is a GSO packet.</param>
/// <param name="Amount">ms (advance, lag), the new index (setReqProd), bytes (setHeadroom), or what is special about connecting: <see cref="InUse"/>, and what fails.</param>
public readonly record struct Step(StepKind Do, int Queue, int Count, int Length, bool Gso, long Amount)
{
    /// <summary>Bytes in front of the packet's linear area in its page (xmit).</summary>
    public int Offset { get; init; }

    /// <summary>Whether each packet is of a type whose hash the guest has asked for (xmit).</summary>
    public bool Hash { get; init; }

    /// <summary>Each packet of an xmit.</summary>
    public PacketShape Packet => new(Length, Gso, Offset, Hash);

    /// <summary>Whether only a hostile guest does it.</summary>
    internal bool IsHostile => Do is StepKind.SetReqProd or StepKind.FailCopies or StepKind.TxFatal;

    public static Step Xmit(int queue, int length, bool gso = false, int count = 1) =>
        new(StepKind.Xmit, queue, count, length, gso, 0);
    public static Step Post(int queue, int count) => new(StepKind.Post, queue, count, 0, false, 0);
    public static Step Consume(int queue, int count) => new(StepKind.Consume, queue, count, 0, false, 0);
    public static Step Kick(int queue) => new(StepKind.Kick, queue, 0, 0, false, 0);
    public static Step KickTx(int queue) => new(StepKind.KickTx, queue, 0, 0, false, 0);
    public static Step Run(int queue) => new(StepKind.Run, queue, 0, 0, false, 0);
    public static Step Advance(long ms) => new(StepKind.Advance, 0, 0, 0, false, ms);
    public static Step Lag(long ms) => new(StepKind.Lag, 0, 0, 0, false, ms);
    public static Step SetReqProd(int queue, uint value) => new(StepKind.SetReqProd, queue, 0, 0, false, value);
    public static Step FailCopies(int queue, int count) => new(StepKind.FailCopies, queue, count, 0, false, 0);
    public static Step SetHeadroom(int bytes) => new(StepKind.SetHeadroom, 0, 0, 0, false, bytes);
    public static Step TxFatal() => new(StepKind.TxFatal, 0, 0, 0, false, 0);
    public static Step Disconnect() => new(StepKind.Disconnect, 0, 0, 0, false, 0);

    /// <param name="queues">Queues that the guest asks for.</param>
    /// <param name="ringInUse">Whether it goes on with the rings that it had.</param>
    /// <param name="failure">What cannot be had for the last queue: <see cref="Cause.NoChannel"/> or <see cref="Cause.NoThread"/>; else nothing.</param>
    public static Step Connect(int queues, bool ringInUse = false, Cause failure = Cause.None) =>
        new(StepKind.Connect, 0, queues, 0, false, (ringInUse ? InUse : 0) + (FailureStep * Array.IndexOf(Failures, failure)));

    /// <summary>Part of the amount of a connect: the guest goes on with the rings that it had.</summary>
    internal const long InUse = 1;

    private const long FailureStep = 2;

    /// <summary>What connecting can fail for, in the order in which it is counted.</summary>
    internal static readonly Cause[] Failures = [Cause.None, Cause.NoChannel, Cause.NoThread];

    /// <summary>What a connect asks for.</summary>
    public Connection ToConnection() => new(Count, (Amount & InUse) != 0, Failures[Amount / FailureStep]);
}
