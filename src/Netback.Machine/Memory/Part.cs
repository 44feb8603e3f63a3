namespace Netback;

/// <summary>What a machine is made of, from its start to its end. It has a number, by which states speak of it.</summary>
public abstract class Part
{
    protected Part(Machine machine)
    {
        Machine = machine;
        Number = machine.Register(this);
    }

    /// <summary>The machine that it is part of.</summary>
    public Machine Machine { get; }

    internal int Number { get; }
}
