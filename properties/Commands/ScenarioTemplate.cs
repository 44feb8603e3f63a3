using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>A scenario to begin with.</summary>
internal static class ScenarioTemplate
{
    private const string Packed = ".gz";

    /// <summary>Writes the scenario to a new file: on one line if the name ends in <c>.jsonl</c>, else so that it is easy to edit.</summary>
    /// <exception cref="InputException">The file is there, or cannot be written.</exception>
    public static void Write(string path, TextWriter output)
    {
        if (path.EndsWith(Packed, StringComparison.Ordinal)) throw new InputException($"{path}: packed files are not written, leave {Packed} out");
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew);
            using (var json = new Utf8JsonWriter(stream, ScenarioWriter.Options with { Indented = !ScenarioReader.IsDivided(path), NewLine = "\n" }))
                ScenarioWriter.Write(json, Scenario(Path.GetFileName(path).Split('.')[0]));
            stream.WriteByte((byte)'\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(File.Exists(path) ? $"{path}: is there already" : $"{path}: cannot be written: {e.Message}", e);
        }
        output.WriteLine($"{path}: written; edit it, then: netback scenario check {path}");
    }

    /// <summary>A packet for which the guest has a slot, and one that waits until it has expired.</summary>
    private static Scenario Scenario(string name)
    {
        var vif = Parameters.Default;
        return new(name.Length is 0 or > ScenarioReader.MaxName || name.Any(char.IsControl) ? "new" : name, vif, HostStack.HonoursStop,
        [
            Step.Post(0, 1),
            Step.Xmit(0, vif.Mtu + Parameters.EthernetHeader, count: 2),
            Step.Advance(vif.DrainTimeoutMs + 1),
        ]);
    }
}
