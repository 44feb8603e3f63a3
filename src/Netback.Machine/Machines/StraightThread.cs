namespace Netback;

/// <summary>What a thread is in the middle of on a <see cref="StraightMachine"/>.</summary>
internal sealed class StraightThread(Func<Coroutine> body)
{
    private Frame? leaf;
    private bool begun;

    /// <summary>Rounds of its loop in this turn.</summary>
    public int Rounds { get; set; }

    /// <summary>Changes of the machine when its round began.</summary>
    public long RoundStart { get; set; }

    /// <summary>Whether nothing changed in the round before.</summary>
    public bool WasIdle { get; set; }

    /// <summary>Events to the guest in this round, and in the one before if that was idle.</summary>
    public long Notified { get; set; }

    /// <summary>Whether it spins and has not had its turn in this moment.</summary>
    public bool TurnDue { get; set; }

    public bool HasEnded => begun && leaf is null;

    /// <summary>Runs until it gives way.</summary>
    public void Go()
    {
        var from = leaf;
        leaf = null;
        leaf = begun ? Cpu.Current.Resume(from!) : Begin();
    }

    private Frame? Begin()
    {
        begun = true;
        return Cpu.Current.Begin(body);
    }
}
