using System.Runtime.CompilerServices;

namespace Netback.Tests;

/// <summary>What tests start is over in seconds, before profile-guided tiers pay: they are for the tool at work for minutes.</summary>
internal static class ShortLived
{
    [ModuleInitializer]
    internal static void ForWhatIsStarted() => Environment.SetEnvironmentVariable("DOTNET_TieredPGO", "0");
}
