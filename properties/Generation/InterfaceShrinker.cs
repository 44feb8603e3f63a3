using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>Simpler vifs and simpler starts. Packets that a simpler vif would not take are cut to what it takes.</summary>
internal static class InterfaceShrinker
{
    /// <summary>A queue goes with all its steps, and those behind it move up.</summary>
    public static IEnumerable<Scenario> WithoutQueues(Scenario s)
    {
        if (s.Vif.Queues == 1) yield break;
        for (int gone = s.Vif.Queues - 1; gone >= 0; gone--)
        {
            yield return s with
            {
                Vif = s.Vif with { Queues = s.Vif.Queues - 1 },
                Steps = [.. s.Steps
                    .Where(step => step.Queue != gone || !NamesQueue(step.Do))
                    .Select(step => step.Queue > gone ? step with { Queue = step.Queue - 1 } : step)
                    .Select(step => step.Do == StepKind.Connect ? step with { Count = Math.Min(step.Count, s.Vif.Queues - 1) } : step)],
            };
        }
    }

    public static IEnumerable<Scenario> Smaller(Scenario s)
    {
        var present = Complexity.Of(s);
        return Candidates(s).Where(candidate => Complexity.Of(candidate) < present);
    }

    private static IEnumerable<Scenario> Candidates(Scenario s)
    {
        var vif = s.Vif;
        if (vif.Gso) yield return Fitted(s with { Vif = vif with { Gso = false } });
        if (vif.Hash) yield return s with { Vif = vif with { Hash = false }, Steps = [.. s.Steps.Select(step => step with { Hash = false })] };
        if (s.Stack is { } stack)
        {
            yield return s with { Stack = stack with { LinkWatch = false } };
            foreach (ulong packets in StepShrinker.Below((ulong)stack.Qdisc)) yield return s with { Stack = stack with { Qdisc = (int)packets } };
        }
        yield return Fitted(s with { Vif = vif with { Mtu = 1500 } });
        if (vif.Events == EventDelivery.Shared) yield return s with { Vif = vif with { Events = EventDelivery.Own } };
        yield return s with { Vif = vif with { TimerHz = 0 } };
        yield return s with { Vif = vif with { TimerHz = 1000 } };
        if (vif.RxNotify) foreach (long ms in Nearer(vif.DrainTimeoutMs, 10_000)) yield return s with { Vif = vif with { DrainTimeoutMs = ms } };
        if (vif.RxNotify) foreach (long ms in Nearer(vif.StallTimeoutMs, 60_000)) yield return s with { Vif = vif with { StallTimeoutMs = ms } };
        foreach (long bytes in Nearer(vif.XdpHeadroom, 256))
            if (bytes > 0) yield return s with { Vif = vif with { XdpHeadroom = (int)bytes } };
        foreach (ulong index in StepShrinker.Nearer((ulong)(int)s.StartIndex)) yield return MovedTo(s, (uint)index);
        foreach (ulong jiffies in StepShrinker.Nearer(s.StartJiffies)) yield return s with { StartJiffies = jiffies };
    }

    private static bool NamesQueue(StepKind kind) =>
        kind is not (StepKind.Advance or StepKind.Lag or StepKind.SetHeadroom or StepKind.TxFatal or StepKind.Disconnect or StepKind.Connect);

    private static IEnumerable<long> Nearer(long value, long usual) =>
        StepShrinker.Below((ulong)value).Select(below => (long)below).Prepend(usual);

    /// <summary>Every packet as the vif takes it.</summary>
    private static Scenario Fitted(Scenario s) => s with
    {
        Steps = [.. s.Steps.Select(step => step.Do == StepKind.Xmit && !(step.Gso && s.Vif.Gso)
            ? StepShrinker.WithinMtu(step, s.Vif.Mtu) : step)],
    };

    /// <summary>The ring starts elsewhere, and forged indices move with it.</summary>
    private static Scenario MovedTo(Scenario s, uint index)
    {
        uint by = index - s.StartIndex;
        return s with
        {
            StartIndex = index,
            Steps = [.. s.Steps.Select(step => step.Do == StepKind.SetReqProd ? step with { Amount = (uint)step.Amount + by } : step)],
        };
    }
}
