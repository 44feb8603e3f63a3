using System.Text;
using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Results;

/// <summary>
/// What is in a file of results (<c>docs/results-format.md</c>): a line that says what it is of, and one for each search that has come to its
/// end. A last line without a line break was being written when the process was killed, and does not count.
/// </summary>
internal sealed class ResultsFile
{
    /// <summary>How the file is called in its folder.</summary>
    public const string Name = "results.jsonl";

    private const int Version = 1;
    private static readonly string[] HeadKeys = ["results", "version", "build", "command", "options"];
    private static readonly string[] LineKeys = ["search", "result"];

    private readonly Dictionary<string, string> lines = new(StringComparer.Ordinal);

    private ResultsFile(string folder, string version, string build, Plan plan) => (Folder, ProgramVersion, Build, Plan) = (folder, version, build, plan);

    /// <summary>A file with no search in it yet, by this program.</summary>
    public ResultsFile(string folder, Plan plan) : this(folder, Commands.ProductVersion.Line, BuildIdentity.Of, plan)
    {
    }

    public string Folder { get; }

    public string FullName => FullNameIn(Folder);

    /// <summary>The program that wrote it, as <c>netback --version</c> says, and its <see cref="BuildIdentity"/>.</summary>
    public string ProgramVersion { get; }

    /// <inheritdoc cref="ProgramVersion"/>
    public string Build { get; }

    public Plan Plan { get; }

    /// <summary>Bytes up to the end of the last whole line.</summary>
    public long WholeBytes { get; private set; }

    /// <summary>The line of each search, without its line break.</summary>
    public IReadOnlyDictionary<string, string> Lines => lines;

    public static string FullNameIn(string folder) => Path.Combine(folder, Name);

    /// <summary>Reads the file of a folder.</summary>
    /// <returns>Null if there is none, or not even its first line is whole.</returns>
    /// <exception cref="InputException">It cannot be read, or is something else.</exception>
    public static ResultsFile? Read(string folder)
    {
        string path = FullNameIn(folder);
        try
        {
            if (!File.Exists(path)) return null;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Read(stream, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="stream">The content of the file; it is left at its end.</param>
    /// <param name="folder">Where it stands.</param>
    public static ResultsFile? Read(Stream stream, string folder)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        byte[] bytes = content.ToArray();
        ResultsFile? file = null;
        for (int from = 0, number = 1, end; (end = Array.IndexOf(bytes, (byte)'\n', from)) >= 0; from = end + 1, number++)
        {
            string where = $"{FullNameIn(folder)}:{number}";
            using var document = ScenarioReader.Document(bytes.AsMemory(from, end - from), where);
            if (file is null) file = Head(document.RootElement, new(where, ""), folder);
            else file.Add(Encoding.UTF8.GetString(bytes, from, end - from), document.RootElement, new(where, ""));
            file.WholeBytes = end + 1;
        }
        return file;
    }

    private static ResultsFile Head(JsonElement element, Place place, string folder)
    {
        var fields = new JsonFields(element, place, HeadKeys);
        fields.Integer("results", Version, Version);
        return new(folder, fields.Text("version"), fields.Text("build"), new(fields.Text("command"), fields.Texts("options", 10_000)));
    }

    private void Add(string line, JsonElement element, Place place)
    {
        var fields = new JsonFields(element, place, LineKeys);
        string search = fields.Text("search");
        fields.Value("result");
        if (!lines.TryAdd(search, line) && lines[search] != line) throw place.Error($"{InputException.Quote(search)} is there already, with a different result");
    }

    /// <summary>Takes over the line of a search.</summary>
    public void Add(string search, string line) => lines.Add(search, line);

    /// <summary>What a search has come to.</summary>
    public T Result<T>(string search, IForm<T> form)
    {
        string where = $"{FullName}: {search}";
        using var document = ScenarioReader.Document(Encoding.UTF8.GetBytes(lines[search]), where);
        return form.Read(document.RootElement.GetProperty("result"), new(where, "result"));
    }

    /// <summary>The first line.</summary>
    public string HeadLine() => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("results", Version);
        json.WriteString("version", ProgramVersion);
        json.WriteString("build", Build);
        json.WriteString("command", Plan.Command);
        json.WriteStartArray("options");
        foreach (string option in Plan.Options) json.WriteStringValue(option);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The line of a search that has come to its end.</summary>
    public static string LineOf<T>(string search, T result, IForm<T> form) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("search", search);
        json.WritePropertyName("result");
        form.Write(json, result);
        json.WriteEndObject();
    });

    /// <summary>Refuses what another program, or another plan, has come to.</summary>
    /// <exception cref="InputException">It is of another.</exception>
    public void Expect(Plan plan, string ofWhom = "this")
    {
        if (Build != BuildIdentity.Of)
            throw new InputException($"{Folder}: holds results of another program ({ProgramVersion}, build {Build}; {ofWhom} is {Commands.ProductVersion.Line}, build {BuildIdentity.Of}); use another folder");
        if (Plan.DifferenceTo(plan) is { } difference)
            throw new InputException($"{Folder}: {difference}; use another folder");
    }
}
