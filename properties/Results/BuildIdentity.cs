using System.Security.Cryptography;

namespace Netback.Properties.Results;

/// <summary>Which program this is, to the letter: two that differ can come to different results from the same plan.</summary>
internal static class BuildIdentity
{
    private const int Digits = 16;

    /// <summary>The same for the same code only: compilers write the same identity into what they make of the same sources.</summary>
    public static string Of { get; } = Digest(
    [
        typeof(BuildIdentity).Assembly, typeof(Revisions.Revision).Assembly, typeof(Machine).Assembly, typeof(FsCheck.Config).Assembly,
        typeof(Microsoft.Coyote.Configuration).Assembly,
    ]);

    private static string Digest(IEnumerable<System.Reflection.Assembly> assemblies) =>
        Convert.ToHexStringLower(SHA256.HashData([.. assemblies.SelectMany(a => a.ManifestModule.ModuleVersionId.ToByteArray())]))[..Digits];
}
