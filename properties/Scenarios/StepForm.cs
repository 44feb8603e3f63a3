using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>How each kind of step stands in a file: its name, and its keys in the order in which they are written.</summary>
internal static class StepForm
{
    public static readonly string[] Names = [.. Enum.GetNames<StepKind>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>The keys of all kinds together.</summary>
    public static readonly string[] AllKeys = ["do", "queue", "length", "gso", "offset", "hash", "count", "ms", "value", "bytes", "queues", "ring", "fails"];

    private static readonly string[] OfXmit = ["do", "queue", "length", "gso", "offset", "hash", "count"];
    private static readonly string[] OfSlots = ["do", "queue", "count"];
    private static readonly string[] OfQueue = ["do", "queue"];
    private static readonly string[] OfTime = ["do", "ms"];
    private static readonly string[] OfIndex = ["do", "queue", "value"];
    private static readonly string[] OfHeadroom = ["do", "bytes"];
    private static readonly string[] OfVif = ["do"];
    private static readonly string[] OfConnect = ["do", "queues", "ring", "fails"];

    /// <summary>What a connect finds as its ring, and what fails in it, in the order of <see cref="Step.Failures"/> without the first.</summary>
    public static readonly string[] Rings = ["new", "in-use"], Failures = ["channel", "thread"];

    public static string[] Keys(StepKind kind) => kind switch
    {
        StepKind.Xmit => OfXmit,
        StepKind.Post or StepKind.Consume or StepKind.FailCopies => OfSlots,
        StepKind.Kick or StepKind.KickTx or StepKind.Run => OfQueue,
        StepKind.Advance or StepKind.Lag => OfTime,
        StepKind.SetReqProd => OfIndex,
        StepKind.SetHeadroom => OfHeadroom,
        StepKind.Connect => OfConnect,
        _ => OfVif,
    };
}
