using System.CommandLine;
using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback prove</c></summary>
internal static class ProveCommand
{
    public static Command Create()
    {
        var command = new Command("prove", "Prove");
        command.SetAction(result =>
        {
            Directory.CreateDirectory("/tmp/prove");
            var seen = new HashSet<string>();
            foreach (var s in TheoremList.All)
                foreach (var r in History.All)
                {
                    if (s.For(r) is not { } t) continue;
                    var o = Prover.ObligationOf(t);
                    if (!seen.Add(s.Name + o.Text)) continue;
                    string file = $"/tmp/prove/{s.Name}-{r.Name}.smt2";
                    File.WriteAllText(file, o.Text);
                    foreach (var solver in Solver.All)
                    {
                        var a = Prover.Try(t, solver, o, file);
                        Console.WriteLine($"{s.Name} {r.Name} {solver} {a.Outcome} {a.Answers.Time.TotalSeconds:0.00} {a.Why}");
                        if (a.Run is { } run && solver.Name == "z3") foreach (var st in run.Steps) Console.WriteLine($"   {st.Step.Who}: {st.Step.Words}   {st.After}");
                    }
                }
        });
        return command;
    }
}
