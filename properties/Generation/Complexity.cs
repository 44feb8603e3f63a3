using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>
/// The measure by which shrinking goes down, so that it ends: a candidate is always below what it was made from. Compared field by
/// field, in the order of the parameters; what comes first outweighs all that follows. Each is a sum over the steps, but the last.
/// </summary>
/// <param name="Steps">Number of steps.</param>
/// <param name="Lags">Steps in which no thread may run: they are harder to follow than <c>advance</c>.</param>
/// <param name="GsoPackets">Steps that offer GSO packets.</param>
/// <param name="Lengths">Bytes of the packets, but 60 and 1514 count as the simplest.</param>
/// <param name="Counts">Packets, slots, responses, bytes of headroom and of offsets, hashes.</param>
/// <param name="Ms">Time that passes.</param>
/// <param name="Forged">How far forged indices are from where the ring starts; and what is special about connecting again.</param>
/// <param name="QueueNumbers">Numbers of the queues that steps name.</param>
/// <param name="Interface">How far the vif and the start are from the usual ones.</param>
public readonly record struct Complexity(
    UInt128 Steps, UInt128 Lags, UInt128 GsoPackets, UInt128 Lengths, UInt128 Counts, UInt128 Ms, UInt128 Forged,
    UInt128 QueueNumbers, UInt128 Interface) : IComparable<Complexity>
{
    public static Complexity Of(Scenario scenario)
    {
        var sum = new Complexity() with { Interface = OfInterface(scenario) };
        foreach (var step in scenario.Steps) sum += Of(step, scenario.StartIndex);
        return sum;
    }

    /// <summary>What one step adds.</summary>
    public static Complexity Of(Step step, uint startIndex) => new(
        1,
        step.Do == StepKind.Lag ? 1u : 0u,
        step.Gso ? 1u : 0u,
        step.Do == StepKind.Xmit ? OfLength(step.Length) : 0,
        (UInt128)step.Count + (step.Do == StepKind.SetHeadroom ? (UInt128)step.Amount : 0) + (UInt128)step.Offset + (step.Hash ? 1u : 0u),
        step.Do is StepKind.Advance or StepKind.Lag ? (UInt128)step.Amount : 0,
        step.Do switch { StepKind.SetReqProd => FromZero(ForgedBy(step, startIndex)), StepKind.Connect => (UInt128)step.Amount, _ => 0 },
        (UInt128)step.Queue,
        0);

    /// <summary>How far ahead of the start of the ring the forged index is, modulo 2^64, with its sign extended.</summary>
    internal static ulong ForgedBy(Step step, uint startIndex) => (ulong)(int)((uint)step.Amount - startIndex);

    public static Complexity operator +(Complexity a, Complexity b) => new(
        a.Steps + b.Steps, a.Lags + b.Lags, a.GsoPackets + b.GsoPackets, a.Lengths + b.Lengths, a.Counts + b.Counts, a.Ms + b.Ms,
        a.Forged + b.Forged, a.QueueNumbers + b.QueueNumbers, a.Interface + b.Interface);

    public static bool operator <(Complexity a, Complexity b) => a.CompareTo(b) < 0;
    public static bool operator >(Complexity a, Complexity b) => a.CompareTo(b) > 0;
    public static bool operator <=(Complexity a, Complexity b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Complexity a, Complexity b) => a.CompareTo(b) >= 0;

    public int CompareTo(Complexity other)
    {
        // A tuple compares element by element, but only up to seven of them.
        int first = (Steps, Lags, GsoPackets, Lengths).CompareTo((other.Steps, other.Lags, other.GsoPackets, other.Lengths));
        return first != 0 ? first : (Counts, Ms, Forged, QueueNumbers, Interface)
            .CompareTo((other.Counts, other.Ms, other.Forged, other.QueueNumbers, other.Interface));
    }

    private static UInt128 OfLength(int bytes) => bytes switch { 60 => 0, 1514 => 1, _ => (UInt128)bytes + 2 };

    private static UInt128 OfInterface(Scenario scenario)
    {
        var vif = scenario.Vif;
        return (UInt128)vif.Queues + (vif.Gso ? 1u : 0u) + (vif.Hash ? 1u : 0u) + FromUsual(vif.Mtu, 1500) + FromUsual(vif.DrainTimeoutMs, 10_000)
            + FromUsual(vif.StallTimeoutMs, 60_000) + (vif.XdpHeadroom == 0 ? 0 : FromUsual(vif.XdpHeadroom, 256) + 1)
            + (scenario.Stack is { } stack ? (UInt128)stack.Qdisc + (stack.LinkWatch ? 1u : 0u) : 0)
            + (UInt128)(byte)vif.Events + (vif.TimerHz == 0 ? 0 : FromUsual(vif.TimerHz, 1000) + 1)
            + FromZero((ulong)(int)scenario.StartIndex) + FromZero(scenario.StartJiffies);
    }

    private static UInt128 FromUsual(long value, long usual) => value == usual ? 0 : (UInt128)value + 1;

    /// <summary>Distance from 0 on the circle modulo 2^64; of two at the same distance the one after 0 is the simpler.</summary>
    private static UInt128 FromZero(ulong value)
    {
        ulong before = 0 - value;
        return value <= before ? (UInt128)value * 2 : ((UInt128)before * 2) + 1;
    }
}
