using Netback.Tests.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Traces;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Traces;

public class FactWriterTests
{
    /// <summary>What is written compiles and passes, because <c>PastedFactTests.cs</c> is exactly that.</summary>
    [Fact]
    public void PastedFacts_AreWhatTheWriterWrites()
    {
        using var text = new StringWriter { NewLine = "\n" };
        foreach (string name in FactWriter.Usings) text.WriteLine($"using {name};");
        text.WriteLine();
        text.WriteLine("namespace Netback.Tests.Traces;");
        text.WriteLine();
        text.WriteLine("/// <summary>Facts just as they are written for what an exploration has found.</summary>");
        text.WriteLine("public class PastedFactTests");
        text.WriteLine("{");
        Write(text, History.Find("xsa-392")!, Configurations.Get("destructors"), "NoDeadlock");
        text.WriteLine();
        var mutant = MutantList.All.Single(m => m.FullName == "byte-limit+works-for-any-packet").Faulty;
        Write(text, mutant, Configurations.Get("one-packet"), "NoSpin");
        text.WriteLine();
        Write(text, Race.Find("kicks-before-append")!.Faulty, Configurations.Get("one-packet"), "NoLostWakeup");
        text.WriteLine();
        var own = Configurations.Get("one-packet") with
        {
            Name = "two-posts", Summary = "a \"quoted\" word", Posts = [1, 2], Clock = ClockPolicy.AnyTime,
        };
        Write(text, new IgnoresInterrupts(), own, "NoLostWakeup");
        text.WriteLine("}");
        Golden.AssertSameFile(TraceGolden.InFolder("PastedFactTests.cs"), text.ToString());
    }

    private static void Write(TextWriter text, Revision revision, Configuration configuration, string property)
    {
        var result = Explorer.Exhaustive(revision, configuration, ExplorationBudget.Unlimited with { Until = property });
        FactWriter.Write(text, revision, configuration, result.Findings.First(f => f.Violation.Property == property));
    }
}
