using Netback.Properties.Specification;
using Netback.Properties.Proofs;
using Netback.Properties.Proofs.Theorems;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;
using Outcome = Netback.Properties.Proofs.Outcome;

namespace Netback.Tests.Proofs;

/// <summary>Which cells of the table of verdicts are proved, and that theorems and searches do not contradict each other.</summary>
public class GradesTests
{
    [Fact]
    public void BoundedMemory_IsProvedForByteLimit_AndSaysWhatItAssumes()
    {
        var grade = Grades.ProofOf("BoundedMemory@honest", new ByteLimit())!;
        Assert.Equal("proved for every size: bounded-memory", grade.ToString());
        Assert.Contains("take turns by the Tx lock", grade.Assumes, StringComparison.Ordinal);
        Assert.Null(Grades.ProofOf("BoundedMemory@no-tx-lock", new ByteLimit()));
        Assert.NotNull(Grades.ProofOf("BoundedMemory@no-tx-lock", new Xsa424()));
        Assert.Equal(Outcome.Refuted, Grades.Of("BoundedMemoryForAnyHost", new ByteLimit()).Single().Outcome);
        Assert.Empty(Grades.Of("BoundedMemory", new SlotEstimate()));
        Assert.Empty(Grades.Of("FifoExactlyOnce", new ByteLimit()));
    }

    [Fact]
    public void ATheoremThatSaysLess_DoesNotCountAsAProof()
    {
        Assert.Null(Grades.ProofOf("NoLostWakeup@honest", new LateEoi()));
        var lesser = Grades.Of("NoLostWakeup", new LateEoi()).Single(g => g.Claim == "NoLostWakeup@honest" && g.Outcome == Outcome.Proved);
        Assert.False(lesser.IsProof);
        Assert.EndsWith("only where all packets need the same number of slots", lesser.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Between them the promise is broken, as the theorem says too.</summary>
    [Fact]
    public void NoSpuriousCarrierOff_IsProvedForByteLimit_AndForProposed()
    {
        Assert.NotNull(Grades.ProofOf("NoSpuriousCarrierOff@honest", new ByteLimit()));
        Assert.NotNull(Grades.ProofOf("NoSpuriousCarrierOff@honest", new Proposed()));
        Assert.Equal(Outcome.Refuted, Grades.Of("NoSpuriousCarrierOff", new Xsa424()).Single().Outcome);
    }

    [Fact]
    public void ARevisionOfNoHistory_HasNoGrade() => Assert.Empty(Grades.Of("BoundedMemory", new Renamed()));

    [Fact]
    public void EveryTheorem_BearsOnAPropertyOfTheCatalogue_OrSaysWhyNot()
    {
        string[] rows = [.. Catalogue.Claims.Select(c => c.Name)];
        Assert.All(BearingList.All, b => Assert.All(b.Environments, e => Assert.Contains($"{b.Property}@{e}", rows)));
        Assert.All(BearingList.All, b => Assert.All(b.Theorems, t => Assert.NotNull(TheoremList.Find(t))));
        // The bound for n CPUs is weaker than what BoundedMemory promises; the other is the converse of slots-cover-packets.
        string[] none = ["bounded-memory-of-n-cpus", "consumer-never-passes-producer-if-a-slot-is-missing"];
        Assert.Equal(none, TheoremList.Names.Except(BearingList.All.SelectMany(b => b.Theorems)));
    }

    /// <summary>What is proved for every size cannot be violated, and is not expected to be.</summary>
    [Fact]
    public void WhatIsProved_IsNotExpectedToBeViolated()
    {
        int proved = 0;
        foreach (var revision in History.All)
        {
            foreach (var claim in Catalogue.Claims.Where(c => c.AppliesTo(revision) && Grades.ProofOf(c.Name, revision) is not null))
            {
                Assert.True(Expected.Why(claim, revision) is null, $"{claim.Name} is proved for {revision.Name} and expected to be violated");
                proved++;
            }
        }
        Assert.Equal(87, proved);
    }

    private sealed class Renamed : ByteLimit
    {
        public override string Name => "renamed";
    }
}
