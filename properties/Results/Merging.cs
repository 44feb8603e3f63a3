using System.Text;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>Joins folders of results.</summary>
internal static class Merging
{
    /// <summary>Writes the searches of several folders into one, which may hold some already.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="shards">What is joined.</param>
    /// <param name="commands">Those that can be carried out in parts.</param>
    /// <returns>The plan that all are of.</returns>
    /// <exception cref="InputException">They are of different programs or plans, say different things about one search, or cannot be read.</exception>
    public static Plan Into(string folder, IReadOnlyList<string> shards, IReadOnlyList<string> commands)
    {
        foreach (string named in shards.Prepend(folder)) OutputFile.ExpectName(named);
        var files = shards.Select(s => ResultsFile.Read(s) ?? throw new InputException($"{ResultsFile.FullNameIn(s)}: there are no results")).ToList();
        var plan = files[0].Plan;
        if (!commands.Contains(plan.Command)) throw new InputException($"{shards[0]}: results of {InputException.Quote(plan.Command)}, which has no parts to join; those of {string.Join(", ", commands)} have");
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
