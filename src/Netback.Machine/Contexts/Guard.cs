namespace Netback;

/// <summary>What a context can wait for. Looking at it changes nothing.</summary>
public abstract class Guard(Machine machine) : Part(machine)
{
    /// <summary>Whether a context that waits for this may go on now.</summary>
    public abstract bool IsOpen { get; }

    /// <summary>What it is, in words.</summary>
    public abstract string Describe { get; }
}
