namespace Netback;

/// <summary>What the kernel does besides the threads of the driver, where one context runs at a time: softirqs and workqueues.</summary>
public interface IBackgroundWork
{
    /// <summary>When it has something to do, if nothing else happens.</summary>
    Deadline Due { get; }

    /// <summary>Does what there is to do.</summary>
    /// <returns>Whether there was anything.</returns>
    bool Run();
}
