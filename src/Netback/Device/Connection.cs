namespace Netback;

/// <summary>What a guest asks for that connects again, and what of it fails.</summary>
/// <param name="Queues">Queues, 1 to <see cref="Parameters.Queues"/>.</param>
/// <param name="RingInUse">Whether it goes on with the rings that it had, with what is in them.</param>
/// <param name="Failure">What cannot be had for the last queue: <see cref="Cause.NoChannel"/>, <see cref="Cause.NoThread"/>, or nothing.</param>
public readonly record struct Connection(int Queues, bool RingInUse, Cause Failure = Cause.None)
{
    /// <summary>What cannot be had for a queue.</summary>
    public Cause FailureOf(int queue) => queue == Queues - 1 ? Failure : Cause.None;
}
