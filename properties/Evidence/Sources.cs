using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>
/// Where properties, rules and steps stand in the repository, as links for a page in it. Of a page that lies outside, or of a program without its
/// symbols, there are none.
/// </summary>
public sealed class Sources
{
    private const string Solution = "NetbackVerification.sln";
    private static readonly string[] Folders = ["src", "properties"];

    private readonly string root, prefix;
    private readonly Dictionary<string, string[]> files = [];
    private readonly Dictionary<string, ModuleDefinition?> modules = [];
    private readonly Dictionary<(Type, int), string?> known = [];

    /// <param name="root">Folder of the repository.</param>
    /// <param name="prefix">What leads from the page to it.</param>
    public Sources(string root, string prefix)
    {
        (this.root, this.prefix) = (root, prefix);
        foreach (string folder in Folders)
            foreach (string file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                if (Name(file) is var name && !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal))
                    files.Add(name, File.ReadAllLines(file));
    }

    /// <summary>Those of the repository that a folder lies in, or null if it lies in none.</summary>
    public static Sources? Around(string folder)
    {
        string full = Path.GetFullPath(folder);
        for (string? at = full; at is not null; at = Path.GetDirectoryName(at))
            if (File.Exists(Path.Combine(at, Solution))) return new(at, Path.GetRelativePath(full, at).Replace('\\', '/'));
        return null;
    }

    /// <summary>The line on which a property is declared.</summary>
    public string? OfProperty(string name) => Find("properties/Specification/Catalogue.cs", line => line.Contains($"new(\"{name}\",", StringComparison.Ordinal)
        || line.Contains($"new({name},", StringComparison.Ordinal));

    /// <summary>The line of a type that has a file of its own.</summary>
    public string? OfType(Type type) => files.Keys.FirstOrDefault(f => f.EndsWith($"/{type.Name}.cs", StringComparison.Ordinal)) is { } file
        ? Find(file, line => line.Contains($"class {type.Name}", StringComparison.Ordinal)) : null;

    /// <summary>The line on which a revision, or one that it derives from, says what it does about a rule.</summary>
    public string? OfRule(Revision revision, Rule rule)
    {
        for (var type = revision.GetType(); type is not null; type = type.BaseType)
            if (Find($"src/Netback/Revisions/{type.Name}.cs", line => line.Contains($"[Rule(Rule.{rule},", StringComparison.Ordinal)) is { } link) return link;
        return null;
    }

    /// <summary>The statement at which a suspended call stands.</summary>
    public string? OfFrame(Frame frame)
    {
        var key = (frame.Type.StateMachine, frame.Type.StateOf(frame.Boxed));
        if (!known.TryGetValue(key, out string? link)) known.Add(key, link = LineOf(key.StateMachine, key.Item2));
        return link;
    }

    /// <summary>What a link is called: <c>ByteLimit.cs:52</c>.</summary>
    public static string LabelOf(string link) => link[(link.LastIndexOf('/') + 1)..].Replace("#L", ":", StringComparison.Ordinal);

    private string? LineOf(Type stateMachine, int state)
    {
        string location = stateMachine.Assembly.Location;
        if (!modules.TryGetValue(location, out var module)) modules.Add(location, module = Read(location));
        if (module?.LookupToken(stateMachine.MetadataToken) is not TypeDefinition type) return null;
        var method = type.Methods.First(m => m.Name == nameof(System.Runtime.CompilerServices.IAsyncStateMachine.MoveNext));
        var yields = method.CustomDebugInformations.OfType<AsyncMethodBodyDebugInformation>().FirstOrDefault()?.Yields;
        if (yields is null || state < 0 || state >= yields.Count) return null;
        var point = method.DebugInformation.SequencePoints.Where(p => !p.IsHidden).LastOrDefault(p => p.Offset <= yields[state].Offset);
        return point is not null && FileOf(point.Document.Url) is { } file ? Link(file, point.StartLine) : null;
    }

    private static ModuleDefinition? Read(string location) =>
        location.Length > 0 && File.Exists(Path.ChangeExtension(location, ".pdb")) ? ModuleDefinition.ReadModule(location, new() { ReadSymbols = true }) : null;

    /// <summary>The file that symbols name, wherever it was compiled.</summary>
    private string? FileOf(string path)
    {
        string normal = path.Replace('\\', '/');
        return files.Keys.FirstOrDefault(f => normal.EndsWith("/" + f, StringComparison.Ordinal));
    }

    private string? Find(string file, Predicate<string> wanted) =>
        files.TryGetValue(file, out string[]? lines) && Array.FindIndex(lines, wanted) is >= 0 and var at ? Link(file, at + 1) : null;

    private string Link(string file, int line) => $"{prefix}/{file}#L{line}";

    private string Name(string file) => Path.GetRelativePath(root, file).Replace('\\', '/');
}
