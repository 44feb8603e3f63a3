using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>Reads the trace of a recorded line: strictly, and only one that its scenario can have.</summary>
internal static class TraceReader
{
    public static readonly string[] Outcomes = [.. Enum.GetNames<StepOutcome>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    public static readonly string[] ThreadStates = [.. Enum.GetNames<ThreadState>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static readonly string[] LineKeys =
        ["step", "now", "outcome", "carrier", "disabled", "stalledQueues", "carrierDowns", "carrierUps", "stack", "queues"];

    private static readonly string[] StackKeys = ["link", "linkDowns", "linkUps", "waiting", "overflowed", "flushed", "offered", "delivered", "lost"];

    private static readonly string[] BugKeys = ["step", "now", "outcome", "where", "what"];

    private static readonly string[] AllKeys = [.. LineKeys, "where", "what"];

    private static readonly string[] QueueKeys =
    [
        "txStopped", "packets", "bytes", "reqProd", "reqCons", "rspProd", "reqEvent", "thread", "deadline", "timer", "stalled",
        "delivered", "expired", "purged", "dropped", "notified", "held", "noCarrier", "stops", "wakes",
    ];

    /// <summary>The lines of <paramref name="recorded"/>'s trace: one after connecting and one a step, unless a bug ends it.</summary>
    public static IReadOnlyList<TraceLine> Read(JsonFields recorded, Scenario scenario)
    {
        var trace = recorded.Array("trace", scenario.Steps.Count + 1);
        var place = recorded.Place.Key("trace");
        var lines = new List<TraceLine>(trace.GetArrayLength());
        foreach (var element in trace.EnumerateArray())
        {
            if (lines is [.., { Outcome: StepOutcome.Bug }])
                throw place.Item(lines.Count).Error("a bug ends the trace, no line may follow");
            long earliest = lines is [.., var last] ? last.Now : 0;
            lines.Add(Line(element, place.Item(lines.Count), lines.Count - 1, earliest, scenario));
        }
        if (lines.Count <= scenario.Steps.Count && lines is not [.., { Outcome: StepOutcome.Bug }])
            throw place.Error($"ends after {lines.Count} of {scenario.Steps.Count + 1} lines, and not with a bug");
        return lines;
    }

    private static TraceLine Line(JsonElement element, Place place, int step, long earliest, Scenario scenario)
    {
        int queues = scenario.Vif.Queues;
        var either = new JsonFields(element, place, AllKeys);
        if (!either.IsNull("outcome") && (StepOutcome)either.Word("outcome", Outcomes) == StepOutcome.Bug)
            return Bug(either.Only(BugKeys), step, earliest);
        var fields = either.Only(LineKeys);
        var line = new TraceLine
        {
            Step = (int)fields.Integer("step", step, step),
            Now = fields.Integer("now", earliest, long.MaxValue),
            Outcome = fields.IsNull("outcome") ? null : (StepOutcome)fields.Word("outcome", Outcomes),
            Carrier = fields.Boolean("carrier"),
            Disabled = fields.Boolean("disabled"),
            StalledQueues = (int?)fields.IntegerOrNull("stalledQueues", 0, queues),
            CarrierDowns = Counter(fields, "carrierDowns"),
            CarrierUps = Counter(fields, "carrierUps"),
        };
        if (scenario.Stack is not null) line = line with { Stack = Stack(fields.Value("stack"), place.Key("stack")) };
        else if (fields.Has("stack")) throw place.Key("stack").Error("the scenario has no stack");
        var list = fields.Array("queues", queues);
        if (list.GetArrayLength() < queues)
            throw place.Key("queues").Error($"{list.GetArrayLength()} elements, but the vif has {queues} queues");
        return line with { Queues = [.. list.EnumerateArray().Select((queue, i) => Queue(queue, place.Key("queues").Item(i)))] };
    }

    private static TraceStack Stack(JsonElement element, Place place)
    {
        var fields = new JsonFields(element, place, StackKeys);
        return new()
        {
            Link = fields.Boolean("link"),
            LinkDowns = Counter(fields, "linkDowns"),
            LinkUps = Counter(fields, "linkUps"),
            Waiting = Counter(fields, "waiting"),
            Overflowed = Counter(fields, "overflowed"),
            Flushed = Counter(fields, "flushed"),
            Offered = Counter(fields, "offered"),
            Delivered = Counter(fields, "delivered"),
            Lost = Counter(fields, "lost"),
        };
    }

    private static TraceLine Bug(JsonFields fields, int step, long earliest) => new()
    {
        Step = (int)fields.Integer("step", step, step),
        Now = fields.Integer("now", earliest, long.MaxValue),
        Outcome = StepOutcome.Bug,
        Where = fields.Text("where"),
        What = fields.Text("what"),
    };

    private static TraceQueue Queue(JsonElement element, Place place)
    {
        var fields = new JsonFields(element, place, QueueKeys);
        return new()
        {
            TxStopped = fields.Boolean("txStopped"),
            Packets = Counter(fields, "packets"),
            Bytes = Counter(fields, "bytes"),
            ReqProd = Index(fields, "reqProd"),
            ReqCons = Index(fields, "reqCons"),
            RspProd = Index(fields, "rspProd"),
            ReqEvent = Index(fields, "reqEvent"),
            Thread = (ThreadState)fields.Word("thread", ThreadStates),
            Deadline = fields.IntegerOrNull("deadline", 0, long.MaxValue),
            Timer = fields.IntegerOrNull("timer", 0, long.MaxValue),
            Stalled = fields.BooleanOrNull("stalled"),
            Delivered = Counter(fields, "delivered"),
            Expired = Counter(fields, "expired"),
            Purged = Counter(fields, "purged"),
            Dropped = Counter(fields, "dropped"),
            Notified = Counter(fields, "notified"),
            Held = Counter(fields, "held"),
            NoCarrier = Counter(fields, "noCarrier"),
            Stops = Counter(fields, "stops"),
            Wakes = Counter(fields, "wakes"),
        };
    }

    private static uint Index(JsonFields fields, string key) => (uint)fields.Integer(key, 0, uint.MaxValue);

    private static long Counter(JsonFields fields, string key) => fields.Integer(key, 0, long.MaxValue);
}
