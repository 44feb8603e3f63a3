using System.IO.Compression;
using Netback.Properties.Specification;
using Netback.Properties.Evidence;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Netback.Tests.Commands;

namespace Netback.Tests.Evidence;

/// <summary>A report of a few properties, made twice from nothing, and once more from the evidence of the first.</summary>
public sealed class SmallReport : IDisposable
{
    private readonly TempFolder folder = new();

    public SmallReport()
    {
        (First, Second, Again) = (New("first"), New("second"), New("again"));
        string recordings = FewRecordings();
        Evidence = Make(First, recordings);
        Make(Second, recordings);
        foreach (string file in EvidenceFile.FilesOf(Evidence)) Again.Write(file, File.ReadAllText(First.FullName(file)));
        Report.Write(EvidenceFile.Read(First.FullName(EvidenceFile.Name)), Again);
    }

    public ReviewEvidence Evidence { get; }
    public ReportFolder First { get; }
    public ReportFolder Second { get; }
    public ReportFolder Again { get; }

    public string Read(string name) => File.ReadAllText(First.FullName(name));

    /// <summary>A new folder for a report.</summary>
    public ReportFolder New(string name) => new(Path.Combine(Path.GetDirectoryName(folder.File("mark", ""))!, name));

    public void Dispose() => folder.Dispose();

    /// <summary>The first few recordings of each driver. What they agree with is tested elsewhere, on all.</summary>
    private string FewRecordings()
    {
        string all = Path.Combine(AppContext.BaseDirectory, "recordings"), few = New("recordings").Path;
        foreach (string file in Directory.GetFiles(all, "*.gz", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(few, Path.GetRelativePath(all, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            using var packed = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            using var kept = new StreamWriter(new GZipStream(File.Create(copy), CompressionLevel.Fastest));
            for (int line = 0; line < 10 && packed.ReadLine() is { } text; line++) kept.Write(text + '\n');
        }
        return few;
    }

    private static ReviewEvidence Make(ReportFolder into, string recordings)
    {
        string[] names = ["BoundedMemory", "BoundedLatency", "NoSpuriousCarrierOff", "NoRingOverrun"];
        var plan = new CollectionPlan(new(1, 120, 1000, 2), [.. Catalogue.Claims.Where(c => names.Contains(c.Property.Name))],
            [(History.Find("byte-limit")!, Configurations.Get("two-requests")), (History.Find("byte-limit")!, Configurations.Get("needing-two"))],
            [Race.Find("looks-once")!, Race.Find("kicks-before-append")!], [.. MutantList.All.Take(4)],
            recordings)
        {
            // Most of the time goes there, twice: one revision has all that a page can show.
            Interleaves = r => r is { Name: "byte-limit" },
        };
        var evidence = new Collector(plan, into, _ => { }, default).Collect();
        Report.Write(evidence, into);
        return evidence;
    }
}
