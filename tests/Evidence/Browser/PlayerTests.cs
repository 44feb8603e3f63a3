using Xunit;
using static Netback.Tests.Evidence.Browser.ReportInABrowser;

namespace Netback.Tests.Evidence.Browser;

[Collection(BrowserCollection.Name)]
[Trait("Category", "Long")]
public sealed class PlayerTests(ReportInABrowser report)
{
    [BrowserFact]
    public async Task Schedule_IsSteppedThrough_ByKeys()
    {
        await using var opened = await report.Open(Schedule);
        var player = opened.Player(Schedule).Locator(".playing");
        Assert.Equal("connected", await opened.Where(Schedule));
        await player.FocusAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("step 2 of 30", await opened.Where(Schedule));
        Assert.Matches("^host0\nlooks at the carrier\ncarrier ➜ true\nHost\\.cs:[0-9]+$", (await player.Locator(".act.now:visible").InnerTextAsync()).Trim());
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("step 1 of 30", await opened.Where(Schedule));
        await opened.Page.Keyboard.PressAsync("End");
        Assert.Equal("step 30 of 30", await opened.Where(Schedule));
        Assert.Equal("Violated here: queue 0 still holds 1 packet when all is torn down", await player.Locator(".verdict:visible").InnerTextAsync());
        await opened.Page.Keyboard.PressAsync("Home");
        Assert.Equal("connected", await opened.Where(Schedule));
        Assert.Equal("Not violated yet.", await player.Locator(".verdict:visible").InnerTextAsync());
    }

    [BrowserFact]
    public async Task Slider_AndButtons_GoToAStep()
    {
        await using var opened = await report.Open(Schedule);
        var player = opened.Player(Schedule);
        await player.GetByRole(Microsoft.Playwright.AriaRole.Slider).FillAsync("27");
        Assert.Equal("step 27 of 30", await opened.Where(Schedule));
        Assert.Equal("#0: 64 B, 1 slot", await player.Locator(".packets").First.InnerTextAsync());
        await player.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Back", Exact = true }).ClickAsync();
        Assert.Equal("step 26 of 30", await opened.Where(Schedule));
        Assert.Equal("", await player.Locator(".packets").First.InnerTextAsync());
        await player.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Last", Exact = true }).ClickAsync();
        Assert.Equal("step 30 of 30", await opened.Where(Schedule));
    }

