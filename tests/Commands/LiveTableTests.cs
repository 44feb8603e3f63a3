using System.Text.RegularExpressions;
using Netback.Properties.Specification;
using Netback.Properties.Commands;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Spectre.Console;
using Xunit;

namespace Netback.Tests.Commands;

[Trait("Category", "Long")]
public class LiveTableTests
{
    [Fact]
    public void Table_FillsIn_AndItsVerdictsAreThoseOfTheVerifier()
    {
        Revision[] revisions = [History.Find("slot-estimate")!, History.Find("xsa-424")!];
        List<Claim> claims = [.. Catalogue.Claims.Where(c => c.Name is "BoundedMemory@honest" or "BoundedMemory@hostile" or "NoRingOverrun@honest" or "NoRingOverrun@xdp")];
        var budget = new Budget(200, null, 1);
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output),
        });
        int cases = 0;

        var live = LiveTable.Verify(revisions, claims, budget, console, () => Interlocked.Increment(ref cases));

        // slot-estimate has no XDP headroom, so that one search of the six is not needed.
        Assert.Equal(5 * 200, cases);
        Assert.Equal(Verifier.Verify(revisions, claims, budget).Select(Words), live.Select(Words));
        string shown = Regex.Replace(output.ToString(), "\u001b\\[[0-9;?]*[A-Za-z]", "");
        Assert.Matches(@"BoundedMemory@honest +\. +\.", shown);
        Assert.Matches(@"BoundedMemory@honest +x2 +ok", shown);
        Assert.Matches(@"NoRingOverrun@xdp +- +x\d", shown);
    }

    /// <summary>A row of ten revisions is one line: nothing wraps, neither names nor numbers, and it is said what the marks mean and how long
    /// it has taken.</summary>
    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(200)]
    public void Table_FitsTheTerminal_WithALegendAndTheTime(int width)
    {
        List<Claim> claims = [.. Catalogue.Claims.Where(c => c.Property.Name is "BoundedMemoryForAnyHost" or "NoSpin")];
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new AnsiConsoleOutput(output) });
        (console.Profile.Width, console.Profile.Height) = (width, 50);

        LiveTable.Verify(History.All, claims, new Budget(20, null, 1), console, () => { });

        string[] lines = Regex.Replace(output.ToString(), "\u001b\\[[0-9;?]*[A-Za-z]", "\n").Split('\n');
        Assert.All(lines, line => Assert.InRange(line.TrimEnd('\r').TrimEnd().Length, 0, width));
        string shown = string.Join('\n', lines);
        Assert.Matches(@"BoundedMemoryForAnyHost@\S+( +\n*\S+\n*){10}", shown.Replace("\r", "", StringComparison.Ordinal));
        Assert.Contains("x3 violated in 3 steps", shown, StringComparison.Ordinal);
        Assert.Matches(@"\d+ of 70 searches done, \d+ s", shown);
    }

    private static string Words(Verdict v) => $"{v.Claim.Name} {v.Revision.Name} {v.Outcome} {v.Reached} {v.Witness?.What} {v.Cases}";
}
