using System.CommandLine;

namespace Netback.Properties.Commands;

/// <summary>What a command has besides its options.</summary>
internal sealed class Invocation(Progress progress) : InvocationConfiguration
{
    public Progress Progress => progress;
}
