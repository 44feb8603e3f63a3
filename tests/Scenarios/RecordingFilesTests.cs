using Xunit;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Netback.Properties.Scenarios;
using static Netback.Tests.Scenarios.Examples;

namespace Netback.Tests.Scenarios;

/// <summary>The recordings of the real driver are the reference of the format: all are read, and written as they were.</summary>
public class RecordingFilesTests
{
    [RecordingsFact]
    public void EveryRecording_IsRead_AndWrittenByteForByte()
    {
        int lines = 0;
        foreach (string file in RecordingsFactAttribute.Files())
        {
            using var unpacked = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            foreach (var recorded in ScenarioReader.ReadFile(file))
            {
                string expected = unpacked.ReadLine()!;
                string written = Written(recorded);
                if (written != expected)
                    Assert.Equal(Canonical(expected), written);
                lines++;
            }
            Assert.Null(unpacked.ReadLine());
        }
        Assert.True(lines >= 2000, $"only {lines} lines");
    }

    // Recordings made by hand leave out queue 0 and give a count of 1. Nothing else may differ.
    private static string Canonical(string line)
    {
        line = Regex.Replace(line, """("do":"(?:xmit|post|consume|kick|run|setReqProd)")(?!,"queue")""", "$1,\"queue\":0");
        return Regex.Replace(line, """(\{"do":"xmit"[^}]*),"count":1\}""", "$1}");
    }

    private static string Written(RecordedScenario recorded)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, ScenarioWriter.Options))
            ScenarioWriter.Write(json, recorded.Scenario, recorded.Trace!);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}

/// <summary>A test that needs the recordings next to the test assembly.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RecordingsFactAttribute : FactAttribute
{
    public RecordingsFactAttribute()
    {
        if (!Files().Any())
            Skip = "there are no recordings next to the test assembly";
    }

    public static IEnumerable<string> Files()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "recordings");
        return Directory.Exists(folder) ? Conformance.Recordings.All.Order() : [];
    }
}
