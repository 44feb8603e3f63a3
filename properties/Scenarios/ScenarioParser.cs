using System.Numerics;
using System.Text.Json;

namespace Netback.Properties.Scenarios;

/// <summary>Turns the JSON object of a scenario into a <see cref="Scenarios.Scenario"/>, and refuses what no run could mean.</summary>
internal static class ScenarioParser
{
    public static readonly string[] Hosts = ["honours-stop", "ignores-stop"];

    public static readonly string[] Deliveries = ["immediate", "own", "shared"];

    private const long MaxMs = 1_000_000_000;
    private const int MaxXmit = 1_000_000;

    public static readonly string[] Keys = ["name", "class", "vif", "host", "stack", "startIndex", "startJiffies", "steps"];

    private static readonly string[] StackKeys = ["qdisc", "linkWatch"];

    public static readonly string[] VifKeys =
    [
        "queues", "gso", "mtu", "drainTimeoutMs", "stallTimeoutMs", "xdpHeadroom", "ringSize", "pageSize", "queueLimit",
        "maxPacketSlots", "gsoMaxSize", "rxBatch", "copyBatch", "byteCountBits", "timerHz", "rxNotify", "events", "hash",
    ];

    public static Scenario Scenario(JsonElement element, Place place)
    {
        var scenario = Header(element, place, out var list);
        var steps = new List<Step>(list.GetArrayLength());
        foreach (var step in list.EnumerateArray())
            steps.Add(Step(step, place.Key("steps").Item(steps.Count), scenario.Vif));
        return scenario with { Steps = steps };
    }

    /// <summary>What is wrong with a scenario: the first thing about its header, and the first about each step if the header is right.</summary>
    public static List<InputException> Problems(JsonElement element, Place place)
    {
        var problems = new List<InputException>();
        try
        {
            var vif = Header(element, place, out var list).Vif;
            int number = 0;
            foreach (var step in list.EnumerateArray())
            {
                try
                {
                    Step(step, place.Key("steps").Item(number++), vif);
                }
                catch (InputException e)
                {
                    problems.Add(e);
                }
            }
        }
        catch (InputException e)
        {
            problems.Add(e);
        }
        return problems;
    }

    /// <summary>All but the steps, which are given as they stand in the file.</summary>
    private static Scenario Header(JsonElement element, Place place, out JsonElement steps)
    {
        var fields = new JsonFields(element, place, Keys);
        string name = fields.Text("name");
        var vif = Vif(fields.Value("vif"), place.Key("vif"), mostQueues: 8, leastMtu: 68);
        var host = (HostStack)fields.Word("host", Hosts);
        var stack = fields.Has("stack") ? Stack(fields.Value("stack"), place.Key("stack"), host) : null;
        steps = fields.Array("steps", ScenarioReader.MaxSteps);
        return new(name, vif, host, [])
        {
            Stack = stack,
            Class = fields.Has("class") ? fields.Text("class") : null,
            StartIndex = (uint)fields.Integer("startIndex", 0, uint.MaxValue, absent: 0),
            StartJiffies = fields.Unsigned64("startJiffies"),
        };
    }

    private static TxStack Stack(JsonElement element, Place place, HostStack host)
    {
        var fields = new JsonFields(element, place, StackKeys);
        var stack = new TxStack((int)fields.Integer("qdisc", 0, TxStack.MostPackets, absent: 0), fields.Boolean("linkWatch", absent: false));
        return stack.Qdisc > 0 && host == HostStack.IgnoresStop ? throw place.Key("qdisc").Error("a qdisc respects a stopped Tx queue, but this host ignores it") : stack;
    }

    /// <summary>The vif of a scenario or of a configuration, which may have a smaller mtu.</summary>
    public static Parameters Vif(JsonElement element, Place place, int mostQueues, int leastMtu)
    {
        var fields = new JsonFields(element, place, VifKeys);
        var usual = Parameters.Default;
        int pageSize = PowerOfTwo(fields, "pageSize", 64, usual.PageSize);
        // The driver takes these for a guest that sends no events, whatever the module's parameters say.
        bool notifies = fields.Boolean("rxNotify", absent: true);
        var (leastDrain, mostDrain, mostStall) = notifies ? (0, MaxMs, MaxMs) : (Parameters.DrainWithoutNotifyMs, (long)Parameters.DrainWithoutNotifyMs, 0L);
        return new()
        {
            Queues = (int)fields.Integer("queues", 1, mostQueues),
            Gso = fields.Boolean("gso"),
            Mtu = (int)fields.Integer("mtu", leastMtu, 65_535),
            DrainTimeoutMs = fields.Integer("drainTimeoutMs", leastDrain, mostDrain),
            StallTimeoutMs = fields.Integer("stallTimeoutMs", 0, mostStall),
            XdpHeadroom = (int)fields.Integer("xdpHeadroom", 0, Math.Min(4096, pageSize) - 1, absent: 0),
            RingSize = PowerOfTwo(fields, "ringSize", 1, usual.RingSize),
            PageSize = pageSize,
            QueueLimit = fields.Integer("queueLimit", 1, 1L << 40, usual.QueueLimit),
            MaxPacketSlots = (int)fields.Integer("maxPacketSlots", 1, 65_536, usual.MaxPacketSlots),
            GsoMaxSize = (int)fields.Integer("gsoMaxSize", 1, 65_536, usual.GsoMaxSize),
            RxBatch = (int)fields.Integer("rxBatch", 1, int.MaxValue, usual.RxBatch),
            CopyBatch = (int)fields.Integer("copyBatch", 1, int.MaxValue, usual.CopyBatch),
            ByteCountBits = (int)fields.Integer("byteCountBits", 1, 64, usual.ByteCountBits),
            TimerHz = TimerHz(fields),
            RxNotify = notifies,
            Hash = fields.Boolean("hash", absent: false),
            Events = fields.Has("events") ? (EventDelivery)fields.Word("events", Deliveries) : EventDelivery.Immediate,
        };
    }

