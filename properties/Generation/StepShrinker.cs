using Netback.Properties.Scenarios;

namespace Netback.Properties.Generation;

/// <summary>What a single step may become. The caller leaves out what is not simpler.</summary>
internal static class StepShrinker
{
    private const int SmallestFrame = 60, FullFrame = 1514;

    /// <summary>The very simplest values of each field.</summary>
    public static IEnumerable<Step> Simplest(Step step, Scenario s)
    {
        if (step.Queue > 0) yield return step with { Queue = 0 };
        switch (step.Do)
        {
            case StepKind.Xmit:
                if (step.Gso) yield return WithinMtu(step, s.Vif.Mtu);
                if (step.Hash) yield return step with { Hash = false };
                if (step.Offset > 0) yield return step with { Offset = 0 };
                yield return step with { Length = SmallestFrame };
                if (step.Gso || s.Vif.Mtu + Parameters.EthernetHeader >= FullFrame) yield return step with { Length = FullFrame };
                yield return step with { Count = 1 };
                break;
            case StepKind.Post or StepKind.Consume or StepKind.FailCopies:
                yield return step with { Count = 0 };
                yield return step with { Count = 1 };
                break;
            case StepKind.Lag:
                yield return Step.Advance(step.Amount);
                goto case StepKind.Advance;
            case StepKind.Advance:
                yield return step with { Amount = 0 };
                yield return step with { Amount = 1 };
                break;
            case StepKind.SetHeadroom:
                yield return step with { Amount = 0 };
                yield return step with { Amount = 256 };
                break;
            case StepKind.SetReqProd:
                yield return step with { Amount = s.StartIndex };
                break;
            case StepKind.Connect:
                yield return step with { Amount = 0 };
                yield return step with { Amount = step.Amount & Step.InUse };
                yield return step with { Amount = step.Amount & ~Step.InUse };
                yield return step with { Count = 1 };
                break;
        }
    }

    /// <summary>Smaller numbers: half, three quarters and so on, down to one less.</summary>
    public static IEnumerable<Step> Smaller(Step step, Scenario s)
    {
        switch (step.Do)
        {
            case StepKind.Xmit:
                foreach (ulong offset in Below((ulong)step.Offset)) yield return step with { Offset = (int)offset };
                foreach (ulong length in Below((ulong)step.Length)) yield return step with { Length = Math.Max(1, (int)length) };
                foreach (ulong count in Below((ulong)step.Count)) yield return step with { Count = Math.Max(1, (int)count) };
                break;
            case StepKind.Post or StepKind.Consume or StepKind.FailCopies:
                foreach (ulong count in Below((ulong)step.Count)) yield return step with { Count = (int)count };
                break;
            case StepKind.Advance or StepKind.Lag or StepKind.SetHeadroom:
                foreach (ulong ms in Below((ulong)step.Amount)) yield return step with { Amount = (long)ms };
                break;
            case StepKind.Connect:
                foreach (ulong queues in Below((ulong)step.Count)) yield return step with { Count = Math.Max(1, (int)queues) };
                break;
            case StepKind.SetReqProd:
                foreach (ulong ahead in Nearer(Complexity.ForgedBy(step, s.StartIndex)))
                    yield return step with { Amount = s.StartIndex + (uint)ahead };
                break;
        }
    }

    /// <summary>The packet without GSO, cut to what a frame may have.</summary>
    public static Step WithinMtu(Step xmit, int mtu) =>
        xmit with { Gso = false, Length = Math.Min(xmit.Length, mtu + Parameters.EthernetHeader) };

    /// <summary>0, then ever closer to the number from below.</summary>
    public static IEnumerable<ulong> Below(ulong number)
    {
        for (ulong gap = number; gap > 0; gap /= 2) yield return number - gap;
    }

    /// <summary>Closer to 0 on the circle modulo 2^64, from the same side; the same distance on the other side too.</summary>
    public static IEnumerable<ulong> Nearer(ulong number)
    {
        bool before = number > long.MaxValue;
        ulong distance = before ? 0 - number : number;
        foreach (ulong near in Below(distance)) yield return before ? 0 - near : near;
        if (before) yield return distance;
    }
}
