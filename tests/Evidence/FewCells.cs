using Netback.Properties.Evidence;
using Netback.Tests.Documents;

namespace Netback.Tests.Evidence;

/// <summary>Evidence of which a report is made in a moment.</summary>
internal static class FewCells
{
    /// <summary>Puts the committed evidence about a few cells, with their files, into a folder.</summary>
    /// <param name="into">The folder, which is new.</param>
    /// <returns>The text of the evidence, which is not written.</returns>
    public static string Write(string into)
    {
        string committed = Path.Combine(Repository.Root, "docs", "evidence");
        var all = EvidenceFile.Read(Path.Combine(committed, EvidenceFile.Name));
        string[] revisions = ["byte-limit", "xsa-392"];
        string[] claims = ["BoundedMemory@honest", "BoundedMemoryForAnyHost@any-host", "NoFreeUnderLock@honest"];
        var few = all with
        {
            Revisions = [.. all.Revisions.Where(r => revisions.Contains(r.Name))],
            Claims = [.. all.Claims.Where(c => claims.Contains(c.Name))],
            Cells = [.. all.Cells.Where(c => claims.Contains(c.Claim) && revisions.Contains(c.Revision))],
            Explorations = [.. all.Explorations.Take(1)], Races = [.. all.Races.Take(1)], Mutants = [.. all.Mutants.Take(2)],
            Conformance = [.. all.Conformance.Take(2)],
        };
        var folder = new ReportFolder(into);
        foreach (string file in EvidenceFile.FilesOf(few)) folder.Write(file, File.ReadAllText(Path.Combine(committed, file)));
        return EvidenceFile.ToJson(few);
    }
}
