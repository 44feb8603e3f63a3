namespace Netback.Properties.Evidence.Netdev;

/// <summary>One finding about today's driver, in the words of netdev.</summary>
/// <param name="Title">What happens, as a subject line.</param>
/// <param name="Claims">The violated properties with their environments that are this finding.</param>
/// <param name="Where">Functions and fields of <c>drivers/net/xen-netback</c>.</param>
/// <param name="Why">What the code does, and why that is a fault.</param>
/// <param name="Harm">Who notices, and how much.</param>
/// <param name="Patch">The smallest change, in words.</param>
public sealed record NetdevFinding(string Title, IReadOnlyList<string> Claims, string Where, string Why, string Harm, string Patch);
