using Xunit;

namespace Netback.Tests.Deploy;

/// <summary>A test that needs a program which is not part of the .NET SDK: skipped where it is not installed.</summary>
internal sealed class ProgramFactAttribute : FactAttribute
{
    /// <param name="program">Its name.</param>
    public ProgramFactAttribute(string program)
    {
        bool isThere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        if (!isThere) Skip = $"{program} is not installed";
    }
}
