using Netback.Properties.Scenarios;

namespace Netback.Properties.Conformance;

/// <summary>The steps of a scenario as a person says them.</summary>
public static class StepWords
{
    /// <summary>What comes before the first step.</summary>
    public const string Connect = "connect";

    public static string Of(Step step) => step.Do switch
    {
        StepKind.Xmit => $"host xmits {Packets(step)} to queue {step.Queue}",
        StepKind.Post => $"guest {step.Queue} posts {step.Count:N0}",
        StepKind.Consume => $"guest {step.Queue} consumes {step.Count:N0}",
        StepKind.Kick => $"guest {step.Queue} sends an event",
        StepKind.KickTx => $"guest {step.Queue} has Tx work",
        StepKind.Run => $"rx thread {step.Queue} runs",
        StepKind.Advance => $"advance {Duration(step.Amount)}",
        StepKind.Lag => $"lag {Duration(step.Amount)}",
        StepKind.SetReqProd => $"guest {step.Queue} forges req_prod {step.Amount:N0}",
        StepKind.FailCopies => $"guest {step.Queue} grants {step.Count:N0} bad pages",
        StepKind.SetHeadroom => $"guest wants headroom {step.Amount:N0} B",
        StepKind.TxFatal => "fatal Tx error",
        StepKind.Connect => $"connect again: {Of(step.ToConnection())}",
        _ => "disconnect",
    };

    /// <summary>A time of <paramref name="ms"/> ms in words, such as <c>1,500 ms</c> or <c>10 s</c>.</summary>
    public static string Duration(long ms) => ms >= 1000 && ms % 1000 == 0 ? $"{ms / 1000:N0} s" : $"{ms:N0} ms";

    /// <summary>What a guest asks for that connects again.</summary>
    public static string Of(Connection connection) => $"{connection.Queues} queue{(connection.Queues == 1 ? "" : "s")}"
        + (connection.RingInUse ? ", ring in use" : "") + connection.Failure switch { Cause.NoChannel => ", no channel", Cause.NoThread => ", no thread", _ => "" };

    private static string Packets(Step step) =>
        (step.Count == 1 ? "" : $"{step.Count:N0} x ") + $"{step.Length:N0} B" + (step.Gso ? " GSO" : "") + Where(step);

    /// <summary>What is special about where packets lie, and what comes with them.</summary>
    private static string Where(Step step) => (step.Offset == 0 ? "" : $" at offset {step.Offset:N0}") + (step.Hash ? " with hash" : "");
}