    private static Step Step(JsonElement element, Place place, Parameters vif)
    {
        var any = new JsonFields(element, place, StepForm.AllKeys);
        var kind = (StepKind)any.Word("do", StepForm.Names);
        var fields = any.Only(StepForm.Keys(kind));
        return kind switch
        {
            StepKind.Xmit => Xmit(fields, vif),
            StepKind.Post => Scenarios.Step.Post(Queue(fields, vif), Count(fields)),
            StepKind.Consume => Scenarios.Step.Consume(Queue(fields, vif), Count(fields)),
            StepKind.Kick => Scenarios.Step.Kick(Queue(fields, vif)),
            StepKind.KickTx => Scenarios.Step.KickTx(Queue(fields, vif)),
            StepKind.Run => Scenarios.Step.Run(Queue(fields, vif)),
            StepKind.Advance => Scenarios.Step.Advance(fields.Integer("ms", 0, MaxMs)),
            StepKind.Lag => Scenarios.Step.Lag(fields.Integer("ms", 0, MaxMs)),
            StepKind.SetReqProd => Scenarios.Step.SetReqProd(Queue(fields, vif), (uint)fields.Integer("value", 0, uint.MaxValue)),
            StepKind.FailCopies => Scenarios.Step.FailCopies(Queue(fields, vif), (int)fields.Integer("count", 0, MaxXmit)),
            StepKind.SetHeadroom => Scenarios.Step.SetHeadroom((int)fields.Integer("bytes", 0, Math.Min(4096, vif.PageSize) - 1)),
            StepKind.TxFatal => Scenarios.Step.TxFatal(),
            StepKind.Connect => Connect(fields, vif),
            _ => Scenarios.Step.Disconnect(),
        };
    }

    private static Step Xmit(JsonFields fields, Parameters vif)
    {
        bool gso = fields.Boolean("gso", absent: false);
        if (gso && !vif.Gso)
            throw fields.Place.Key("gso").Error("a GSO packet, but the vif has gso false");
        int most = gso ? vif.GsoMaxSize : Math.Min(vif.Mtu + Parameters.EthernetHeader, vif.GsoMaxSize);
        int length = (int)fields.Integer("length", 1, 65_536);
        if (length > most)
            throw fields.Place.Key("length")
                .Error($"{length} bytes, but a packet {(gso ? "with" : "without")} gso has at most {most} on this vif");
        bool hash = fields.Boolean("hash", absent: false);
        if (hash && !vif.Hash)
            throw fields.Place.Key("hash").Error("a packet with a hash, but the vif has hash false");
        return Scenarios.Step.Xmit(Queue(fields, vif), length, gso, (int)fields.Integer("count", 1, MaxXmit, absent: 1)) with
        {
            Offset = (int)fields.Integer("offset", 0, Math.Min(4096, vif.PageSize) - 1, absent: 0),
            Hash = hash,
        };
    }

    private static Step Connect(JsonFields fields, Parameters vif)
    {
        long queues = fields.Integer("queues", 1, 8);
        if (queues > vif.Queues) throw fields.Place.Key("queues").Error($"{queues} queues, the vif has at most {vif.Queues}");
        bool inUse = fields.Has("ring") && fields.Word("ring", StepForm.Rings) == 1;
        var failure = fields.Has("fails") ? Scenarios.Step.Failures[1 + fields.Word("fails", StepForm.Failures)] : Cause.None;
        return Scenarios.Step.Connect((int)queues, inUse, failure);
    }

    private static int Queue(JsonFields fields, Parameters vif)
    {
        long queue = fields.Integer("queue", 0, long.MaxValue, absent: 0);
        return queue < vif.Queues ? (int)queue
            : throw fields.Place.Key("queue").Error($"there is no queue {queue}, the vif has queues 0 to {vif.Queues - 1}");
    }

    private static int Count(JsonFields fields) => (int)fields.Integer("count", 0, int.MaxValue);

    private static int TimerHz(JsonFields fields)
    {
        int value = (int)fields.Integer("timerHz", 0, 1000, absent: 0);
        return value == 0 || TimerWheel.Rates.Contains(value) ? value
            : throw fields.Place.Key("timerHz").Error($"must be 0 or one of {string.Join(", ", TimerWheel.Rates)}, not {value}");
    }

    private static int PowerOfTwo(JsonFields fields, string key, int least, int absent)
    {
        int value = (int)fields.Integer(key, least, 65_536, absent);
        return BitOperations.IsPow2(value) ? value : throw fields.Place.Key(key).Error($"must be a power of two, not {value}");
    }
}
