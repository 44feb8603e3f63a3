using System.Reflection;

namespace Netback.Properties.Commands;

/// <summary>Which version this is.</summary>
public static class ProductVersion
{
    private const int CommitDigits = 12;

    /// <summary>What <c>netback --version</c> prints.</summary>
    public static string Line { get; } =
        Words(typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);

    /// <summary>A version in words.</summary>
    /// <param name="informational">As the SDK writes it: <c>1.0.0+57209487d194…</c> with the commit after the plus, which is missing if
    /// the sources that it was built from did not lie in a git repository.</param>
    public static string Words(string informational)
    {
        string[] parts = informational.Split('+', 2);
        return parts is [var version, { Length: > 0 } commit]
            ? $"netback {version}, commit {commit[..Math.Min(commit.Length, CommitDigits)]}"
            : $"netback {parts[0]}, commit unknown";
    }
}
