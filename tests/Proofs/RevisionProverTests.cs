using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Solving;
using Netback.Properties.Proofs.Theorems;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Proofs;

/// <summary>A revision of somebody's own gets a verdict where it is tied to the machine, and else hears why it is not.</summary>
public class RevisionProverTests
{
    [SolverFact]
    public void RevisionThatKeepsTheRules_GetsTheVerdict()
    {
        var verdict = Of(new DrainsInSmallBatches(), "bounded-memory-any-host");
        Assert.Null(verdict.WhyNotTied);
        Assert.Equal(Outcome.Proved, verdict.Outcome);
        Assert.True(verdict.Tie!.WalkedSteps > 10_000 && verdict.Tie.ExploredSteps > 10_000);
    }

    [SolverFact]
    public void RevisionWithARuleOfItsOwn_IsNotTied_AndHearsAtWhichStep()
    {
        var verdict = Of(new StopsAtTheLimit(), "bounded-memory");
        Assert.Matches("\"host[01]: .*\" is no step of bytes: .*lock", verdict.WhyNotTied);
        Assert.Equal(Outcome.Unknown, verdict.Outcome);
        Assert.Empty(verdict.Attempts);
    }

    [SolverFact]
    public void TheoremOfAMachineWithoutATie_SaysNothingAboutIt() =>
        Assert.Equal("no driver can be held against the machine stall", Of(new DrainsInSmallBatches(), "no-spurious-carrier-off").WhyNotTied);

    [SolverFact]
    public void Prove_TellsOfAMutantWhereItIsNotTied_AndOtherwiseTheVerdict()
    {
        using var folder = new TempFolder();
        string output = Path.GetDirectoryName(folder.File("x", ""))!;
        var run = CliRun.Of("prove", "--mutant", "byte-limit+never-stops", "--theorem", "bounded-memory", "--theorem", "guest-gets-its-event", "--out", output);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"bounded-memory +byte-limit\+never-stops +not tied", run.Output);
        Assert.Matches(@"guest-gets-its-event +byte-limit\+never-stops +proved", run.Output);
        CliRun.Of("prove", "--mutant", "x").Refused("unknown mutant \"x\"; netback list mutants and netback list races print the names");
    }

    private static RevisionVerdict Of(Revision revision, string theorem)
    {
        using var folder = new TempFolder();
        return RevisionProver.Of(revision, [TheoremList.Find(theorem)!], Solver.All, Path.GetDirectoryName(folder.File("x", ""))!).Single();
    }

    /// <summary>Of no matter for bytes: one packet a round.</summary>
    private sealed class DrainsInSmallBatches : Xsa424
    {
        public override string Name => "drains-in-small-batches";

        protected override async Coroutine RxAction(GuestRxQueue q)
        {
            if (await SlotsAvailable(q) && await MayDequeue(q)) await Send(q);
            await Flush(q);
        }
    }

    private sealed class StopsAtTheLimit : Xsa424
    {
        public override string Name => "stops-at-the-limit";

        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (!await base.TryAppend(q, packet)) return false;
            if (q.Packets.Bytes >= q.Vif.Parameters.QueueLimit) await q.Tx.Stop("stops the Tx queue");
            return true;
        }
    }
}
