using Xunit;
using System.Diagnostics;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

public sealed class ScenarioFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("scenarios").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("a.json", false, 1)]
    [InlineData("a.json.gz", true, 1)]
    [InlineData("a.jsonl", false, 2)]
    [InlineData("a.jsonl.gz", true, 2)]
    [InlineData("packed.jsonl", true, 2)]
    [InlineData("plain.jsonl.gz", false, 2)]
    public void File_IsUnpackedByContent_AndSplitByName(string name, bool packed, int scenarios)
    {
        string several = $"{RecordedText}\r\n\n{ScenarioText}\n";
        byte[] text = Utf8(scenarios == 1 ? RecordedText.Replace(",", ",\n", StringComparison.Ordinal) : several);
        var read = ScenarioReader.ReadFile(Write(name, packed ? Gzip(text) : text)).ToList();
        string path = Path.Combine(folder, name);
        Assert.Equal(scenarios == 1 ? [path] : [$"{path}:1", $"{path}:3"], read.Select(r => r.Where));
        Assert.Equal(3, read[0].Trace!.Count);
    }

    [Theory]
    [InlineData("", "holds no scenario")]
    [InlineData("\n \n", "holds no scenario")]
    public void FileWithoutScenario_IsRefused(string text, string message)
    {
        foreach (string name in new[] { "a.json", "a.jsonl" })
        {
            string path = Write(name, Utf8(text));
            Refused($"{path}: {message}", () => ScenarioReader.ReadFile(path).ToList());
        }
    }

    [Fact]
    public void MissingFileOrFolder_IsRefused()
    {
        Refused("none.json: no such file", () => ScenarioReader.ReadFile(Path.Combine(folder, "none.json")).ToList());
        Refused("no such file", () => ScenarioReader.ReadFile(Path.Combine(folder, "none", "a.json")).ToList());
        Refused($"{folder}: is a folder", () => ScenarioReader.ReadFile(folder).ToList());
        Refused("cannot be read", () => ScenarioReader.ReadFile("").ToList());
        Refused("cannot be read", () => ScenarioReader.ReadFile("a\0b").ToList());
    }

    [Fact]
    public void UnreadableFile_IsRefused() =>
        Refused("file: cannot be read: the disk is gone", () => ScenarioReader.Read(new BrokenStream(), "file", lines: true).ToList());

    [Fact]
    public void TwoScenariosOfOneName_AreRefusedWithBothLines() =>
        Refused("file:3: name: \"small\" is already the name in line 1",
            () => Read(Utf8($"{ScenarioText}\n{RecordedText}\n{ScenarioText}\n")));

    [Fact]
    public void TwoScenariosInAFileForOne_AreRefused() =>
        Refused("file: not JSON at line 2, byte 1", () => Read(Utf8($"{ScenarioText}\n{RecordedText}\n"), lines: false));

    [Fact]
    public void BadLine_IsRefusedWithItsNumber_AfterTheGoodOnes()
    {
        byte[] bytes = Utf8($"{ScenarioText}\n\n{RecordedText[..99]}\n");
        using var lines = ScenarioReader.Read(new MemoryStream(bytes), "file", lines: true).GetEnumerator();
        Assert.True(lines.MoveNext());
        Refused("file:3: not JSON at byte 100", () => lines.MoveNext());
    }

    [Fact]
    public void GzipCutShortAnywhere_IsRefused()
    {
        byte[] packed = Gzip(Utf8(ScenarioText + "\n"));
        Assert.Single(Read(packed));
        for (int length = 0; length < packed.Length; length++)
            Refused("file", () => Read(packed[..length]));
        for (int length = packed.Length - 8; length < packed.Length; length++) // all of the text is there, its trailer is not
            Refused("file: the gzip data is cut short", () => Read(packed[..length]));
    }

    [Fact]
    public void GzipWithMoreBehindIt_IsRefused()
    {
        byte[] packed = Gzip(Utf8(ScenarioText + "\n"));
        Refused("file: the gzip data is cut short, damaged, or more than one", () => Read([.. packed, 0]));
        Refused("file: the gzip data is cut short, damaged, or more than one", () => Read([.. packed, .. Gzip(Utf8(RecordedText))]));
    }

    [Fact]
    public void GzipWithAnyBitFlipped_IsRefusedOrReadAsBefore()
    {
        byte[] packed = Gzip(Utf8(ScenarioText));
        int refused = 0;
        for (int bit = 0; bit < packed.Length * 8; bit++)
        {
            byte[] damaged = [.. packed];
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                AssertSame(Read(packed)[0].Scenario, Read(damaged)[0].Scenario);
            }
            catch (InputException)
            {
                refused++;
            }
        }
        Assert.True(refused > packed.Length * 8 * 3 / 4, $"{refused} of {packed.Length * 8}");
    }

    [Theory]
    [InlineData(true, "file:1: the line is longer than 16 MiB")]
    [InlineData(false, "file: longer than 16 MiB")]
    public void GigabyteWithoutALineBreak_IsRefusedAfterReadingLittleOfIt(bool lines, string message)
    {
        using var stream = new EndlessStream(1L << 30);
        var watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(message, () => ScenarioReader.Read(stream, "file", lines).ToList());
        Assert.InRange(stream.Given, ScenarioReader.MaxBytes, 2 * ScenarioReader.MaxBytes + 4096);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void GzipThatUnpacksToOneHugeLine_IsRefused() =>
        Refused("file:1: the line is longer than 16 MiB", () => Read(Gzip(new byte[64 << 20])));

    [Fact]
    public void LineOfExactlyTheLimit_IsRead()
    {
        byte[] line = [.. Utf8(ScenarioText), .. Enumerable.Repeat((byte)' ', ScenarioReader.MaxBytes - Utf8(ScenarioText).Length)];
        Assert.Equal(2, Read([.. line, (byte)'\n', .. Utf8(RecordedText)]).Count);
        Refused("file:1: the line is longer than 16 MiB", () => Read([.. line, (byte)' ', (byte)'\n']));
    }

    private string Write(string name, byte[] bytes)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private sealed class EndlessStream(long length) : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, length - Given);
            buffer[..count].Fill((byte)'x');
            Given += count;
            return count;
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new IOException("the disk is gone");
    }
}
