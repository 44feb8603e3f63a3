using System.Text.Json;
using Netback.Properties.Specification;
using Netback.Properties.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>The names that other commands take are listed, each once, and no others.</summary>
public class ListCommandTests
{
    private static readonly string[] Kinds = ["revisions", "properties", "environments", "configurations", "scenarios", "theorems", "mutants", "races", "tie-mutants"];

    [Fact]
    public void Revisions_AreThoseOfTheHistory_AndTheirVariants()
    {
        Assert.Equal(History.All.Concat(History.Variants).Select(r => r.Name), Names("revisions"));
        Assert.Equal(History.All.Concat(History.Variants).Select(r => (r.Upstream, r.Recording)), Json("revisions").Select(r => (Text(r, "upstream")!, Text(r, "recording"))));
    }

    [Fact]
    public void Properties_AreThoseThatVerifyAndExploreKnow() =>
        Assert.Equal(Options.PropertyNames.Union(Options.InterleavingPropertyNames), Names("properties"));

    [Fact]
    public void Environments_AreThoseOfTheProperties() => Assert.Equal(
        Names("environments").Order(), Json("properties").SelectMany(p => p.GetProperty("environments").EnumerateArray().Select(e => e.GetString()!)).Distinct().Order());

    [Fact]
    public void PropertyInItsEnvironments_IsARowOfTheVerdictTable() => Assert.Superset(
        Catalogue.Claims.Select(c => c.Name).ToHashSet(),
        Json("properties").SelectMany(p => p.GetProperty("environments").EnumerateArray().Select(e => $"{Text(p, "name")}@{e.GetString()}")).ToHashSet());

    [Fact]
    public void Configurations_SayWhetherTheyCanBeExplored() => Assert.Equal(
        Configurations.All.Concat(Configurations.Larger).Select(c => (c.Name, Configurations.Find(c.Name) is not null)),
        Json("configurations").Select(c => (Text(c, "name")!, c.GetProperty("explored").GetBoolean())));

    [Fact]
    public void Scenarios_HaveAConfigurationThatIsListed() =>
        Assert.All(Json("scenarios"), s => Assert.Contains(Text(s, "configuration"), Names("configurations")));

    [Fact]
    public void Mutants_AreThoseThatTheMutantsCommandTakes_EachWithWhatMustNotice()
    {
        Assert.Equal(MutantList.All.Select(m => m.FullName), Names("mutants"));
        Assert.All(Json("mutants"), m => Assert.Contains(Catalogue.Claims, c => c.Name == Text(m, "caughtBy")));
    }

    [Fact]
    public void Races_NameADriverThatCanBeExplored() =>
        Assert.All(Json("races"), r => Assert.NotNull(Drivers.Find(Text(r, "driver")!)));

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void EveryName_IsListedOnce_WithASummary_InLinesThatFit(string kind)
    {
        string[] names = [.. Names(kind)];
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        Assert.All(Json(kind), listed => Assert.False(string.IsNullOrWhiteSpace(Text(listed, "summary"))));
        string[] lines = CliRun.Of("list", kind).Expected().Output.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 100));
        Assert.Equal(names, lines.Where(l => l[0] != ' ').Select(l => l.Split(' ')[0]));
    }

    [Fact]
    public void Help_NamesEveryKind() =>
        Assert.All(Kinds, kind => Assert.Contains(kind, CliRun.Of("list", "--help").Expected().Output, StringComparison.Ordinal));

    public static TheoryData<string> AllKinds() => [.. Kinds];

    private static IEnumerable<string> Names(string kind) => Json(kind).Select(listed => Text(listed, "name")!);

    private static List<JsonElement> Json(string kind) =>
        [.. JsonDocument.Parse(CliRun.Of("list", kind, "--json").Expected().Output).RootElement.EnumerateArray()];

    private static string? Text(JsonElement listed, string key) => listed.GetProperty(key).GetString();
}
