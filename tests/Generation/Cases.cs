using FsCheck;
using FsCheck.Fluent;
using Netback.Properties.Generation;
using Netback.Properties.Scenarios;

namespace Netback.Tests.Generation;

/// <summary>Scenarios to test the tools of this folder with, and the rules that each scenario must obey.</summary>
internal static class Cases
{
    /// <summary>What FsCheck's random numbers start from, so that a run is like the one before it.</summary>
    public const string Replay = "20141022,11400714819323198485";

    /// <summary>Scenarios of all environments alike.</summary>
    public static Gen<(DriverEnvironment In, Scenario Scenario)> Anywhere(int maxSteps = 200) => Gen.OneOf(
        DriverEnvironment.OfScenarios.Select(s => ScenarioGen.In(s, maxSteps).Select(scenario => (s, scenario))).ToArray());

    public static Scenario[] Sample(DriverEnvironment environment, int count, ulong seed = 1) =>
        [.. ScenarioGen.In(environment).Sample(count, new Rnd(seed), 50)];

    public static Scenario Of(params Step[] steps) => new("by hand", Parameters.Default, HostStack.HonoursStop, steps);

    /// <summary>What is wrong with a scenario by the rules of the scenario format, or null.</summary>
    public static string? Fault(Scenario scenario)
    {
        var vif = scenario.Vif;
        if (vif.Queues is < 1 or > 8) return $"{vif.Queues} queues";
        if (vif.Mtu < 1) return $"mtu {vif.Mtu}";
        if (vif.DrainTimeoutMs < 0 || vif.StallTimeoutMs < 0) return "a timeout below 0";
        if (vif.XdpHeadroom is < 0 or > 4095) return $"headroom {vif.XdpHeadroom}";
        return scenario.Steps.Select((step, i) => Fault(step, vif) is { } fault ? $"step {i}: {fault}" : null)
            .FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(Step step, Parameters vif)
    {
        if (step.Queue < 0 || step.Queue >= vif.Queues) return $"queue {step.Queue}";
        if (step.Do == StepKind.Xmit)
        {
            if (step.Length is < 1 or > 65_536) return $"length {step.Length}";
            if (step.Gso && !vif.Gso) return "GSO on a vif without";
            if (!step.Gso && step.Length > vif.Mtu + 14) return $"length {step.Length} without GSO, mtu {vif.Mtu}";
            if (step.Count < 1) return $"{step.Count} packets";
            if (step.Offset < 0 || step.Offset >= vif.PageSize) return $"offset {step.Offset}";
            if (step.Hash && !vif.Hash) return "a hash on a vif without";
        }
        if (step.Do == StepKind.Connect && (step.Count < 1 || step.Count > vif.Queues || step.Amount > 5)) return $"{step.ToConnection()}";
        if (step.Count < 0) return $"count {step.Count}";
        if (step.Amount < 0) return $"amount {step.Amount}";
        if (step.Do == StepKind.SetHeadroom && step.Amount > 4095) return $"headroom {step.Amount}";
        if (step.Do == StepKind.SetReqProd && step.Amount > uint.MaxValue) return $"index {step.Amount}";
        return step == OnlyItsFields(step) ? null : "a field that this kind of step does not have";
    }

    private static Step OnlyItsFields(Step s) => s.Do switch
    {
        StepKind.Xmit => Step.Xmit(s.Queue, s.Length, s.Gso, s.Count) with { Offset = s.Offset, Hash = s.Hash },
        StepKind.Post => Step.Post(s.Queue, s.Count),
        StepKind.Consume => Step.Consume(s.Queue, s.Count),
        StepKind.Kick => Step.Kick(s.Queue),
        StepKind.KickTx => Step.KickTx(s.Queue),
        StepKind.Run => Step.Run(s.Queue),
        StepKind.Advance => Step.Advance(s.Amount),
        StepKind.Lag => Step.Lag(s.Amount),
        StepKind.SetReqProd => Step.SetReqProd(s.Queue, (uint)s.Amount),
        StepKind.FailCopies => Step.FailCopies(s.Queue, s.Count),
        StepKind.SetHeadroom => Step.SetHeadroom((int)s.Amount),
        StepKind.TxFatal => Step.TxFatal(),
        StepKind.Connect => Step.Connect(s.Count, s.ToConnection().RingInUse, s.ToConnection().Failure),
        _ => Step.Disconnect(),
    };

    /// <summary>The scenario as one line: records compare their lists by reference only.</summary>
    public static string Text(Scenario s) =>
        $"{s.Name} {s.Class} {s.Vif} {s.Host} {s.StartIndex} {s.StartJiffies} {string.Join(' ', s.Steps)}";
}
