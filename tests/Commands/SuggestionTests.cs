using Netback.Properties.Specification;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Commands;

/// <summary>What a shell is offered at the cursor.</summary>
public class SuggestionTests
{
    [Theory]
    [InlineData("[suggest:11]", "netback ver", "verify")]
    [InlineData("[suggest]", "netback --v", "--version")]
    [InlineData("[suggest]", "netback verify ", "--revision", "--property", "--json")]
    [InlineData("[suggest]", "netback run FILE --", "--revision", "--json")]
    [InlineData("[suggest:10]", "netback re --help", "replay", "report", "revisions")]
    [InlineData("[suggest:999]", "/usr/bin/netback scenario ", "check", "explain", "new")]
    [InlineData("[suggest]", "netback explore --engine ", "coyote")]
    [InlineData("[suggest]", "netback list r", "races", "revisions")]
    public void Suggestions_FitWhatStandsBeforeTheCursor(string directive, string line, params string[] suggested) =>
        Assert.Superset(suggested.ToHashSet(), Of(directive, line).ToHashSet());

    [Fact]
    public void WordThatIsBegun_IsCompletedInNoOtherWay() =>
        Assert.Equal(["scenario"], Of("[suggest]", "netback scen"));

    /// <summary>Then shells complete files.</summary>
    [Theory]
    [InlineData("netback run ")]
    [InlineData("netback scenario check some.json ")]
    [InlineData("netback replay tests/")]
    public void WhereAFileCanStand_NothingIsSuggested(string line) => Assert.Empty(Of("[suggest]", line));

    [Fact]
    public void WhereACommandMustStand_OnlyCommandsAreSuggested() =>
        Assert.All(Of("[suggest]", "netback "), word => Assert.True(char.IsAsciiLetterLower(word[0]), word));

    [Theory]
    [InlineData("verify")]
    [InlineData("conform FILE")]
    public void Revision_IsSuggestedByItsName(string command) =>
        Assert.Equal(History.KnownNames.Order(StringComparer.OrdinalIgnoreCase), Of("[suggest]", $"netback {command} --revision "));

    [Theory]
    [InlineData("explore")]
    [InlineData("run FILE")]
    public void RevisionWithARace_IsSuggestedWhereItCanBeRun(string command) =>
        Assert.Equal(Drivers.Names.Order(StringComparer.OrdinalIgnoreCase), Of("[suggest]", $"netback {command} --revision "));

    [Fact]
    public void Property_IsSuggestedByItsName() =>
        Assert.Subset(Of("[suggest]", "netback verify --property ").ToHashSet(), Catalogue.Names.ToHashSet());

    private static string[] Of(string directive, string line) =>
        CliRun.Of(directive, line).Expected().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
