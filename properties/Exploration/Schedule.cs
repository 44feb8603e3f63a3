namespace Netback.Properties.Exploration;

/// <summary>One step of a schedule: who goes on, and with what, in words.</summary>
public readonly record struct ScheduleStep(string Actor, string Words)
{
    public override string ToString() => $"{Actor}: {Words}";
}

/// <summary>Which context went on at each step.</summary>
public sealed record Schedule(IReadOnlyList<ScheduleStep> Steps)
{
    /// <summary>How often the next step is by another context than the one before.</summary>
    public int Switches => Steps.Zip(Steps.Skip(1)).Count(pair => pair.First.Actor != pair.Second.Actor);
}