    [BrowserFact]
    public async Task Space_Plays_AndPauses()
    {
        // Far from the end, which it must not come to on a machine that has other things to do.
        await using var opened = await report.Open(Schedule + "&step=2");
        await opened.Page.Keyboard.PressAsync("Space");
        await opened.Player(Schedule).Locator(".where:not(:text-is('step 2 of 30'))").WaitForAsync();
        Assert.Equal(1, await opened.Player(Schedule).GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Pause" }).CountAsync());
        await opened.Page.Keyboard.PressAsync("Space");
        Assert.Equal(1, await opened.Player(Schedule).GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Play" }).CountAsync());
        string where = await opened.Where(Schedule);
        await opened.Page.WaitForTimeoutAsync(1_000);
        Assert.Equal(where, await opened.Where(Schedule));
    }

    [BrowserFact]
    public async Task LinkToAStep_OpensTheWitnessThere_AndThePlayerWritesSuchLinks()
    {
        await using var opened = await report.Open(Scenario + "&step=6");
        Assert.Equal("step 6, guest 0 posts 1", await opened.Where(Scenario));
        Assert.Equal("2 (slot 2)", await opened.Index(Scenario, "req_prod"));
        Assert.True(await opened.Page.EvaluateAsync<bool>($"document.activeElement.closest('.player')?.dataset.of === '{Scenario}'"));
        await opened.Page.Keyboard.PressAsync("ArrowLeft");
        string link = (await opened.Player(Scenario).Locator("a.here").GetAttributeAsync("href"))!;
        Assert.Matches($"^#{Scenario}&step=6\\.[0-9]+$", link);
        string before = await opened.Where(Scenario);
        await opened.Page.Keyboard.PressAsync("End");
        Assert.NotEqual(before, await opened.Where(Scenario));
        await opened.Page.EvaluateAsync($"location.hash = '{link}'");
        await opened.Player(Scenario).Locator($".where:text-is('{before}')").WaitForAsync();
    }

    [BrowserFact]
    public async Task WholeSteps_ArePassed_ByPageKeys()
    {
        await using var opened = await report.Open(Scenario + "&step=3");
        await opened.Page.Keyboard.PressAsync("PageDown");
        Assert.Equal("step 4, host xmits 60 B to queue 0", await opened.Where(Scenario));
        await opened.Page.Keyboard.PressAsync("PageUp");
        Assert.Equal("step 3, advance 2 ms", await opened.Where(Scenario));
    }

    [BrowserFact]
    public async Task TwoRevisions_GoInStep_UntilTheyPart()
    {
        await using var opened = await report.Open(Scenario + "&step=0");
        var player = opened.Player(Scenario);
        await player.GetByLabel("beside xsa-392, which does not violate it").CheckAsync();
        Assert.Equal(2, await player.Locator("section.run:visible").CountAsync());
        Assert.EndsWith("; after this step they differ: carrier, stalled queues, stalled, rx thread", await opened.Where(Scenario), StringComparison.Ordinal);
        await player.Locator(".playing").FocusAsync();
        await opened.Page.Keyboard.PressAsync("PageDown");
        Assert.Equal("step 1, rx thread 0 runs; after this step both are the same", await opened.Where(Scenario));
        await opened.Page.Keyboard.PressAsync("End");
        Assert.EndsWith("; after this step they differ: carrier, stalled queues, stalled", await opened.Where(Scenario), StringComparison.Ordinal);
        Assert.Equal(1, await player.Locator(".marks .parts").CountAsync());
        Assert.StartsWith("Violated here: ", await player.Locator(".verdict").Nth(0).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("Not violated by this script.", await player.Locator(".verdict").Nth(1).InnerTextAsync());
    }

    /// <summary>What the later revision does on its way to a point is in the frame of that point, and a point that it has not is passed over.</summary>
    [BrowserFact]
    public async Task Schedule_IsFollowedByTheRevisionThatMendsIt()
    {
        await using var opened = await report.Open(Schedule + "&step=2");
        var player = opened.Player(Schedule);
        await player.GetByLabel("beside proposed, which does not violate it").CheckAsync();
        // It begins stalled.
        Assert.StartsWith("step 2 of 30; after this step they differ: carrier, ", await opened.Where(Schedule), StringComparison.Ordinal);
        await player.Locator(".playing").FocusAsync();
        await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("passes over: looks whether the Tx queue is stopped", await player.Locator(".act.now").Nth(1).Locator("div span").First.InnerTextAsync());
        await opened.Page.Keyboard.PressAsync("End");
        Assert.Equal("step 30 of 30; after this step they differ: packets, bytes, rx_queue_len", await opened.Where(Schedule));
        Assert.Equal("Not violated by this schedule.", await player.Locator(".verdict").Nth(1).InnerTextAsync());
    }

    /// <summary>Slots are where the indices say, in rings of any size, for honest guests and others.</summary>
    [BrowserFact]
    public async Task Ring_ShowsEachSlot_ByWhoseTurnItIs()
    {
        await using var opened = await report.Open(Scenario + "&step=8");
        Assert.Equal(256, await opened.Count($".player[data-of='{Scenario}'] section:not([hidden]) .slot"));
        Assert.Equal(18, await opened.Count($".player[data-of='{Scenario}'] section:not([hidden]) .slot.free"));
        await opened.Page.EvaluateAsync($"location.hash = '{Overrun}&step=3'");
        await opened.Player(Overrun).Locator(".verdict.violated").First.WaitForAsync();
        Assert.Equal(1, await opened.Count($".player[data-of='{Overrun}'] section:not([hidden]) .slot.overrun"));
        await opened.Page.EvaluateAsync($"location.hash = '{Schedule}&step=1'");
        await opened.Player(Schedule).Locator(".slot").First.WaitForAsync();
        Assert.Equal(2, await opened.Count($".player[data-of='{Schedule}'] section:not([hidden]) .slot"));
    }

    [BrowserFact]
    public async Task Slots_ShowExtrasAndErrors_AndPackets_TheirOffsetAndHash()
    {
        await using var opened = await report.Open(Slots + "&step=3");
        Assert.Equal("slot 0: data, error; slot 1: GSO; slot 2: data, error", await opened.Player(Slots).Locator(".contents").First.InnerTextAsync());
        Assert.Equal((1, 2), (await opened.Player(Slots).Locator("section:not([hidden]) .content.gso").CountAsync(), await opened.Player(Slots).Locator("section:not([hidden]) .content.error").CountAsync()));
        string legend = await opened.Player(Slots).Locator(".legend").InnerTextAsync();
        Assert.Contains("extra slot: GSO. response with an error.", legend, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", legend, StringComparison.Ordinal);
        await opened.Page.EvaluateAsync($"location.hash = '{Slots}&step=4'");
        await opened.Player(Slots).Locator(".contents:text-is('slot 1: GSO; slot 2: data, error')").First.WaitForAsync();
        await opened.Page.EvaluateAsync($"location.hash = '{Crossing}&step=1'");
        await opened.Player(Crossing).Locator(".packets li:visible").First.WaitForAsync();
        Assert.Matches("^#0: 60 B, 1 slot, at 4,0[0-9]{2} of its page$", await opened.Player(Crossing).Locator(".packets li").First.InnerTextAsync());
        await opened.Page.EvaluateAsync($"location.hash = '{Hashes}&step=999'");
        await opened.Player(Hashes).Locator(".content.hash").First.WaitForAsync();
        Assert.Contains(": hash", await opened.Player(Hashes).Locator(".contents").First.InnerTextAsync(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task TwoQueues_HaveARingEach_AndManyPacketsAreCounted()
    {
        await using var opened = await report.Open(TwoQueues + "&step=2");
        Assert.Equal(2, await opened.Player(TwoQueues).Locator("section:not([hidden]) .ring").CountAsync());
        await opened.Page.EvaluateAsync($"location.hash = '{Many}&step=0'");
        await opened.Player(Many).Locator(".verdict.violated").First.WaitForAsync();
        Assert.Equal("Queue: 65,538 packets, 4,295,032,830 B (limit 524,288 B); rx_queue_len says 65,534 B", await opened.Player(Many).Locator(".sum").First.InnerTextAsync());
        Assert.Equal("and 65,522 more", await opened.Player(Many).Locator(".packets").First.Locator("li").Last.InnerTextAsync());
    }
}
