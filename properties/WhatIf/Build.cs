using System.Diagnostics;
using Netback.Properties.Scenarios;

namespace Netback.Properties.WhatIf;

/// <summary>Builds a project of one's own with the SDK, against the libraries of this program.</summary>
internal static class Build
{
    /// <summary>Where the libraries lie that the project refers to.</summary>
    public static string Libraries => AppContext.BaseDirectory;

    /// <summary>The assembly of a folder that holds one project, or the file itself if it is an assembly.</summary>
    /// <param name="path">Folder, project or assembly.</param>
    /// <param name="stop">Ends the build.</param>
    /// <exception cref="InputException">There is no such thing, or it does not build; with the compiler's first complaint.</exception>
    public static string AssemblyOf(string path, CancellationToken stop)
    {
        if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path)) return path;
        if (path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) && File.Exists(path)) return Run(path, path, stop);
        if (!Directory.Exists(path)) throw new InputException($"{path}: there is no such folder, project or assembly");
        string[] projects = Directory.GetFiles(path, "*.csproj");
        return projects is [var project] ? Run(path, project, stop)
            : throw new InputException($"{path}: has {(projects.Length == 0 ? "no project" : "several projects")}; netback new-revision makes one");
    }

    private static string Run(string path, string project, CancellationToken stop)
    {
        // Nothing that it starts may live on: no servers, no nodes.
        var start = new ProcessStartInfo(Dotnet(), ["build", Path.GetFullPath(project), "-c", "Release", "--nologo", "-v", "quiet", "-clp:NoSummary",
            "--disable-build-servers", "-nodeReuse:false", $"-p:NetbackDir={Libraries}", "-t:Build", "-getProperty:TargetPath"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(project)),
        };
        // What a build that runs this program has set is not meant for this one.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        try
        {
            using var process = Process.Start(start)!;
            using var kill = stop.Register(() => process.Kill(entireProcessTree: true));
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            stop.ThrowIfCancellationRequested();
            string[] lines = $"{output}\n{error.GetAwaiter().GetResult()}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (process.ExitCode != 0) throw new InputException($"{path}: does not build: {FirstComplaint(lines)}");
            return lines.FirstOrDefault(File.Exists) ?? throw new InputException($"{path}: was built, but the build does not say where the assembly is");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InputException($"{path}: cannot be built: the .NET SDK is not there ({start.FileName}: {e.Message})", e);
        }
    }

    /// <summary>The first error of the compiler, without the folder in front and the project behind.</summary>
    private static string FirstComplaint(string[] lines)
    {
        string line = lines.FirstOrDefault(l => l.Contains(": error ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "no reason given";
        int project = line.LastIndexOf(" [", StringComparison.Ordinal), file = line.IndexOf('(', StringComparison.Ordinal);
        if (project > 0) line = line[..project];
        return file > 0 && line.LastIndexOf('/', file) is >= 0 and var slash ? line[(slash + 1)..] : line;
    }

    private static string Dotnet()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host)) return host;
        return Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
    }
}
