namespace Netback;

/// <summary>
/// RCU as far as this driver uses it: whoever waits for a grace period goes on once every context that was in a section when he
/// began to wait has left it.
/// </summary>
public sealed class GracePeriod(Machine machine) : Guard(machine)
{
    private readonly Cell<uint> inside = new(machine, "contexts in a transmit", 0), awaited = new(machine, "contexts waited for", 0);

    public override bool IsOpen => awaited.Peek == 0;

    public override string Describe => "a grace period";

    /// <summary>Whether nobody is in a section.</summary>
    public bool IsQuiet => inside.Peek == 0;

    /// <summary>The running context enters a section.</summary>
    public void Enter() => inside.Value |= Bit;

    /// <summary>The running context leaves its section.</summary>
    public void Leave()
    {
        inside.Value &= ~Bit;
        awaited.Value &= ~Bit;
    }

    /// <summary>Waits for those that are in a section now.</summary>
    public Point Wait(string what)
    {
        awaited.Value = inside.Value;
        return Machine.Until(what, this);
    }

    private uint Bit => 1u << Math.Min(Machine.RunningNumber, 31);
}
