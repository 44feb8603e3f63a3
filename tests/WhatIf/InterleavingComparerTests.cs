using Netback.Properties.Mutants.Races;
using Netback.Properties.Specification;
using Netback.Properties.Verdicts;
using Netback.Properties.WhatIf;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.WhatIf;

/// <summary>Where contexts interleave a fault behind one that the base is known to have is told.</summary>
public sealed class InterleavingComparerTests
{
    private static readonly Effort Effort = new(Cases: 0, Schedules: 0, States: 2_000, Seed: 1);

    /// <summary>In the base only a thread turns the carrier on after the end of a connection; here it may not have gone off by then.</summary>
    [Fact]
    public void NewFaultBehindAKnownOne_IsWorse_AndItsScheduleIsKept()
    {
        using var folder = new TempFolder();
        var (differences, same) = Compare(new HiddenRaceMutants.DisconnectsLast(), folder.Path);
        var worse = Assert.Single(differences, d => d.Kind == Kind.Worse);
        Assert.Equal("CarrierOffWhenDisconnected@honest, contexts interleaved", worse.Subject);
        Assert.Equal("fewer-slots violates it too, but not in this way", worse.Words[^1]);
        var kept = Witness.Read<Interleaving>(worse.File!);
        Assert.Equal("CarrierOffWhenDisconnected", kept.Replay().Violation?.Property);
        Assert.Equal(worse.Words[1], kept.Replay().Violation?.What);
        Assert.Equal(0, same);
    }

    [Fact]
    public void KnownViolation_IsTheSame()
    {
        using var folder = new TempFolder();
        var (differences, same) = Compare(new AsItIs(), folder.Path);
        Assert.DoesNotContain(differences, d => d.Kind is Kind.Worse or Kind.Better or Kind.ByOtherSteps);
        Assert.Equal(1, same);
    }

    private static (IReadOnlyList<Difference> Differences, int Same) Compare(Revision revision, string folder)
    {
        var @base = History.Nearest(revision)!;
        var claim = Catalogue.Claims.Single(c => c.Name == "CarrierOffWhenDisconnected@honest");
        var verdicts = InterleavedVerifier.Verify([revision], [claim], Effort.Interleaved, Properties.Results.Searches.Unkept);
        var differences = new List<Difference>();
        int same = 0;
        new InterleavingComparer(@base, revision, Effort, new(folder), differences, () => { }).Compare(verdicts, ref same);
        return (differences, same);
    }

    private sealed class AsItIs : FewerSlots;
}
