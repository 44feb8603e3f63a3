using Microsoft.Coyote.Logging;
using Microsoft.Coyote.SystematicTesting;
using Netback.Properties.Specification;
using Netback.Properties.Coyote;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Commands;
using Netback.Tests.Documents;
using Netback.Tests.Verdicts;
using Xunit;

namespace Netback.Tests.Coyote;

/// <summary>Each schedule in the repository still breaks what it is for: in the stepped machine, on real threads, and as Coyote wrote it.</summary>
[Collection(RealThreads.Name)]
public sealed class CommittedInterleavingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public static TheoryData<string> Witnessed =>
        [.. Witnesses.InterleavingNames.Select(n => Path.Combine("witnesses", n)), .. Names(Witness.Extension)];

    public static TheoryData<string> Traces => [.. Names(CoyoteTrace.Extension)];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Witnessed))]
    public void Witness_BreaksItsProperty_InBothKernels_InTheWordsOfTheFile(string name)
    {
        var witness = Witness.Read<Interleaving>(Path.Combine(Tests(), name));
        var stepped = witness.Replay();
        Assert.Null(stepped.Divergence);
        Assert.Equal(witness.Finding.Violation, stepped.Violation);
        var (threads, trace) = CoyoteEngine.Follow(witness.Driver, witness.ConcurrentScenario, witness.Finding.Schedule, witness.Finding.Violation.Property);
        Assert.Null(threads.Divergence);
        Assert.Equal(witness.Finding.Violation, threads.Violation);
        Assert.Equal(witness.Finding.Schedule.Steps, threads.Steps.Steps);
        Assert.NotNull(trace);
    }

    [Theory]
    [MemberData(nameof(Witnessed))]
    public void Witness_StandsWhereItBelongs_AndIsWrittenAsItIsRead(string name)
    {
        var witness = Witness.Read<Interleaving>(Path.Combine(Tests(), name));
        Assert.EndsWith(witness.FileName, name, StringComparison.Ordinal);
        string copy = folder.File("copy", "");
        WitnessFolder.Write(copy, witness.Write);
        Assert.Equal(File.ReadAllBytes(Path.Combine(Tests(), name)), File.ReadAllBytes(copy));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Trace_BreaksWhatItsWitnessDoes_EveryTime(string name)
    {
        var trace = CoyoteTrace.Read(Path.Combine(Tests(), name));
        var witness = Witness.Read<Interleaving>(Path.ChangeExtension(Path.Combine(Tests(), name), null) + Witness.Extension);
        for (int i = 0; i < 5; i++)
        {
            var replayed = CoyoteEngine.Replay(trace.Driver, trace.ConcurrentScenario, trace.Json);
            Assert.Null(replayed.Divergence);
            Assert.Equal(witness.Finding.Violation.Property, replayed.Violation?.Property);
        }
    }

    /// <summary>What <c>coyote replay netback.dll FILE -m NAME</c> does.</summary>
    [Theory]
    [MemberData(nameof(Traces))]
    public void Trace_IsOfATestThatCoyotesCommandLineFinds_AndFailsThere(string name)
    {
        var trace = CoyoteTrace.Read(Path.Combine(Tests(), name));
        string method = Scheduled.NameOf(Drivers.NameOf(trace.Driver), trace.ConcurrentScenario.Name);
        var test = typeof(Scheduled).GetMethod(method);
        Assert.NotNull(test);
        var settings = Microsoft.Coyote.Configuration.Create().WithTelemetryEnabled(false).WithReproducibleTrace(trace.Json);
        using var engine = TestingEngine.Create(settings, test.CreateDelegate<Action>());
        engine.SetLogger(new TextWriterLogger(TextWriter.Null, VerbosityLevel.None));
        engine.Run();
        Assert.Equal(1, engine.TestReport.NumOfFoundBugs);
    }

    [Fact]
    public void EveryExpectedViolation_HasItsWitness_AndNothingElseHas()
    {
        var cells = from claim in Catalogue.Claims
                    from revision in History.All.Concat(History.Variants)
                    where Expected.Interleaved(claim, revision) == Outcome.Violated
                    select $"{revision.Name} {claim.Name}";
        var witnesses = Witnesses.InterleavingNames.Select(n => Witness.Read<Interleaving>(Path.Combine(Witnesses.Folder(), n)));
        Assert.Equal(cells.Order(StringComparer.Ordinal),
            witnesses.Select(w => $"{w.Driver.Name} {w.Property}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryTrace_StandsBesideAWitness() => Assert.Equal(
        Names(Witness.Extension).Select(n => n.Replace(Witness.Extension, "", StringComparison.Ordinal)),
        Names(CoyoteTrace.Extension).Select(n => n.Replace(CoyoteTrace.Extension, "", StringComparison.Ordinal)));

    private static string Tests() => Path.Combine(Repository.Root, "tests");

    private static IEnumerable<string> Names(string extension) => Directory
        .EnumerateFiles(Path.Combine(Tests(), "interleavings"), "*" + extension, SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Tests(), f)).Order(StringComparer.Ordinal);
}
