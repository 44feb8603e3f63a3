using System.Text.Encodings.Web;
using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Conformance;

/// <summary>One field of a trace line or of a queue in it.</summary>
/// <param name="Name">Its path in the object that holds it, as files have it.</param>
/// <param name="Same">Whether two lines (or queues) agree in it.</param>
/// <param name="Json">Its value as it stands in files.</param>
internal sealed record TraceField<T>(string Name, Func<T, T, bool> Same, Func<T, string> Json);

/// <summary>The list of all fields of a trace, in the order in which a difference is looked for.</summary>
internal static class TraceFields
{
    /// <summary>Fields of the vif. The outcome is first: if one of two lines is a bug, no other field of it means anything.</summary>
    public static readonly TraceField<TraceLine>[] OfLine =
    [
        Line("outcome", line => line.Outcome is { } outcome ? TraceReader.Outcomes[(int)outcome] : null),
        Line("where", line => line.Where),
        Line("what", line => line.What),
        Line("step", line => line.Step),
        Line("now", line => line.Now),
        Line("carrier", line => line.Carrier),
        Line("disabled", line => line.Disabled),
        Line("stalledQueues", line => line.StalledQueues),
        Line("carrierDowns", line => line.CarrierDowns),
        Line("carrierUps", line => line.CarrierUps),
        Line("stack", line => line.Stack),
        Line("queues.length", line => line.Queues.Count),
    ];

    public static readonly TraceField<TraceQueue>[] OfQueue =
    [
        Queue("txStopped", queue => queue.TxStopped),
        Queue("packets", queue => queue.Packets),
        Queue("bytes", queue => queue.Bytes),
        Queue("reqProd", queue => queue.ReqProd),
        Queue("reqCons", queue => queue.ReqCons),
        Queue("rspProd", queue => queue.RspProd),
        Queue("reqEvent", queue => queue.ReqEvent),
        Queue("thread", queue => TraceReader.ThreadStates[(int)queue.Thread]),
        Queue("deadline", queue => queue.Deadline),
        Queue("timer", queue => queue.Timer),
        Queue("stalled", queue => queue.Stalled),
        Queue("delivered", queue => queue.Delivered),
        Queue("damaged", queue => queue.Damaged),
        Queue("expired", queue => queue.Expired),
        Queue("purged", queue => queue.Purged),
        Queue("dropped", queue => queue.Dropped),
        Queue("notified", queue => queue.Notified),
        Queue("held", queue => queue.Held),
        Queue("noCarrier", queue => queue.NoCarrier),
        Queue("stops", queue => queue.Stops),
        Queue("wakes", queue => queue.Wakes),
    ];

    private static TraceField<TraceLine> Line<V>(string name, Func<TraceLine, V> value) => Field(name, value);

    private static TraceField<TraceQueue> Queue<V>(string name, Func<TraceQueue, V> value) => Field(name, value);

    private static TraceField<T> Field<T, V>(string name, Func<T, V> value) => new(
        name, (a, b) => EqualityComparer<V>.Default.Equals(value(a), value(b)), line => Json(value(line)));

    private static string Json(object? value) => value switch
    {
        null => "null",
        true => "true",
        false => "false",
        string text => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"",
        _ => $"{value}",
    };
}
