using Netback.Properties.Specification;

namespace Netback.Properties.Verdicts;

/// <summary>A situation that a claim wants, and where it occurred with contexts interleaved.</summary>
/// <param name="Probe">The situation.</param>
/// <param name="Explored">Explorations in which it occurs; one that takes a history is not looked for there.</param>
/// <param name="Walked">Random schedules that were in it.</param>
/// <param name="Coyote">Schedules of Coyote that were in it.</param>
public sealed record Premise(Probe Probe, long Explored, long Walked, long Coyote)
{
    /// <summary>Schedules below which a situation counts as rare, unless all states of some configuration were visited in which it occurs.</summary>
    public const int Few = 30;

    public bool IsMissed => Explored + Walked + Coyote == 0;

    public bool IsRare => Explored == 0 && Walked + Coyote < Few;
}
