using System.Text;
using System.Text.Json;
using Netback.Properties.Exploration;
using Netback.Properties.Results;
using Netback.Properties.Specification;
using Netback.Properties.Scenarios;
using Netback.Properties.Verdicts;
using Netback.Revisions;
using Netback.Tests.Documents;
using Xunit;

namespace Netback.Tests.Results;

/// <summary>What is kept of a search is read again as the same.</summary>
public class FormTests
{
    [Fact]
    public void InterleavingSearch_IsReadAsItWasWritten()
    {
        var found = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "interleavings"), "*" + Witness.Extension, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(Witness.Read<Interleaving>).ToList();
        Assert.NotEmpty(found);
        var search = new InterleavedSearch(new("coyote", "posts-in-twos", 100, "schedules", false), Netback.Properties.Generation.DriverEnvironment.NoTxLock, found, EventKinds.Of(EventKind.PacketDelivered, EventKind.PacketPurged))
        {
            Defect = "none",
        };
        search.Probes.Add(Probes.Of(Probe.Blocked, Probe.QueueFull));
        search.Probes.Add(Probes.Of(Probe.Blocked));
        var again = AssertSame(InterleavedSearchForm.Instance, search);
        Assert.Equal((search.What, search.Environment, search.Events, search.Defect), (again.What, again.Environment, again.Events, again.Defect));
        Assert.Equal(Enum.GetValues<Probe>().Select(p => search.Probes[p]), Enum.GetValues<Probe>().Select(p => again.Probes[p]));
        Assert.All(again.Found, f => Assert.NotNull(f.Replay().Violation));
    }

    [Fact]
    public void Exploration_IsReadAsItWasWritten()
    {
        var result = Explorer.Exhaustive(History.Find("byte-limit")!, Configurations.Get("needing-two"), ExplorationBudget.Unlimited);
        Assert.NotEmpty(result.Findings);
        var again = AssertSame(ExplorationForm.Instance, result);
        Assert.Equal(result.ToString(), again.ToString());
        Assert.Equal(result.Findings.Select(f => (f.Violation.ToString(), f.Schedule.ToString())), again.Findings.Select(f => (f.Violation.ToString(), f.Schedule.ToString())));
    }

    private static T AssertSame<T>(IForm<T> form, T result)
    {
        string line = ResultsFile.LineOf("one", result, form);
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(line));
        var again = form.Read(document.RootElement.GetProperty("result"), new Place("here", ""));
        Assert.Equal(line, ResultsFile.LineOf("one", again, form));
        return again;
    }
}
