using Microsoft.Playwright;
using Netback.Properties.Evidence;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Evidence.Browser;

/// <summary>The page of the committed evidence as it would be written today, in a browser; with a witness of each kind, as all of them take long to load.
/// These are files of the tests: those of the evidence become others whenever it is collected anew.</summary>
public sealed class ReportInABrowser : IAsyncLifetime, IDisposable
{
    public const string Schedule = "w-byte-limit-NothingLeftBehind-honest", Scenario = "w-head-need-CarrierRecovers-honest",
        TwoQueues = "w-xsa-424-NoFlapping-honest", Forged = "w-byte-limit-HostileIndexContained-hostile", Many = "w-byte-limit-ByteAccounting-any-host",
        Overrun = "w-fewer-slots-NoRingOverrun-honest", Slots = "w-head-need-HostileIndexContained-hostile", Crossing = "w-slot-estimate-SmallRingProgress-packet-shapes",
        Hashes = "w-xsa-424-SmallRingProgress-packet-shapes";

    private static readonly string[] Witnesses = [Schedule, Scenario, TwoQueues, Forged, Many, Overrun, Slots, Crossing, Hashes];

    private readonly TempFolder folder = new();
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IPage? scripted;
    private int opened;
    private string page = "";

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Missing is not null) return;
        string committed = Path.Combine(Repository.Root, "docs", "evidence");
        var all = EvidenceFile.Read(Path.Combine(committed, EvidenceFile.Name));
        var some = all with { Cells = [.. all.Cells.Select(c => Witnesses.Contains(Id(c)) ? c : c with { Witness = null })] };
        Assert.Equal(Witnesses.Length, some.Cells.Count(c => c.Witness is not null));
        var report = new ReportFolder(Path.Combine(folder.Path, "report"));
        string own = Path.Combine(Repository.Root, "tests", "Evidence", "Browser");
        foreach (string file in EvidenceFile.FilesOf(some).Distinct())
            report.Write(file, File.ReadAllText(Path.Combine(File.Exists(Path.Combine(own, file)) ? own : committed, file)));
        Report.Write(some, report, new Sources(Repository.Root, "../.."));
        page = new Uri(report.FullName(Report.Page)).AbsoluteUri;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Program, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Opens the page anew. Whatever goes wrong in it fails the test in <see cref="OpenedPage.DisposeAsync"/>. Tests run one after another, in the same tab: a tab is a process,
    /// which takes as long to begin as the page.</summary>
    /// <param name="fragment">What follows the <c>#</c>, or nothing.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="script">Whether scripts run.</param>
    internal async Task<OpenedPage> Open(string fragment = "", int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var tab = script ? scripted ??= await browser!.NewPageAsync() : await browser!.NewPageAsync(new() { JavaScriptEnabled = false });
        await tab.SetViewportSizeAsync(width, 900);
        await tab.EmulateMediaAsync(new() { ColorScheme = scheme, Media = Media.Screen });
        var opened = new OpenedPage(tab, isKept: script);
        // Another address each time: else what follows the # would be all that changes.
        await tab.GotoAsync($"{page}?{++this.opened}{(fragment.Length > 0 ? "#" + fragment : "")}");
        return opened;
    }

    private static string Id(CellRow cell) => $"w-{cell.Revision}-{cell.Claim}".Replace('@', '-');
}
