using Netback.Properties.Specification;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Verdicts;

/// <summary>Evidence is never stale: each witness in the repository belongs to an expected violation, and still shows it.</summary>
public sealed class CommittedWitnessTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<string> Names => [.. Witnesses.Names];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Witness_BreaksItsClaim_InTheWordsOfTheFile(string name)
    {
        var witness = Witnesses.Read(name);
        Assert.Equal(witness.Violation, witness.Replay()?.What);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Witness_StandsWhereItBelongs_AndIsWrittenAsItIsRead(string name)
    {
        var witness = Witnesses.Read(name);
        Assert.Equal(name, witness.FileName);
        string copies = Path.GetDirectoryName(folder.File("here", ""))!;
        new WitnessFolder(copies).Keep(witness);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Witnesses.Folder(), name)), File.ReadAllBytes(Path.Combine(copies, name)));
    }

    /// <summary>So none is missing, and none is left over from a violation that is not expected any more.</summary>
    [Fact]
    public void EveryExpectedViolation_HasItsWitness_AndNothingElseHas()
    {
        var cells = from claim in Catalogue.Claims
                    from revision in History.All
                    where Expected.Alone(claim, revision) == Outcome.Violated
                    select Path.Combine(revision.Name, claim.Name + Witness.Extension);
        Assert.Equal(cells.Order(StringComparer.Ordinal), Witnesses.Names.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> TightestNames => [.. Witnesses.TightestNames];

    /// <summary>The scenarios that come nearest to a bound that holds: they say in their names how near.</summary>
    [Theory]
    [MemberData(nameof(TightestNames))]
    public void Tightest_ReachesWhatItSays_InACellThatHolds(string name)
    {
        var cells = from claim in Catalogue.Claims
                    from revision in History.All
                    where WitnessFolder.TightestName(revision, claim) == name
                    select (revision, claim);
        var (of, about) = Assert.Single(cells);
        Assert.Equal(Outcome.Holds, Expected.Alone(about, of));
        var scenario = Assert.Single(ScenarioReader.ReadFile(Path.Combine(Witnesses.Folder(), name))).Scenario;
        var reached = WitnessFolder.ReachedBy(of, about, scenario);
        Assert.Equal($"{of.Name} reaches {reached} {about.Property.Unit} of the bound of {about.Name}", scenario.Name);
        Assert.InRange(reached!.Value, long.MinValue, 0);
    }

    [Fact]
    public void EveryPropertyWithABound_HasAScenarioThatComesNear() => Assert.All(
        Catalogue.Claims.Where(c => c.IsOfScenarios && c.Property.Unit.Length > 0),
        claim => Assert.Contains(WitnessFolder.TightestName(History.Find("proposed")!, claim), Witnesses.TightestNames));

    [Fact]
    public void Folder_HoldsNothingElse() => Assert.Equal(
        Witnesses.Names.Concat(Witnesses.TightestNames).Concat(Witnesses.InterleavingNames).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Witnesses.Folder(), "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Witnesses.Folder(), f)).Order(StringComparer.Ordinal));

    /// <summary>A person must be able to follow the fault that the review began with.</summary>
    [Fact]
    public void FirstFaultOfSlotEstimate_TakesAtMostEightSteps() => Assert.InRange(
        Witnesses.Read(Path.Combine("slot-estimate", "BoundedMemory@honest.witness.json")).Scenario.Steps.Count, 1, 8);

    [Fact]
    public void TodaysOverrunWithHeadroom_TakesOneSlotAndOnePacketOf60Bytes()
    {
        var scenario = Witnesses.Read(Path.Combine("xsa-424", "NoRingOverrun@xdp.witness.json")).Scenario;
        Assert.Equal(1, scenario.Steps.Where(s => s.Do == StepKind.Post).Sum(s => s.Count));
        var packet = Assert.Single(scenario.Steps, s => s.Do == StepKind.Xmit);
        Assert.Equal((1, 60), (packet.Count, packet.Length));
    }
}
