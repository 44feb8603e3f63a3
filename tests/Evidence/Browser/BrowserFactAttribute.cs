using Xunit;

namespace Netback.Tests.Evidence.Browser;

/// <summary>A test that needs Chromium or Chrome, and is skipped without it: nothing else in the project needs one. Where <c>NETBACK_NEEDS_BROWSER</c>
/// is set, as in CI, it is not skipped, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    public BrowserFactAttribute() => Skip = Missing;

    /// <summary>The browser's program, or null.</summary>
    internal static string? Program { get; } =
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in Names
         let program = Path.Combine(folder, name)
         where File.Exists(program)
         select program).FirstOrDefault();

    /// <summary>Why tests that need a browser are skipped, or null.</summary>
    internal static string? Missing =>
        Program is null && Environment.GetEnvironmentVariable("NETBACK_NEEDS_BROWSER") is null ? "neither chromium nor google-chrome is on the PATH" : null;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = BrowserFactAttribute.Missing;
}
