namespace Netback;

/// <summary>An assertion of the driver itself does not hold: the kernel would stop here.</summary>
/// <param name="where">The function that asserts.</param>
/// <param name="what">The condition that stops the kernel.</param>
public sealed class DriverBugException(string where, string what) : Exception($"{where}: {what}")
{
    public string Where => where;
    public string What => what;
}
