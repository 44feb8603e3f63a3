using System.Text;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>
/// Searches whose results are kept in a folder, each as soon as it has come to its end: a process that is killed at any moment loses at most
/// those in hand, and the same command again goes on with the others.
/// </summary>
internal sealed class KeptSearches : Searches, IDisposable
{
    /// <summary>How long each search took: for people, and no part of the results.</summary>
    public const string Timings = "timings.jsonl";

    private readonly Lock gate = new();
    private readonly ResultsFile results;
    private readonly FileStream file;
    private readonly Share? share;
    private readonly bool onlyKnown;
    private readonly List<string> order = [];
    private readonly List<string> left = [];

    private KeptSearches(ResultsFile results, FileStream file, Share? share, bool onlyKnown) =>
        (this.results, this.file, this.share, this.onlyKnown) = (results, file, share, onlyKnown);

    /// <summary>Opens a folder, or makes it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="plan">What is searched.</param>
    /// <param name="share">Which part is searched here; all if null.</param>
    /// <param name="onlyKnown">Nothing is searched: what is not there is left to others.</param>
    /// <exception cref="InputException">It cannot be written, or holds something else; another process is at work in it.</exception>
    public static KeptSearches Open(string folder, Plan plan, Share? share, bool onlyKnown = false)
    {
        OutputFile.ExpectWritable(folder);
        FileStream? file = null;
        try
        {
            Directory.CreateDirectory(folder);
            file = new FileStream(ResultsFile.FullNameIn(folder), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            OutputFile.RemoveDrafts(folder);
            var results = ResultsFile.Read(file, folder);
            results?.Expect(plan);
            var kept = new KeptSearches(results ?? new(folder, plan), file, share, onlyKnown);
            // What a killed process has left of a line. Nothing is buffered: what could not be written must not be tried again as the file is closed.
            file.SetLength(results?.WholeBytes ?? 0);
            file.Position = file.Length;
            if (results is null) kept.Append(kept.results.HeadLine());
            return kept;
        }
        catch (IOException e) when (file is null)
        {
            throw new InputException($"{folder}: another netback is at work there, or it cannot be written: {e.Message}", e);
        }
        catch (Exception e)
        {
            file?.Dispose();
            if (e is UnauthorizedAccessException or IOException or ArgumentException) throw new InputException($"{folder}: {e.Message}", e);
            throw;
        }
    }

    public override bool IsPart => share is { Of: > 1 } || (onlyKnown && left.Count > 0);

    /// <summary>Searches of this share so far.</summary>
    public int Count => order.Count;

    /// <summary>Searches that are left to other shares.</summary>
    public int Left => left.Count;

    /// <summary>Which searches are not there, in a sentence.</summary>
    public string Missing => $"{left.Count:N0} of {left.Count + order.Count:N0} searches are missing, such as {left[0]}; run the unfinished shard again";

    /// <summary>Where witnesses stand.</summary>
    public string Witnesses => WitnessesIn(results.Folder);

    /// <inheritdoc cref="Witnesses"/>
    public static string WitnessesIn(string folder) => Path.Combine(folder, "witnesses");

    /// <summary>All has been searched: brings the lines into the order of the plan, whatever the order in which they came, with which they are
    /// the same bytes as those of any other run.</summary>
    public void Finish()
    {
        lock (gate)
        {
            string[] sorted = [results.HeadLine(), .. order.Concat(results.Lines.Keys.Except(order).Order(StringComparer.Ordinal)).Where(results.Lines.ContainsKey).Select(s => results.Lines[s])];
            OutputFile.Write(results.FullName, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', sorted) + "\n")), toDisk: true);
        }
    }

    public void Dispose() => file.Dispose();

    protected override bool[] Wanted(IReadOnlyList<(string Name, double Cost)> searches)
    {
        bool[] mine = onlyKnown ? [.. searches.Select(s => results.Lines.ContainsKey(s.Name))] : share?.Deal(searches) ?? base.Wanted(searches);
        lock (gate)
        {
            foreach (var (name, _) in searches.Where((_, i) => mine[i]))
            {
                if (order.Contains(name)) throw new InvalidOperationException($"Two searches are called {name}.");
                order.Add(name);
            }
            left.AddRange(searches.Where((_, i) => !mine[i]).Select(s => s.Name));
        }
        return mine;
    }

    protected override T? Known<T>(string name, IForm<T> form) where T : class => results.Lines.ContainsKey(name) ? results.Result(name, form) : null;

    protected override void Keep<T>(string name, T result, IForm<T> form, TimeSpan took)
    {
        string line = ResultsFile.LineOf(name, result, form);
        lock (gate)
        {
            Append(line);
            results.Add(name, line);
            NoteTime(name, took);
        }
    }

    private void NoteTime(string name, TimeSpan took)
    {
        try
        {
            File.AppendAllText(Path.Combine(results.Folder, Timings), FormattableString.Invariant($"{{\"search\":{System.Text.Json.JsonSerializer.Serialize(name)},\"seconds\":{took.TotalSeconds:0.000}}}\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No search is stopped for it.
        }
    }

    private void Append(string line)
    {
        long whole = file.Position;
        try
        {
            file.Write(Encoding.UTF8.GetBytes(line + "\n"));
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // Another search may come to its end meanwhile: its line must not go on with this one.
            file.SetLength(whole);
            file.Position = whole;
            throw new InputException($"{results.FullName}: cannot be written: {e.Message}", e);
        }
    }
}
