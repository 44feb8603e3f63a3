using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Package;

/// <summary>The packages as <c>dotnet pack</c> makes them of what has been built, and the tool installed from them, once for all tests.</summary>
public sealed class Packages : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("netback").FullName;

    public Packages()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        Feed = Path.Combine(folder, "feed");
        Run(Repository.Root, "dotnet", "pack", "--no-build", "-c", configuration, "-o", Feed, "-v", "quiet");
        string tool = Path.Combine(folder, "tool");
        Run(folder, "dotnet", "tool", "install", "NetbackVerification.Tool", "--tool-path", tool, "--source", Feed);
        Tool = Path.Combine(tool, "netback");
    }

    /// <summary>The folder with the packages.</summary>
    public string Feed { get; }

    /// <summary>The installed command.</summary>
    public string Tool { get; }

    /// <summary>Paths of the files in the package whose name begins and ends so.</summary>
    public IReadOnlyList<string> Files(string name, string extension)
    {
        using var package = ZipFile.OpenRead(File(name, extension));
        return [.. package.Entries.Select(e => e.FullName)];
    }

    /// <summary>The text of the description that a package carries.</summary>
    public string Description(string name)
    {
        using var package = ZipFile.OpenRead(File(name, ".nupkg"));
        using var reader = new StreamReader(package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        return reader.ReadToEnd();
    }

    /// <summary>A new empty folder.</summary>
    public string EmptyFolder() => Directory.CreateDirectory(Path.Combine(folder, Path.GetRandomFileName())).FullName;

    /// <summary>Runs a command to its end, without a network, and returns what it printed.</summary>
    public static string Run(string where, string command, params string[] args)
    {
        var start = new ProcessStartInfo(command, args) { WorkingDirectory = where, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing listens there: whatever asks a server for something fails.
        start.Environment["HTTP_PROXY"] = start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = start.Environment["DOTNET_NOLOGO"] = start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // Else the SDK of the test run would be told to the one that is started here.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', args)}: exit code {process.ExitCode}\n{output}{error}");
        return output;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name, string extension) =>
        Directory.EnumerateFiles(Feed).Single(f => System.Text.RegularExpressions.Regex.IsMatch(Path.GetFileName(f), $@"^{name}\.\d.*(?<!symbols)\{extension}$"));
}
