using Microsoft.Playwright;
using Xunit;

namespace Netback.Tests.Evidence.Browser;

/// <summary>A page in a browser. That it wrote no error to the console, and asked for nothing outside, is part of every test.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly List<string> errors = [];

    private readonly bool isKept;

    /// <param name="page">The tab, in which nothing is open yet, or what an earlier test has left.</param>
    /// <param name="isKept">Whether other tests use it after this one.</param>
    public OpenedPage(IPage page, bool isKept)
    {
        (Page, this.isKept) = (page, isKept);
        page.Console += OnConsole;
        page.PageError += OnError;
        page.Request += OnRequest;
    }

    public IPage Page { get; }

    /// <summary>The player of a witness.</summary>
    public ILocator Player(string witness) => Page.Locator($".player[data-of='{witness}']");

    /// <summary>What the player says about where it is.</summary>
    public Task<string> Where(string witness) => Player(witness).Locator(".where").InnerTextAsync();

    /// <summary>What an index of the ring shows.</summary>
    public Task<string> Index(string witness, string name) => Player(witness).Locator($".indices tr:has(th:text-is('{name}')) td").First.InnerTextAsync();

    /// <summary>Opens all that is folded away.</summary>
    public Task Unfold() => Page.EvaluateAsync("document.querySelectorAll('details').forEach(d => { d.open = true; })");

    public Task<int> Count(string selector) => Page.Locator(selector).CountAsync();

    public async ValueTask DisposeAsync()
    {
        if (!isKept) await Page.Context.DisposeAsync();
        // Nothing happens any more in a document that is left.
        else await Page.GotoAsync("about:blank");
        Page.Console -= OnConsole;
        Page.PageError -= OnError;
        Page.Request -= OnRequest;
        Assert.Empty(errors);
    }

    private void OnConsole(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning") errors.Add(message.Text);
    }

    private void OnError(object? sender, string error) => errors.Add(error);

    private void OnRequest(object? sender, IRequest request)
    {
        if (!request.Url.StartsWith("file:", StringComparison.Ordinal)) errors.Add("asked for " + request.Url);
    }
}
