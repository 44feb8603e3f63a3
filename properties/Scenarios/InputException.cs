namespace Netback.Properties.Scenarios;

/// <summary>
/// A file from outside is not what it should be. The message is one line that says where (file, line, path of the
/// value) and what is wrong; it is meant to be shown as it stands.
/// </summary>
public sealed class InputException(string message, Exception? inner = null) : Exception(OneLine(message), inner)
{
    private const int MaxReason = 160;

    /// <summary>Text from a file, fit to be quoted in a message: short and in quotation marks.</summary>
    internal static string Quote(string text) => text.Length <= 60 ? $"\"{text}\"" : $"\"{text[..60]}…\"";

    /// <summary>The message of somebody else, cut to what fits on a line.</summary>
    internal static string Brief(string text) => text.Length <= MaxReason ? text : $"{text[..MaxReason]}…";

    // A key or name of the input may hold line breaks, or controls that a terminal obeys.
    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '?' : c));
}
