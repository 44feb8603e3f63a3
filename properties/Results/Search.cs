namespace Netback.Properties.Results;

/// <summary>A piece of work that is done as a whole, by whichever machine and whenever: all that it comes to follows from its name, the plan and
/// the program.</summary>
/// <typeparam name="T">What it comes to.</typeparam>
/// <param name="Name">Says what it is; no other of the same plan has it.</param>
/// <param name="Cost">About how long it takes, in seconds of one core. It decides who takes it and when, never what comes of it.</param>
/// <param name="Go">Carries it out.</param>
internal sealed record Search<T>(string Name, double Cost, Func<T> Go)
{
    /// <summary>Whether it has come to its end with that. What was ended before it is not kept.</summary>
    public Func<T, bool> IsWhole { get; init; } = _ => true;
}
