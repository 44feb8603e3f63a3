using Netback.Properties.Specification;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Verdicts;

public sealed class WitnessFolderTests : IDisposable
{
    // One packet and no slots: it will never leave. More packets change nothing.
    private static readonly Step[] Short = [Step.Xmit(0, 60), Step.Advance(0)], Long = [Step.Xmit(0, 60), .. Short];

    // A step that lets the packet out, so that nothing breaks.
    private static readonly Step[] Harmless = [Step.Post(0, 18)];

    private readonly TempFolder temporary = new();
    private readonly WitnessFolder folder;

    public WitnessFolderTests() => folder = new(Path.Combine(Path.GetDirectoryName(temporary.File("x", ""))!, "witnesses"));

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Folder_ThatDoesNotExist_IsEmpty_AndIsMadeForTheFirstWitness()
    {
        Assert.Empty(folder.Files());
        Kept(Of(Short), Short);
        Assert.Equal(Path.Combine(folder.Path, "slot-estimate", "BoundedLatency@honest.witness.json"), Assert.Single(folder.Files()));
    }

    [Fact]
    public void ShorterWitness_Replaces_AndALongerOneDoesNot()
    {
        Kept(Of(Long), Long);
        Kept(Of(Short), Short);
        Kept(Of(Long), Short);
    }

    [Fact]
    public void AmongEqualLengths_TheFirstStays()
    {
        Kept(Of(Short, seed: 1), Short);
        Assert.Equal("random, seed 1, case 1", folder.Keep(Of(Short, seed: 2)).Found);
    }

    [Fact]
    public void WitnessThatReplaysNoMore_IsReplaced_ThoughShorter()
    {
        Kept(Of(Harmless), Harmless);
        Kept(Of(Long), Long);
    }

    [Fact]
    public void WitnessesOfOtherCells_AreLeftAlone()
    {
        folder.Keep(Of(Short));
        var other = Of(Short);
        folder.Keep(other with { Claim = Claim("BoundedLatency@any-host"), Scenario = other.Scenario with { Host = HostStack.IgnoresStop } });
        Assert.Equal(2, folder.Files().Count());
        Assert.All(folder.Files(), file => Assert.Equal(Short, Witness.Read<ScenarioWitness>(file).Scenario.Steps));
    }

    // A file renamed by hand: what it holds is no evidence for the cell that its name says.
    [Fact]
    public void WitnessOfAnotherCell_UnderThisName_IsReplaced()
    {
        var other = Of(Short) with { Claim = Claim("BoundedLatency@any-host") };
        folder.Keep(other);
        var wanted = Of(Long);
        File.Move(Path.Combine(folder.Path, other.FileName), Path.Combine(folder.Path, wanted.FileName));
        Assert.Equal("BoundedLatency@honest", folder.Keep(wanted).Claim.Name);
    }

    [Fact]
    public void Keep_LeavesNoDraftBehind()
    {
        folder.Keep(Of(Long));
        folder.Keep(Of(Short));
        Assert.Single(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void TightestScenario_IsReplacedByANearerOne_OrAShorterOne_AndByNoOther()
    {
        // After so many ms of the drain timeout the packet leaves, or is still there.
        Step[] near = [Step.Xmit(0, 60), Step.Advance(9_000), Step.Post(0, 18), Step.Advance(0)];
        Step[] nearer = [Step.Advance(1), Step.Advance(1), Step.Xmit(0, 60), Step.Advance(9_999), Step.Post(0, 18), Step.Advance(0)];
        Step[] shorter = nearer[2..];
        Assert.Equal(-1001, folder.KeepTightest(Tightest(near, -1001)));
        Assert.Equal(-2, folder.KeepTightest(Tightest(nearer, -2)));
        Assert.Equal(-2, folder.KeepTightest(Tightest(near, -1001)));
        Assert.Equal(-2, folder.KeepTightest(Tightest(shorter, -2)));
        Assert.Equal(-2, folder.KeepTightest(Tightest(nearer, -2)));
        string file = Path.Combine(folder.Path, "byte-limit", "BoundedLatency@honest.tightest.json");
        Assert.Equal(shorter, ScenarioReader.ReadFile(file).Single().Scenario.Steps);

        static Verdict Tightest(Step[] steps, long reached)
        {
            var scenario = Of(steps).Scenario;
            Assert.Equal(reached, WitnessFolder.ReachedBy(History.Find("byte-limit")!, Claim("BoundedLatency@honest"), scenario));
            return new(Claim("BoundedLatency@honest"), History.Find("byte-limit")!) { Alone = Outcome.Holds, Cases = 1, Reached = reached, Tightest = scenario };
        }
    }

    [Fact]
    public void FolderThatCannotBeMade_IsReportedInOneLine()
    {
        var blocked = new WitnessFolder(temporary.File("file", ""));
        var error = Assert.Throws<InputException>(() => blocked.Keep(Of(Short)));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What Keep returns is what the file holds.</summary>
    private void Kept(ScenarioWitness offered, Step[] steps)
    {
        Assert.Equal(steps, folder.Keep(offered).Scenario.Steps);
        Assert.Equal(steps, Witness.Read<ScenarioWitness>(Path.Combine(folder.Path, offered.FileName)).Scenario.Steps);
    }

    private static Claim Claim(string name) => Catalogue.Claims.Single(c => c.Name == name);

    private static ScenarioWitness Of(Step[] steps, ulong seed = 1) => new(History.Find("slot-estimate")!, Claim("BoundedLatency@honest"),
        new("by hand", Parameters.Default, HostStack.HonoursStop, steps), "it waits", ScenarioWitness.FoundAt(seed, 1));
}
