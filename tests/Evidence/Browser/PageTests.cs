using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Netback.Properties.Specification;
using Xunit;
using static Netback.Tests.Evidence.Browser.ReportInABrowser;

namespace Netback.Tests.Evidence.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Category", "Long")]
public sealed class PageTests(ReportInABrowser report)
{
    /// <summary>Pixels of a page of A4 within its margins, at 96 to the inch.</summary>
    private const int Paper = 688;

    [BrowserTheory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(800, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task NothingOverflows_WithAllUnfolded(int width, ColorScheme scheme)
    {
        await using var opened = await report.Open("", width, scheme);
        await opened.Unfold();
        await opened.Player(Scenario).GetByRole(AriaRole.Checkbox).CheckAsync();
        Assert.Equal(width, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [BrowserFact]
    public async Task OnPaper_NothingOverflows_AndWhatIsFoldedAwayTakesNoPlace()
    {
        await using var opened = await report.Open("", Paper);
        await opened.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(Paper, await opened.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal(0, await opened.Count("details:visible"));
        Assert.Equal(0, await opened.Count(".filters:visible, .copy:visible, nav:visible, .player:visible"));
        // A verdict is told by its colour too.
        Assert.NotEqual("rgba(0, 0, 0, 0)", await opened.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.matrix td.bad')).backgroundColor"));
        Assert.Equal(3, await opened.Count("#sign-here + .scroll tbody tr:visible"));
        byte[] pdf = await opened.Page.PdfAsync(new() { Format = "A4", PrintBackground = true });
        Assert.InRange(System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type /Page\b(?!s)"), 8, 36);
    }

    [BrowserFact]
    public async Task CellOfTheTimeMachine_OpensItsWitness_WithItsPlayer()
    {
        await using var opened = await report.Open();
        Assert.False(await opened.Player(Scenario).IsVisibleAsync());
        await opened.Page.Locator($".matrix a[href='#{Scenario}']").ClickAsync();
        await opened.Player(Scenario).Locator(".playing").WaitForAsync();
        Assert.InRange(await opened.Page.EvaluateAsync<double>($"document.getElementById('{Scenario}').getBoundingClientRect().top"), 0, 450);
    }

    [BrowserFact]
    public async Task Names_HaveATooltip_AndLeadToWhatIsSaidAboutThem()
    {
        await using var opened = await report.Open();
        var property = opened.Page.Locator(".matrix tbody th a", new() { HasTextString = "NoFlapping@honest" });
        Assert.Equal("A guest that posts nothing takes the carrier down at most once.", await property.GetAttributeAsync("title"));
        await property.ClickAsync();
        var row = opened.Page.Locator("#property-NoFlapping-honest");
        await row.WaitForAsync();
        Assert.Matches(@"^\.\./\.\./properties/Specification/Catalogue\.cs#L[0-9]+$", (await row.Locator("a").First.GetAttributeAsync("href"))!);
        var revision = opened.Page.Locator(".matrix thead a", new() { HasTextString = "byte-limit" });
        Assert.Equal("512 KiB limit on the queue, each packet expires", await revision.GetAttributeAsync("title"));
        await revision.ClickAsync();
        Assert.EndsWith("#revision-byte-limit", opened.Page.Url, StringComparison.Ordinal);
        Assert.Matches(@"ByteLimit\.cs#L[0-9]+$", (await opened.Page.Locator("#revision-byte-limit a").GetAttributeAsync("href"))!);
    }

    [BrowserFact]
    public async Task TimeMachine_IsFiltered_ByPropertyRevisionAndNewFindings()
    {
        await using var opened = await report.Open();
        string rows = ".matrix tbody tr:visible";
        int all = await opened.Count(rows);
        await opened.Page.GetByRole(AriaRole.Searchbox).FillAsync("boundedmem");
        int named = Catalogue.Claims.Count(c => c.Name.Contains("BoundedMem", StringComparison.Ordinal));
        Assert.Equal(named, await opened.Count(rows));
        Assert.Equal($"{named} of {all} properties", await opened.Page.Locator(".filters [role=status]").InnerTextAsync());
        await opened.Page.GetByRole(AriaRole.Searchbox).FillAsync("");
        await opened.Page.Locator(".filters select").SelectOptionAsync("xsa-392");
        Assert.Equal(all, await opened.Count(".matrix tbody td:visible"));
        await opened.Page.GetByLabel("new findings only").CheckAsync();
        int fresh = await opened.Count(rows);
        Assert.InRange(fresh, 1, all - 1);
        Assert.Equal(fresh, await opened.Count(".matrix tbody td[data-new]:visible"));
        await opened.Page.GetByLabel("new findings only").UncheckAsync();
        await opened.Page.GetByLabel("violated only").CheckAsync();
        Assert.InRange(await opened.Count(rows), fresh, all - 1);
    }

    [BrowserFact]
    public async Task HeadsOfTheTimeMachine_Stick()
    {
        await using var opened = await report.Open("", 390);
        var (left, top) = (await At("left"), await At("top"));
        await opened.Page.EvaluateAsync("document.querySelector('.framed').scrollTo(200, 700)");
        Assert.Equal(700, await opened.Page.EvaluateAsync<int>("document.querySelector('.framed').scrollTop"));
        Assert.Equal(await opened.Page.EvaluateAsync<double>("document.querySelector('.framed').getBoundingClientRect().top"), await At("top"), 1.5);
        Assert.Equal(left, await At("left"), 1.5);
        Assert.NotEqual(top, await At("top"));

        Task<double> At(string side) => opened.Page.EvaluateAsync<double>($"document.querySelector('.matrix thead :first-child > :first-child').getBoundingClientRect().{side}");
    }

    /// <summary>On a telephone a picture is wider than the screen: the moment that matters is shown first.</summary>
    [BrowserFact]
    public async Task PictureWiderThanTheScreen_ShowsWhereItIsViolated()
    {
        await using var opened = await report.Open(Scenario, 390);
        await opened.Player(Scenario).Locator(".playing").WaitForAsync();
        Assert.InRange(await opened.Page.EvaluateAsync<double>($"document.querySelector('#{Scenario} line.broken').getBoundingClientRect().left"), 0, 389);
    }

    [BrowserFact]
    public async Task Commands_AreCopied()
    {
        await using var opened = await report.Open(Scenario);
        await opened.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await opened.Page.Locator($"#{Scenario} .copy").First.ClickAsync();
        await opened.Page.Locator($"#{Scenario} .copy:text-is('copied')").WaitForAsync();
        Assert.Equal("netback replay witnesses/head-need/CarrierRecovers@honest.witness.json", await opened.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [BrowserFact]
    public async Task WithoutScript_AllElseIsThere()
    {
        await using var opened = await report.Open(Scenario, script: false);
        Assert.True(await opened.Page.Locator($"#{Scenario} pre").IsVisibleAsync());
        Assert.True(await opened.Page.Locator($"#{Scenario} svg.picture").IsVisibleAsync());
        Assert.Equal(0, await opened.Count(".player:visible, .filters, .copy"));
    }

    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task RulesOfAccessibility_Hold(ColorScheme scheme)
    {
        await using var opened = await report.Open(Scenario + "&step=9", scheme: scheme);
        await opened.Player(Scenario).GetByRole(AriaRole.Checkbox).CheckAsync();
        await opened.Page.EvaluateAsync($"location.hash = '{Schedule}&step=20'");
        await opened.Player(Schedule).Locator(".playing").WaitForAsync();
        // Rows of a table are alike, and there are hundreds.
        await opened.Page.EvaluateAsync("document.querySelectorAll('tbody').forEach(b => [...b.rows].slice(8).forEach(r => r.remove()))");
        // In another scheme colours differ, and nothing else: what is folded away has none.
        if (scheme != ColorScheme.Light) await opened.Page.EvaluateAsync("document.querySelectorAll('details:not([open]) > :not(summary)').forEach(e => e.remove())");
        var found = await opened.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = scheme == ColorScheme.Light ? null : new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] } });
        Assert.Empty(found.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
    }
}
