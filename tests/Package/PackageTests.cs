using System.Text.RegularExpressions;
using Netback.Properties.Commands;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Package;

/// <summary>What is installed from a folder works in another that is empty, without a network.</summary>
[Trait("Category", "Long")]
public sealed partial class PackageTests(Packages packages) : IClassFixture<Packages>
{
    [Fact]
    public void InstalledTool_IsOfTheVersionThatIsTested() =>
        Assert.Equal(ProductVersion.Line + "\n", Packages.Run(packages.EmptyFolder(), packages.Tool, "--version"));

    [Theory]
    [InlineData("revisions")]
    [InlineData("list", "mutants", "--json")]
    public void InstalledTool_PrintsTheSame(params string[] args) =>
        Assert.Equal(CliRun.Of(args).Expected().Output, Packages.Run(packages.EmptyFolder(), packages.Tool, args));

    [Fact]
    public void InstalledTool_Verifies_AndKeepsItsWitnessesWhereItRuns()
    {
        string folder = packages.EmptyFolder();
        string[] args = ["verify", "--revision", "xsa-424", "--property", "NoLossForObedientHost", "--cases", "1000", "--schedules", "0"];
        Assert.Contains("; all as expected.", Packages.Run(folder, packages.Tool, args), StringComparison.Ordinal);
        string witness = Path.Combine(folder, "artifacts", "witnesses", "xsa-424", "NoLossForObedientHost@honest.witness.json");
        Assert.Contains("VIOLATED at ", Packages.Run(folder, packages.Tool, "replay", witness), StringComparison.Ordinal);
    }

    /// <summary>Its real threads need what Coyote brings along.</summary>
    [Fact]
    public void InstalledTool_ExploresWithCoyote() => Assert.Contains("NoUseAfterFree violated", Packages.Run(
        packages.EmptyFolder(), packages.Tool, "explore", "--engine", "coyote", "--revision", "late-eoi", "--scenario", "posts-in-twos"), StringComparison.Ordinal);

    /// <summary>The project refers to the libraries of the tool, and to no package.</summary>
    [Fact]
    public void InstalledTool_MakesARevision_AndComparesIt()
    {
        string folder = packages.EmptyFolder();
        Packages.Run(folder, packages.Tool, "new-revision", "mine");
        string compared = Packages.Run(folder, packages.Tool, "what-if", "mine", "--cases", "60", "--schedules", "0");
        Assert.EndsWith("\nNothing differs from xsa-424 in 207 verdicts.\n", compared, StringComparison.Ordinal);
    }

    /// <summary>Of one source: the template's files are those that the command writes.</summary>
    [Fact]
    public void PackageOfTheTool_IsATemplateToo_OfTheProjectThatNewRevisionMakes()
    {
        string folder = packages.EmptyFolder(), hive = Path.Combine(folder, "hive");
        string package = Directory.EnumerateFiles(packages.Feed, "NetbackVerification.Tool.*.nupkg").Single(f => !f.Contains("symbols", StringComparison.Ordinal));
        Packages.Run(folder, "dotnet", "new", "install", package, "--debug:custom-hive", hive);
        Packages.Run(folder, "dotnet", "new", "netback-revision", "-n", "stop-at-the-limit", "--debug:custom-hive", hive);
        Packages.Run(folder, packages.Tool, "new-revision", "stop-at-the-limit", "--out", "by-command");
        foreach (string file in (string[])["StopAtTheLimit.cs", "StopAtTheLimitTests.cs"])
            Assert.Equal(File.ReadAllText(Path.Combine(folder, "by-command", file)), File.ReadAllText(Path.Combine(folder, "stop-at-the-limit", file)));
        string project = File.ReadAllText(Path.Combine(folder, "stop-at-the-limit", "stop-at-the-limit.csproj"));
        Assert.Contains("/.dotnet/tools/.store/netbackverification.tool/", project, StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.Root, project, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NetbackVerification.Tool", "tools/net10.0/any/netback.dll", "tools/net10.0/any/coyote/coyote.dll")]
    [InlineData("Netback", "lib/net10.0/Netback.Driver.dll", "lib/net10.0/Netback.Driver.xml")]
    public void Package_HasLicenceAndReadme_AndSymbolsBesideIt(string name, params string[] files)
    {
        Assert.Superset(files.Concat(["LICENSE", "README.md"]).ToHashSet(), packages.Files(name, ".nupkg").ToHashSet());
        Assert.Contains(files[0].Replace(".dll", ".pdb", StringComparison.Ordinal), packages.Files(name, ".snupkg"));
        string description = packages.Description(name);
        Assert.Contains($"<version>{typeof(ProductVersion).Assembly.GetName().Version!.ToString(3)}</version>", description, StringComparison.Ordinal);
        Assert.Contains("<license type=\"expression\">MIT</license>", description, StringComparison.Ordinal);
    }

    [Fact]
    public void LibraryPackage_IsAllThatAProgramNeeds()
    {
        string folder = packages.EmptyFolder();
        File.WriteAllText(Path.Combine(folder, "program.cs"), "foreach (var r in Netback.Revisions.History.All) Console.WriteLine(r.Name);");
        File.WriteAllText(Path.Combine(folder, "nuget.config"),
            $"""<configuration><packageSources><clear /><add key="here" value="{packages.Feed}" /></packageSources></configuration>""");
        // Not into the packages of the machine, where one of the same version may lie.
        File.WriteAllText(Path.Combine(folder, "program.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>{folder}/packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Netback" Version="{typeof(ProductVersion).Assembly.GetName().Version!.ToString(3)}" /></ItemGroup>
            </Project>
            """);
        Assert.Equal(string.Concat(History.Names.Select(name => name + "\n")), Packages.Run(folder, "dotnet", "run", "--verbosity", "quiet"));
    }

    /// <summary>The lines of the document, carried out by the shell that they are for.</summary>
    [Fact]
    public void BashCompletion_OfTheDocument_CompletesTheInstalledTool()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "shell-completion.md"));
        string script = BashBlock().Match(document).Groups[1].Value + """

            COMP_WORDS=(netback explore --strategy p) COMP_CWORD=3 COMP_LINE='netback explore --strategy p' COMP_POINT=28
            _netback
            printf '%s\n' "${COMPREPLY[@]}"
            complete -p netback
            """;
        string folder = packages.EmptyFolder();
        string path = $"export PATH='{Path.GetDirectoryName(packages.Tool)}':\"$PATH\"\n";
        Assert.Equal("pct\nportfolio\ncomplete -o default -F _netback netback\n", Packages.Run(folder, "bash", "-c", path + script));
    }

    [GeneratedRegex("```bash\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex BashBlock();
}
