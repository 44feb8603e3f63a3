using Netback.Properties.Exploration;

namespace Netback.Properties.Stories;

/// <summary>
/// Notes down what happens in a <see cref="World"/>, step by step, in the words of a story. It sees the run from both sides: reads,
/// writes and pieces of work as the kernel traces them, and what they come to as events.
/// </summary>
public sealed class StoryRecorder : ITracer, IEventSink
{
    private readonly List<StoryLine> lines = [];
    private readonly List<(string Actor, string Act)> begun = [];
    private World? world;
    private StoryState? state;
    private Teller[] tellers = [];
    private Teller? teller;

    /// <summary>What has been noted down so far.</summary>
    internal IReadOnlyList<StoryLine> Lines => lines;

    /// <summary>Actors that have made a step, by number.</summary>
    internal IEnumerable<int> TakingPart => lines.Where(line => line.Actor >= 0).Select(line => line.Actor).Distinct().Order();

    /// <summary>What each actor began, in order.</summary>
    internal IReadOnlyList<(string Actor, string Act)> Begun => begun;

    /// <summary>From here on the recorder follows this world, which must have it as its sink of events.</summary>
    public void Follow(World followed)
    {
        world = followed;
        world.Kernel.Tracer = this;
        tellers = [.. world.Actors.Select((_, number) => new Teller(number, lines))];
        state = new(world.Vif);
        TellState();
    }

    /// <summary>Makes a choice in the world, and notes down what comes of it.</summary>
    public void Do(Choice choice)
    {
        var actor = world!.Actors[choice.Actor];
        var next = tellers[choice.Actor];
        if (teller is not null && teller != next) teller.GivesWay(SwitchReason(world, teller.Number));
        teller = next;
        if (actor.Context is { IsIdle: false })
        {
            world.Do(choice);
        }
        else
        {
            string words = world.WordsOf(choice);
            if (actor.Context is not { IsRequested: true }) begun.Add((actor.Name, words));
            if (actor.Context is not null) teller.Begins(words);
            world.Do(choice);
        }
        teller.Flush();
        if (actor.Context is { IsIdle: true }) teller.Ends();
        TellState();
    }

    /// <summary>Notes down who waits for something in vain.</summary>
    internal void TellHung()
    {
        for (int actor = 0; actor < world!.Clock; actor++)
            if (world.StandingOf(actor) == Standing.Blocked)
                tellers[actor].Says($"<{Waiting.Words(world, actor)}>", inside: false);
    }

    /// <summary>Notes down what has been broken.</summary>
    internal void TellBreach(Breach breach) => lines.Add(new(StoryLine.Across, 0, $"BROKEN {breach.Clause}: {breach.What}"));

    /// <inheritdoc/>
    public void On(in Event e)
    {
        if (teller is null || EventWords.Of(e, world!) is not { } words) return;
        if (EventWords.CompletesPoint(e.Kind)) teller.Replaces(words);
        else teller.Says(words);
        if (e.Kind == EventKind.RxSlept) teller.FallsAsleep();
    }

    /// <inheritdoc/>
    public void Goes(SteppedContext context, string what, bool switched)
    {
        if (teller!.HasBegun) return;
        teller.Passes(what == "sleeps" ? teller.SleptSince ? "wakes up" : "does not sleep: was kicked meanwhile" : what);
    }

    /// <inheritdoc/>
    public void Read(string word, object? value) => teller?.Replaces($"{Bare(word)} ➜ {Shown(value)}");

    /// <inheritdoc/>
    public void Write(string word, object? before, object? value) => teller?.Replaces($"{Bare(word)} = {Shown(value)}");

    /// <inheritdoc/>
    public void Enters(string name) => teller?.Enters(name);

    /// <inheritdoc/>
    public void Leaves(string name, object? result) => teller?.Leaves(name, result is null ? null : Shown(result));

    /// <inheritdoc/>
    public void Stops(SteppedContext context, string what, bool waits) { }

    private void TellState()
    {
        string changes = string.Join("; ", state!.Changes());
        if (changes != "") lines.Add(new(StoryLine.Across, 0, $"STATE {changes}"));
    }

    /// <summary>Why an actor does not go on, or null if it is not in the middle of anything.</summary>
    private static string? SwitchReason(World world, int actor) => world.StandingOf(actor) switch
    {
        Standing.Idle => null,
        Standing.Ready => "chosen",
        _ => Waiting.Words(world, actor),
    };

    private static string Bare(string word) => word.StartsWith("the ", StringComparison.Ordinal) ? word[4..] : word;

    private static string Shown(object? value) => value switch
    {
        null => "none",
        bool yes => yes ? "true" : "false",
        Packet packet => $"packet #{packet.Id}",
        _ => value.ToString()!,
    };
}
