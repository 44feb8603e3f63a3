using Netback.Properties.Conformance;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Pictures;

/// <summary>Steps in as few words as fit above a column.</summary>
internal static class ShortWords
{
    public static string Of(Step step, bool namesQueue)
    {
        string queue = namesQueue ? $" q{step.Queue}" : "";
        return step.Do switch
        {
            StepKind.Xmit => (step.Count > 1 ? $"{step.Count:N0} × " : "") + $"{step.Length:N0} B{(step.Offset > 0 ? $" @{step.Offset:N0}" : "")}{(step.Hash ? " #" : "")}{queue}",
            StepKind.Post => $"posts {step.Count:N0}{queue}",
            StepKind.Consume => $"takes {step.Count:N0}{queue}",
            StepKind.Kick => $"event{queue}",
            StepKind.KickTx => $"Tx work{queue}",
            StepKind.Run => $"rx runs{queue}",
            StepKind.Advance => $"+{StepWords.Duration(step.Amount)}",
            StepKind.Lag => $"lag {StepWords.Duration(step.Amount)}",
            StepKind.SetReqProd => $"forges{queue}",
            StepKind.FailCopies => $"bad grants{queue}",
            StepKind.SetHeadroom => $"headroom {step.Amount:N0}",
            StepKind.TxFatal => "fatal error",
            StepKind.Connect => $"connects {step.Count:N0} q",
            _ => "disconnect",
        };
    }
}
