using System.Text;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary>Standard output, of which it is said in one line that it cannot be written: closed, or to a disk that is full.</summary>
public sealed class OutputWriter(TextWriter writer) : TextWriter
{
    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value) => Guarded(() => writer.Write(value));

    public override void Write(string? value) => Guarded(() => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Guarded(() => writer.Write(buffer, index, count));

    public override void WriteLine(string? value) => Guarded(() => writer.Write(value + NewLine));

    public override void Flush() => Guarded(writer.Flush);

    private static void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new InputException($"standard output cannot be written: {e.Message}", e);
        }
    }
}
