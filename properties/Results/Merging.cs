using System.Text;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>Joins folders of results.</summary>
internal static class Merging
{
    /// <summary>Commands that can be carried out in parts.</summary>
    private static readonly string[] Commands = ["verify", "report", "mutants", "prove"];

    /// <summary>Writes the searches of several folders into one, which may hold some already.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="shards">What is joined.</param>
    /// <returns>The plan that all are of.</returns>
    /// <exception cref="InputException">They are of different programs or plans, say different things about one search, or cannot be read.</exception>
    public static Plan Into(string folder, IReadOnlyList<string> shards)
    {
        OutputFile.ExpectWritable(folder);
        if (shards.Contains("")) throw new InputException("an empty text names no folder");
        var files = shards.Select(s => ResultsFile.Read(s) ?? throw new InputException($"{ResultsFile.FullNameIn(s)}: there are no results")).ToList();
        var plan = files[0].Plan;
        if (!Commands.Contains(plan.Command)) throw new InputException($"{shards[0]}: results of {InputException.Quote(plan.Command)}, which has no parts to join; those of {string.Join(", ", Commands)} have");
        if (ResultsFile.Read(folder) is { } earlier) files.Insert(0, earlier);
        var all = new ResultsFile(folder, plan);
        foreach (var file in files)
        {
            file.Expect(plan);
            foreach (var (search, line) in file.Lines)
            {
                if (!all.Lines.TryGetValue(search, out string? known)) all.Add(search, line);
                else if (known != line) throw new InputException($"{file.FullName}: {InputException.Quote(search)} has a different result here than in another folder");
            }
        }
        OutputFile.Write(all.FullName, stream =>
            stream.Write(Encoding.UTF8.GetBytes(string.Concat(all.Lines.Values.Prepend(all.HeadLine()).Select(l => l + "\n")))), toDisk: true);
        return plan;
    }
}
