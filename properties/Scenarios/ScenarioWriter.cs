using System.Text.Encodings.Web;
using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>
/// Writes scenarios and traces in the form of <c>docs/scenario-format.md</c>, with the keys in the order in which the
/// recordings of the real driver have them, so that equal content is equal text.
/// </summary>
public static class ScenarioWriter
{
    /// <summary>For the <see cref="Utf8JsonWriter"/>: with its usual escapes an asserted condition could not be read.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The scenario on one line, without a line break.</summary>
    public static string ToJson(Scenario scenario) => JsonText.Of(json => Write(json, scenario));

    /// <summary>Writes the scenario as an object.</summary>
    public static void Write(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("name", scenario.Name);
        if (scenario.Class is not null)
            json.WriteString("class", scenario.Class);
        Write(json, scenario.Vif);
        json.WriteString("host", ScenarioParser.Hosts[(int)scenario.Host]);
        if (scenario.Stack is { } stack)
        {
            json.WriteStartObject("stack");
            json.WriteNumber("qdisc", stack.Qdisc);
            json.WriteBoolean("linkWatch", stack.LinkWatch);
            json.WriteEndObject();
        }
        json.WriteNumber("startIndex", scenario.StartIndex);
        if (scenario.StartJiffies != 0)
            json.WriteNumber("startJiffies", scenario.StartJiffies);
        json.WriteStartArray("steps");
        foreach (var step in scenario.Steps)
            Write(json, step);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a recorded line: the scenario and what was seen of it.</summary>
    /// <param name="violations">What the run violates, or null: then nothing is said of it, as in a recording of the real driver.</param>
    public static void Write(Utf8JsonWriter json, Scenario scenario, IEnumerable<TraceLine> trace, IReadOnlyList<TraceViolation>? violations = null)
    {
        json.WriteStartObject();
        json.WritePropertyName("scenario");
        Write(json, scenario);
        json.WriteStartArray("trace");
        foreach (var line in trace)
            Write(json, line);
        json.WriteEndArray();
        if (violations is not null)
        {
            json.WriteStartArray("violations");
            foreach (var violation in violations)
            {
                json.WriteStartObject();
                json.WriteString("property", violation.Property);
                json.WriteNumber("step", violation.Step);
                json.WriteNumber("ms", violation.Ms);
                json.WriteString("what", violation.What);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Writes one line of a trace as an object.</summary>
    public static void Write(Utf8JsonWriter json, TraceLine line)
    {
        json.WriteStartObject();
        json.WriteNumber("step", line.Step);
        json.WriteNumber("now", line.Now);
        json.WriteString("outcome", line.Outcome is { } outcome ? TraceReader.Outcomes[(int)outcome] : null);
        if (line.Outcome == StepOutcome.Bug)
        {
            json.WriteString("where", line.Where);
            json.WriteString("what", line.What);
        }
        else
        {
            json.WriteBoolean("carrier", line.Carrier);
            json.WriteBoolean("disabled", line.Disabled);
            WriteOrNull(json, "stalledQueues", line.StalledQueues);
            json.WriteNumber("carrierDowns", line.CarrierDowns);
            json.WriteNumber("carrierUps", line.CarrierUps);
            if (line.Stack is { } stack) Write(json, stack);
            json.WriteStartArray("queues");
            foreach (var queue in line.Queues)
                Write(json, queue);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TraceStack stack)
    {
        json.WriteStartObject("stack");
        json.WriteBoolean("link", stack.Link);
        json.WriteNumber("linkDowns", stack.LinkDowns);
        json.WriteNumber("linkUps", stack.LinkUps);
        json.WriteNumber("waiting", stack.Waiting);
        json.WriteNumber("overflowed", stack.Overflowed);
        json.WriteNumber("flushed", stack.Flushed);
        json.WriteNumber("offered", stack.Offered);
        json.WriteNumber("delivered", stack.Delivered);
        json.WriteNumber("lost", stack.Lost);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Parameters vif)
    {
        json.WriteStartObject("vif");
        json.WriteNumber("queues", vif.Queues);
        json.WriteBoolean("gso", vif.Gso);
        json.WriteNumber("mtu", vif.Mtu);
        json.WriteNumber("drainTimeoutMs", vif.DrainTimeoutMs);
        json.WriteNumber("stallTimeoutMs", vif.StallTimeoutMs);
        WriteUnusual(json, "xdpHeadroom", vif, v => v.XdpHeadroom);
        WriteUnusual(json, "ringSize", vif, v => v.RingSize);
        WriteUnusual(json, "pageSize", vif, v => v.PageSize);
        WriteUnusual(json, "queueLimit", vif, v => v.QueueLimit);
        WriteUnusual(json, "maxPacketSlots", vif, v => v.MaxPacketSlots);
        WriteUnusual(json, "gsoMaxSize", vif, v => v.GsoMaxSize);
        WriteUnusual(json, "rxBatch", vif, v => v.RxBatch);
        WriteUnusual(json, "copyBatch", vif, v => v.CopyBatch);
        WriteUnusual(json, "byteCountBits", vif, v => v.ByteCountBits);
        WriteUnusual(json, "timerHz", vif, v => v.TimerHz);
        if (!vif.RxNotify)
            json.WriteBoolean("rxNotify", false);
        if (vif.Events != EventDelivery.Immediate)
            json.WriteString("events", ScenarioParser.Deliveries[(int)vif.Events]);
        if (vif.Hash)
            json.WriteBoolean("hash", true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Step step)
    {
        json.WriteStartObject();
        foreach (string key in StepForm.Keys(step.Do))
            switch (key)
            {
                case "do": json.WriteString(key, StepForm.Names[(int)step.Do]); break;
                case "queue": json.WriteNumber(key, step.Queue); break;
                case "length": json.WriteNumber(key, step.Length); break;
                case "gso": json.WriteBoolean(key, step.Gso); break;
                case "offset" when step.Offset == 0: break;
                case "offset": json.WriteNumber(key, step.Offset); break;
                case "hash" when !step.Hash: break;
                case "hash": json.WriteBoolean(key, true); break;
                case "count" when step.Do == StepKind.Xmit && step.Count == 1: break;
                case "count" or "queues": json.WriteNumber(key, step.Count); break;
                case "ring": json.WriteString(key, StepForm.Rings[step.ToConnection().RingInUse ? 1 : 0]); break;
                case "fails" when step.ToConnection().Failure == Cause.None: break;
                case "fails": json.WriteString(key, StepForm.Failures[Array.IndexOf(Step.Failures, step.ToConnection().Failure) - 1]); break;
                default: json.WriteNumber(key, step.Amount); break;
            }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TraceQueue queue)
    {
        json.WriteStartObject();
        json.WriteBoolean("txStopped", queue.TxStopped);
        json.WriteNumber("packets", queue.Packets);
        json.WriteNumber("bytes", queue.Bytes);
        json.WriteNumber("reqProd", queue.ReqProd);
        json.WriteNumber("reqCons", queue.ReqCons);
        json.WriteNumber("rspProd", queue.RspProd);
        json.WriteNumber("reqEvent", queue.ReqEvent);
        json.WriteString("thread", TraceReader.ThreadStates[(int)queue.Thread]);
        WriteOrNull(json, "deadline", queue.Deadline);
        WriteOrNull(json, "timer", queue.Timer);
        if (queue.Stalled is { } stalled)
            json.WriteBoolean("stalled", stalled);
        else
            json.WriteNull("stalled");
        json.WriteNumber("delivered", queue.Delivered);
        if (queue.Damaged != 0)
            json.WriteNumber("damaged", queue.Damaged);
        json.WriteNumber("expired", queue.Expired);
        json.WriteNumber("purged", queue.Purged);
        json.WriteNumber("dropped", queue.Dropped);
        json.WriteNumber("notified", queue.Notified);
        json.WriteNumber("held", queue.Held);
        json.WriteNumber("noCarrier", queue.NoCarrier);
        json.WriteNumber("stops", queue.Stops);
        json.WriteNumber("wakes", queue.Wakes);
        json.WriteEndObject();
    }

    private static void WriteOrNull(Utf8JsonWriter json, string key, long? value)
    {
        if (value is { } number)
            json.WriteNumber(key, number);
        else
            json.WriteNull(key);
    }

    private static void WriteUnusual(Utf8JsonWriter json, string key, Parameters vif, Func<Parameters, long> value)
    {
        if (value(vif) != value(Parameters.Default))
            json.WriteNumber(key, value(vif));
    }
}
