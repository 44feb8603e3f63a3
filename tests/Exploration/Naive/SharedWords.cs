using System.Reflection;
using System.Text;
using Netback.Properties.Exploration;
using Netback.Properties.Observation;
using Netback.States;

namespace Netback.Tests.Exploration.Naive;

/// <summary>What a naive run and a state of the search can both name: the words of the machine and the packets that they point to, as far
/// back as the search tells them apart. Where contexts stand is left out.</summary>
/// <param name="oldestMs">Moments further back are one.</param>
/// <param name="reach">Indices further behind the consumer are one.</param>
internal sealed class SharedWords(long oldestMs, int reach)
{
    private static readonly string[] Rows = ["observed packets", "observed since", "observed active since"];

    /// <summary>The cells of the last machine that are told here, by name: they are asked for in state after state of one.</summary>
    private (Machine? Machine, int Count, (Cell Cell, string Name)[] Told) last;

    public string Of(ModelInstance model)
    {
        var machine = model.Machine;
        var now = (Jiffies)machine.Jiffies.Shown!;
        var packets = new List<Packet>();
        var text = new StringBuilder();
        if (last.Machine != machine || last.Count != machine.Cells.Count) last = (machine, machine.Cells.Count, Told(machine));
        foreach (var (cell, name) in last.Told)
        {
            if (cell.Shown is null) continue;
            // Rows of numbers have as many cells as were needed.
            if (cell.Name.EndsWith(']') && cell.Shown is 0u) continue;
            string value = cell.Shown switch
            {
                Jiffies moment => Math.Max(-oldestMs, moment - now).ToString(),
                Deadline at => Left(at),
                RingIndex index => Behind(cell is EventIndex { Decided.Shown: RingIndex decided } && (int)(index.Value - decided.Value) < 0 ? decided : index).ToString(),
                Packet packet => NumberOf(packet),
                var other => other.ToString()!,
            };
            text.Append(name).Append('=').Append(value).Append('\n');
        }
        for (int q = 0; q < model.Vif.Parameters.Queues; q++) text.Append($"observed packets.{q}={string.Join(' ', WaitingIn(model, q).Select(NumberOf))}\n");
        for (int i = 0; i < packets.Count; i++)
            text.Append($"#{i}: {packets[i].Length} bytes, {packets[i].Gso}, {Left(packets[i].Expires)}, then {NumberOf(packets[i].Next)}\n");
        return text.ToString();

        string Left(Deadline at) => at.IsSet ? Math.Max(0, at.LeftAt(now)).ToString() : "never";

        int Behind(RingIndex index) => Math.Max(-reach, (int)(index.Value - ((RingIndex)machine.Rings[index.Ring].Shown!).Value));

        string NumberOf(Packet? packet)
        {
            if (packet is null) return "none";
            if (packet.IsFreed) return "gone";
            if (!packets.Contains(packet)) packets.Add(packet);
            return $"#{packets.IndexOf(packet)}";
        }
    }

    private static (Cell, string)[] Told(Machine machine) =>
        [.. (from cell in machine.Cells
            // Observed packets lie in cells only where states are saved: they are told by themselves. Since when they wait is not watched here.
            where !Rows.Any(row => cell.Name.StartsWith(row, StringComparison.Ordinal) || cell.Name.StartsWith("number of " + row, StringComparison.Ordinal))
            // Slots of packets are told with what points to them.
            where !cell.Name.StartsWith("slot ", StringComparison.Ordinal) && !cell.Name.EndsWith(" decided", StringComparison.Ordinal)
            where cell != machine.Jiffies && !machine.Rings.Contains(cell)
            let name = cell.ToString()
            select (cell, name)).OrderBy(c => c.name, StringComparer.Ordinal)];

    /// <summary>The packets of a queue as the monitors see it, head first.</summary>
    private static List<Packet> WaitingIn(ModelInstance model, int queue)
    {
        object waiting = FieldOf(model.Watch.Observed[queue], "waiting");
        var packets = new List<Packet>();
        if (model.Machine.Pool is null)
        {
            ((WaitingRow)FieldOf(waiting, "quick")).Change(w =>
            {
                packets.Add(w.Packet);
                return w;
            });
        }
        else
        {
            var cells = (CellList<Packet>)FieldOf(waiting, "packets");
            for (int i = 0; i < cells.Count; i++) packets.Add(cells[i]);
        }
        return packets;
    }

    private static object FieldOf(object of, string name) => of.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(of)!;
}
