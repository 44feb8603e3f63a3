using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Netback.Properties.Benchmarks;

/// <summary>The model checker Spin on the hand-written model of <c>byte-limit</c> in <c>tests/promela</c>: what others need for
/// such a search.</summary>
/// <param name="Seconds">CPU time of the search alone, or null if it could not run.</param>
/// <param name="States">States that it found.</param>
/// <param name="Note">Why there are none.</param>
public sealed record Spin(double? Seconds, double States, string Note)
{
    /// <summary>States per second of CPU time, or null if it could not run.</summary>
    public double? Rate => States / Seconds;

    private const string Model = "tests/promela/byte-limit.pml";

    /// <summary>Generates, compiles and runs the search of the configuration <c>two-sizes</c>, as <c>tests/promela/run</c> does.</summary>
    public static Spin Run(CancellationToken stop)
    {
        if (FindModel() is not { } model) return new(null, 0, $"no {Model} here or above");
        var folder = Directory.CreateTempSubdirectory("netback-spin");
        try
        {
            File.Copy(model, Path.Combine(folder.FullName, "byte-limit.pml"));
            Call(folder, "spin", ["-a", "byte-limit.pml"], stop);
            Call(folder, "gcc", ["-w", "-O2", "-DMEMLIM=500", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"], stop);
            string said = Call(folder, "bash", ["-c", "TIMEFORMAT='cpu %U %S'; { time ./pan -m1000000 -w22; } 2>&1"], stop);
            var cpu = Regex.Match(said, @"^cpu ([0-9.]+) ([0-9.]+)", RegexOptions.Multiline);
            var stored = Regex.Match(said, @"^ *([0-9.e+]+) states, stored", RegexOptions.Multiline);
            if (!stored.Success || !cpu.Success || !said.Contains("errors: 0", StringComparison.Ordinal)) return new(null, 0, "no result: see tests/promela/run");
            double states = Number(stored.Groups[1]);
            return new(Number(cpu.Groups[1]) + Number(cpu.Groups[2]), states, "");
        }
        catch (Win32Exception e)
        {
            return new(null, 0, $"not installed: {e.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    private static string Call(DirectoryInfo folder, string program, string[] arguments, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(stop);
        string said = process.StandardOutput.ReadToEnd();
        errors.Wait(stop);
        process.WaitForExit();
        return said;
    }

    private static string? FindModel()
    {
        for (var at = new DirectoryInfo(Directory.GetCurrentDirectory()); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, Model) is var path && File.Exists(path)) return path;
        return null;
    }
}
