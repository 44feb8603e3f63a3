using Xunit;

namespace Netback.Tests;

/// <summary>
/// Tests that run on real threads under Coyote come after all others, one at a time: each step hands the turn to another thread, which takes many times as long while other tests
/// keep the cores busy.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealThreads
{
    public const string Name = "real threads";
}
