using System.Text;
using System.Text.RegularExpressions;

namespace Netback.Tests.Scenarios;

/// <summary>Damages JSON, always in the same way for the same random numbers.</summary>
internal static partial class Damage
{
    private static readonly string[] Strange =
    [
        "-1", "0", "1", "1.5", "1e400", "-0", "4294967296", "18446744073709551616", "99999999999999999999999", "null", "true",
        "false", "{}", "[]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"do\"", "\"bug\"", "\"name\"", "\"trace\"", "\"scenario\"",
        ",", ":", "{", "]", "",
    ];

    /// <summary>Text as it is after one to three damages.</summary>
    public static string Of(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int damages = random.Next(1, 4); damages > 0; damages--) bytes = Once(bytes, random);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Cuts, flips a bit, takes out, doubles, or puts another token in the place of one. May change its argument.</summary>
    public static byte[] Once(byte[] bytes, Random random)
    {
        int at = random.Next(bytes.Length + 1);
        int to = random.Next(at, Math.Min(bytes.Length, at + 40) + 1);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1 when at < bytes.Length:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                return [.. bytes[..at], .. bytes[to..]];
            case 3:
                return [.. bytes[..to], .. bytes[at..]];
            case 4:
                return WithToken(bytes, random, _ => Strange[random.Next(Strange.Length)]);
            default:
                return WithToken(bytes, random, tokens => tokens[random.Next(tokens.Count)].Value);
        }
    }

    // A token in the place of another: a wrong type, a wrong key, a key twice, a bracket too many.
    private static byte[] WithToken(byte[] bytes, Random random, Func<MatchCollection, string> choose)
    {
        string text = Encoding.Latin1.GetString(bytes);
        var tokens = Token().Matches(text);
        if (tokens.Count == 0)
            return bytes;
        var token = tokens[random.Next(tokens.Count)];
        return Encoding.Latin1.GetBytes(text[..token.Index] + choose(tokens) + text[(token.Index + token.Length)..]);
    }

    [GeneratedRegex("""\"[^"]*\"|[-+.\w]+|[{}\[\],:]""")]
    private static partial Regex Token();
}
