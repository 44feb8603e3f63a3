using Netback.Properties.Scenarios;

namespace Netback.Properties.Exploration;

/// <summary>One step of a schedule: who goes on, and past which point, in words.</summary>
/// <param name="Process">Name of the context, or <c>clock</c>.</param>
/// <param name="Words">The point, or what an idle context begins.</param>
public readonly record struct ScheduleStep(string Process, string Words)
{
    public override string ToString() => $"{Process}: {Words}";
}

/// <summary>
/// Which context went on at each step: a file with a line for each, such as <c>rx0: re-reads req_prod after arming req_event</c>.
/// Lines that are empty or begin with # say nothing. The labels are words, so that a schedule outlives small changes of
/// the driver; where it does not fit any more, <see cref="Replayer"/> says at which line.
/// </summary>
public sealed record Schedule(IReadOnlyList<ScheduleStep> Steps)
{
    private const int MaxSteps = 1_000_000, MaxLine = 500;

    /// <summary>Labels in files from before November 2026, and what they are called now.</summary>
    private static readonly Dictionary<string, string> OldWords = new() { ["goes round again"] = KernelThread.LoopsAgain };

    /// <summary>How often the next step is by another context than the one before.</summary>
    public int Switches => Steps.Zip(Steps.Skip(1)).Count(pair => pair.First.Process != pair.Second.Process);

    /// <summary>The same as a concurrent scenario says it whose time passes at any moment: there "ticks" is for when somebody may be busy, and excuses more than a tick at
    /// which nobody is.</summary>
    public Schedule WithQuietTicks() => new([.. Steps.Select(s => s is { Process: TestBench.Clock, Words: TestBench.PlainTick } ? s with { Words = TestBench.QuietTick } : s)]);

    /// <exception cref="InputException">The file is not a schedule.</exception>
    public static Schedule Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(reader, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Text.DecoderFallbackException or ArgumentException)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    /// <param name="reader">The lines.</param>
    /// <param name="where">What complaints call them.</param>
    /// <exception cref="InputException">A line is not a step.</exception>
    public static Schedule Read(TextReader reader, string where)
    {
        var steps = new List<ScheduleStep>();
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.Length > MaxLine) throw new InputException($"{where}:{number}: the line is longer than {MaxLine} characters");
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0 || colon + 2 == line.Length || line[..colon].Any(c => !char.IsAsciiLetterOrDigit(c)))
                throw new InputException($"{where}:{number}: {InputException.Quote(line)} is not a step; a step is \"context: what it does\"");
            if (steps.Count == MaxSteps) throw new InputException($"{where}:{number}: more than {MaxSteps:N0} steps");
            string words = line[(colon + 2)..];
            steps.Add(new(line[..colon], OldWords.GetValueOrDefault(words, words)));
        }
        return new(steps);
    }

    public void Write(TextWriter writer)
    {
        foreach (var step in Steps) writer.Write($"{step}\n");
    }

    /// <summary>Writes it to a file, which is replaced in one piece or not at all.</summary>
    public void Write(string path)
    {
        using (var writer = new StreamWriter(path + ".draft")) Write(writer);
        File.Move(path + ".draft", path, overwrite: true);
    }

    public override string ToString() => string.Join('\n', Steps);
}
