using Microsoft.Playwright;
using Xunit;

namespace Netback.Tests.Evidence.Browser;

/// <summary>A page in a browser. That it wrote no error to the console, and asked for nothing outside, is part of every test.</summary>
internal sealed class OpenedPage : IAsyncDisposable
{
    private readonly List<string> errors = [];

    public OpenedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal)) errors.Add("asked for " + request.Url);
        };
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
        await Page.Context.DisposeAsync();
        Assert.Empty(errors);
    }
}
