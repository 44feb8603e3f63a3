using System.Globalization;
using Netback.Properties.Exploration;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;

namespace Netback.Properties.Commands;

/// <summary>Asks what to do next, does it, and shows where that leads.</summary>
/// <param name="session">The run.</param>
/// <param name="steps">Those of the file, to be followed; or none.</param>
/// <param name="states">States that a look ahead visits at most.</param>
/// <param name="input">What somebody says, a line each.</param>
/// <param name="output">What that person sees.</param>
internal sealed class StepPrompt(StepSession session, IReadOnlyList<ScheduleStep> steps, int states, TextReader input, TextWriter output)
{
    private const string Help = """
        N        make choice N
        f [N]    follow the file for one step, or N; f all to its end
        b [N]    back one step, or N
        v        what can still be violated from here; v N goes there
        p        the path so far
        s FILE   save the path as a witness, for netback replay; it must end where something is violated
        fact     print it as an xunit fact
        q        quit
        Beside a choice: x ➜ 1 reads x and sees 1, x = 1 writes it; then: what the context does next, where it can be preempted.
        """;

    private IReadOnlyList<(Choice Choice, string Process, string Words, string Effect)> choices = [];
    private IReadOnlyList<(Violation Violation, IReadOnlyList<Choice> Way)>? ahead;

    /// <summary>Until somebody quits, or there is no more input.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public void Run(CancellationToken stop)
    {
        output.WriteLine($"{session}{(steps.Count > 0 ? $"; the file has {Changes.Count(steps.Count, "step")}" : "")}; h for help");
        Show();
        for (; ; )
        {
            output.Write("> ");
            output.Flush();
            stop.ThrowIfCancellationRequested();
            if (input.ReadLine() is not { } line)
            {
                output.WriteLine();
                return;
            }
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["q"] or ["quit"]) return;
            try
            {
                if (words.Length > 0 && Obey(words, stop)) Show();
            }
            catch (InputException e)
            {
                output.WriteLine(e.Message);
            }
        }
    }

    /// <returns>Whether it is somewhere else now.</returns>
    private bool Obey(string[] words, CancellationToken stop)
    {
        switch (words)
        {
            case [var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n):
                if (n < 1 || n > choices.Count) throw new InputException(choices.Count == 0 ? "no context can run; b goes back" : $"there are choices 1 to {choices.Count}");
                session.Go(choices[n - 1].Choice);
                return true;
            case ["f" or "follow", .. var rest]:
                if (steps.Count == 0) throw new InputException("there is no file of steps to follow");
                if (session.Follow(steps, rest is ["all"] ? int.MaxValue : Count(rest)) is { } why && rest is not ["all"]) output.WriteLine(why);
                return true;
            case ["b" or "back", .. var rest]:
                session.Back(Count(rest));
                return true;
            case ["v"]:
                Look(stop);
                return false;
            case ["v", var which]:
                var found = ahead ?? throw new InputException("look ahead first, with v");
                int at = Count([which]);
                if (at > found.Count) throw new InputException($"there are {found.Count}");
                foreach (var choice in found[at - 1].Way) session.Go(choice);
                return true;
            case ["p" or "path"]:
                foreach (var (step, i) in session.Schedule().Steps.Select((s, i) => (s, i + 1))) output.WriteLine($"{i,4}  {step}");
                return false;
            case ["s" or "save", var file]:
                var witness = session.Witness();
                string path = file.EndsWith(Witness.Extension, StringComparison.Ordinal) ? file : file + Witness.Extension;
                WitnessFolder.Write(path, witness.Write);
                output.WriteLine($"{path}: written; netback replay prints its trace");
                return false;
            case ["fact"]:
                session.WriteFact(output);
                return false;
            case ["h" or "help" or "?"]:
                output.WriteLine(Help);
                return false;
            default:
                throw new InputException($"{InputException.Quote(string.Join(' ', words))} is no command here; h for help");
        }
    }

    private static int Count(string[] words) => words switch
    {
        [] => 1,
        [var word] when int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0 => n,
        _ => throw new InputException($"{InputException.Quote(string.Join(' ', words))} is not a number from 1"),
    };

    private void Show()
    {
        ahead = null;
        choices = session.Choices();
        output.WriteLine();
        Wrap.Say(output, [$"after {Changes.Count(session.Steps, "step")}, {session.NowMs:N0} ms: ", .. Parts(session.State())]);
        foreach (var violation in session.Violated) Wrap.Say(output, $"VIOLATED {violation.Property}: ", violation.What + ".");
        string waiting = string.Join("; ", session.Waiting());
        if (waiting.Length > 0) Wrap.Say(output, waiting + ".");
        if (choices.Count == 0) output.WriteLine("No context can run.");
        int widest = choices.Count == 0 ? 0 : choices.Max(c => c.Process.Length + 2 + c.Words.Length);
        for (int i = 0; i < choices.Count; i++)
        {
            var (_, process, words, effect) = choices[i];
            string head = $"{i + 1,4}  {$"{process}: {words}".PadRight(Math.Min(widest, 44))}  ";
            bool fits = head.Length + effect.Length <= Cli.Width;
            output.WriteLine(fits ? head + effect : head.TrimEnd());
            if (!fits)
                foreach (string line in Wrap.Lines(Parts(effect.Split(", ")), Cli.Width - 10)) output.WriteLine("          " + line);
        }
    }

    private static IEnumerable<string> Parts(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Select((p, i) => i + 1 < all.Length ? p + "; " : p);
    }

    private void Look(CancellationToken stop)
    {
        try
        {
            var look = session.Ahead(states, stop);
            ahead = look.Found;
            output.WriteLine(look.IsAll ? $"All {look.States:N0} states reachable from here:" : $"Only the nearest {look.States:N0} states, up to {Changes.Count(look.Depth, "step")} from here (--ahead):");
            if (!session.LooksBackFarEnough)
                foreach (string line in Wrap.Lines([$"Moments more than {look.Horizon.OldestMs:N0} ms back count as one, and so do indices more than {look.Horizon.Reach:N0} slots back; netback explore finds out whether that makes a difference to this driver, and then looks further."], Cli.Width)) output.WriteLine(line);
            if (ahead.Count == 0) output.WriteLine("  nothing is violated");
            for (int i = 0; i < ahead.Count; i++)
            {
                var (violation, way) = ahead[i];
                output.WriteLine($"{i + 1,4}  {violation.Property}, {Changes.Count(way.Count, "step")}{(session.Knows(violation.Property) ? " (known)" : "")}");
                // In the run itself: packets have other numbers where states are saved.
                foreach (string line in Wrap.Lines([session.After(way).FirstOrDefault(b => b.Property == violation.Property).What ?? violation.What], Cli.Width - 10)) output.WriteLine("          " + line);
            }
        }
        catch (NotSupportedException e)
        {
            throw new InputException($"the states of this run cannot be saved, so there is no look ahead: {e.Message}", e);
        }
    }
}
