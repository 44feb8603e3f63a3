using System.Diagnostics;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Proofs.Solving;

/// <summary>A program that decides SMT-LIB files. Nothing else in the project needs one.</summary>
/// <param name="Name">As on the command line, and the name of the program.</param>
/// <param name="Arguments">What it takes besides the file, so that no question takes longer than <see cref="SecondsPerCheck"/>.</param>
public sealed record Solver(string Name, IReadOnlyList<string> Arguments)
{
    /// <summary>After this a question is left unanswered. None takes more than seconds; but the solvers go by the wall clock, and machines can be loaded.</summary>
    public const int SecondsPerCheck = 100;

    /// <summary>After this a file is given up.</summary>
    public const int SecondsPerFile = 600;

    public static IReadOnlyList<Solver> All { get; } =
    [
        new("z3", [$"-t:{SecondsPerCheck * 1000}"]),
        // Left to its SAT solver alone, cvc5 takes two thirds of the time on these files.
        new("cvc5", ["--incremental", "--decision=internal", $"--tlimit-per={SecondsPerCheck * 1000}"]),
    ];

    /// <summary>Where the program is, or null if it is not installed.</summary>
    public string? Path => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => System.IO.Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    public bool IsInstalled => Path is not null;

    /// <summary>How to get it.</summary>
    public InputException IsMissing() =>
        new($"{Name} is not installed; Debian and Ubuntu have it: apt-get install {string.Join(' ', All.Select(s => s.Name))}");

    /// <summary>Answers all questions of a file.</summary>
    /// <param name="file">The file, SMT-LIB 2.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="InputException">The program is not installed.</exception>
    public Answers Solve(string file, CancellationToken stop = default)
    {
        string path = Path ?? throw IsMissing();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(path, [.. Arguments, file])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(TimeSpan.FromSeconds(SecondsPerFile));
        using var kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return Answers.Read(output + error.GetAwaiter().GetResult(), clock.Elapsed);
    }

    public override string ToString() => Name;
}
