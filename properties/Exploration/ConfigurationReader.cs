using System.Numerics;
using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>
/// Reads a configuration in the form of <c>docs/configuration-format.md</c>. As strict as the reader of scenarios: whatever that
/// form does not name is an <see cref="InputException"/>, and no input can cause another exception.
/// </summary>
public static class ConfigurationReader
{
    /// <summary>Queues at most: the table of states has room for 31 processes.</summary>
    private const int MaxQueues = 6;

    /// <summary>The smallest mtu of a vif in bytes: with the header it fills the smallest page.</summary>
    private const int LeastMtu = 50;

    /// <summary>Different lengths of packets, or numbers of slots that are posted at once, at most.</summary>
    private const int MaxActs = 8;

    private static readonly string[] Clocks = ["stopped", "when-quiet", "any-time"];

    private static readonly string[] Judgements = ["all", "untimed", "timed"];

    private static readonly string[] Keys =
    [
        "name", "summary", "vif", "host", "lengths", "cpus", "txLock", "posts", "takes", "kicks", "clock", "fatal", "disconnects",
        "destructorsTakeLocks", "startIndex", "indexWindow", "reduced", "judged", "offers", "forges", "headrooms", "reconnects", "connects",
    ];

    /// <summary>The configuration that a file holds.</summary>
    /// <exception cref="InputException">The file cannot be read, or something in it is wrong.</exception>
    public static Configuration ReadFile(string path)
    {
        using var document = ScenarioReader.ReadDocument(path);
        return Configuration(document.RootElement, new(path, ""));
    }

    private static Configuration Configuration(JsonElement element, Place place)
    {
        var fields = new JsonFields(element, place, Keys);
        string name = fields.Text("name");
        if (!IsKebabCase(name))
            throw place.Key("name").Error($"must be lower-case words of letters and digits joined by hyphens, not {InputException.Quote(name)}");
        var vif = ScenarioParser.Vif(fields.Value("vif"), place.Key("vif"), MaxQueues, LeastMtu);
        int longest = Math.Min(vif.Mtu + Parameters.EthernetHeader, vif.GsoMaxSize);
        var usual = new Configuration(name, "", vif);
        CheckWindow(fields);
        return usual with
        {
            Summary = fields.Text("summary"),
            Host = (HostStack)fields.Word("host", ScenarioParser.Hosts),
            Lengths = Integers(fields, "lengths", 1, longest),
            Cpus = (int)fields.Integer("cpus", 1, 2, usual.Cpus),
            TxLock = fields.Boolean("txLock", usual.TxLock),
            Posts = Integers(fields, "posts", 1, vif.RingSize),
            Takes = fields.Boolean("takes", usual.Takes),
            Kicks = fields.Boolean("kicks", usual.Kicks),
            Clock = (ClockPolicy)fields.Word("clock", Clocks),
            Fatal = fields.Boolean("fatal", usual.Fatal),
            Connects = fields.Boolean("connects", usual.Connects),
            Disconnects = fields.Boolean("disconnects", usual.Disconnects),
            Reconnects = fields.Boolean("reconnects", usual.Reconnects),
            DestructorsTakeLocks = fields.Boolean("destructorsTakeLocks", usual.DestructorsTakeLocks),
            StartIndex = (uint)fields.Integer("startIndex", 0, uint.MaxValue, usual.StartIndex),
            Offers = fields.Has("offers") ? (int)fields.Integer("offers", 1, 1_000) : usual.Offers,
            Forges = fields.Has("forges") ? Integers(fields, "forges", 1, 1_000_000) : usual.Forges,
            Headrooms = fields.Has("headrooms") ? Integers(fields, "headrooms", 0, Math.Min(4096, vif.PageSize) - 1) : usual.Headrooms,
            Judged = fields.Has("judged") ? (Judged)fields.Word("judged", Judgements) : usual.Judged,
            Reduced = fields.Boolean("reduced", usual.Reduced),
        };
    }

    /// <summary>Different numbers from <paramref name="least"/> to <paramref name="most"/>.</summary>
    private static List<int> Integers(JsonFields fields, string key, int least, int most)
    {
        var numbers = new List<int>();
        foreach (var element in fields.Array(key, MaxActs).EnumerateArray())
        {
            var place = fields.Place.Key(key).Item(numbers.Count);
            place.Expect(element, JsonValueKind.Number);
            if (!element.TryGetInt32(out int number) || number < least || number > most)
                throw place.Error($"must be a whole number from {least} to {most}");
            if (numbers.Contains(number)) throw place.Error($"{number} is given twice");
            numbers.Add(number);
        }
        return numbers;
    }

    /// <summary>Files may still say how far ring indices are told apart. States that differ only in where the ring stands are one now, whatever it says.</summary>
    private static void CheckWindow(JsonFields fields)
    {
        int window = (int)fields.Integer("indexWindow", 0, 65_536, absent: 0);
        if (window != 0 && !BitOperations.IsPow2(window)) throw fields.Place.Key("indexWindow").Error($"must be 0 or a power of two, not {window}");
    }

    private static bool IsKebabCase(string name) =>
        char.IsAsciiLetterLower(name[0]) && name.Split('-').All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
