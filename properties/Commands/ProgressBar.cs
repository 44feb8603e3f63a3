using Spectre.Console;

namespace Netback.Properties.Commands;

/// <summary>Tells a person at a terminal how far a command is.</summary>
internal static class ProgressBar
{
    /// <summary>
    /// Does <paramref name="work"/> for each item, one after the other, with a bar if <paramref name="error"/> is a terminal.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static void ForEach<T>(TextWriter error, string what, IReadOnlyList<T> items, Action<T> work, CancellationToken stop) =>
        While(error, what, items.Count, done =>
        {
            foreach (var item in items)
            {
                stop.ThrowIfCancellationRequested();
                work(item);
                done();
            }
        });

    /// <summary>
    /// Does <paramref name="work"/>, which calls what it is given once for each of <paramref name="total"/> parts, from any
    /// thread; with a bar if <paramref name="error"/> is a terminal.
    /// </summary>
    public static void While(TextWriter error, string what, long total, Action<Action> work)
    {
        var terminal = new AnsiConsoleOutput(error);
        if (!terminal.IsTerminal)
        {
            work(() => { });
            return;
        }
        // Cleared when done, so that only the result stays on the screen.
        var progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = terminal }).Progress().AutoClear(true);
        progress.Start(context =>
        {
            var task = context.AddTask(what, maxValue: total);
            work(() => task.Increment(1));
        });
    }
}
