namespace Netback;

/// <summary>What can be used after it is gone.</summary>
public enum Gone : byte
{
    /// <summary>The task of an Rx thread that has ended by itself, and of which nobody held a reference.</summary>
    Task,
    /// <summary>The event channel, which has been given back.</summary>
    Channel,
    /// <summary>The queue: a word in its memory, which has been given back, is read or written.</summary>
    Queue,
}
