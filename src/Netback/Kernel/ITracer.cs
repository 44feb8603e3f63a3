namespace Netback;

/// <summary>Sees what a <see cref="SteppedKernel"/> does in terms of the field: who goes on, and what is read and written.</summary>
public interface ITracer
{
    /// <summary>A context goes on from a point. The reads and writes that follow are its own, until the next one goes on.</summary>
    /// <param name="context">Who.</param>
    /// <param name="what">The point, in words.</param>
    /// <param name="switched">Whether another context ran last.</param>
    void Goes(SteppedContext context, string what, bool switched);

    /// <summary>The running context reads a shared word.</summary>
    void Read(string word, object? value);

    /// <summary>The running context writes a shared word.</summary>
    void Write(string word, object? before, object? value);

    /// <summary>The running context begins a piece of work that has a name.</summary>
    void Enters(string name);

    /// <summary>The running context has done the piece of work it began last.</summary>
    void Leaves(string name, object? result);

    /// <summary>The running context has come to a point.</summary>
    /// <param name="context">Who.</param>
    /// <param name="what">The point, in words.</param>
    /// <param name="waits">Whether it cannot go on at this moment.</param>
    void Stops(SteppedContext context, string what, bool waits);
}
