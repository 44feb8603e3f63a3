using System.Reflection;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.WhatIf;

/// <summary>An assembly with revisions that are not of the history.</summary>
public sealed class OwnAssembly
{
    private readonly Assembly assembly;

    private OwnAssembly(string path, Assembly assembly, IReadOnlyList<Edge> edges, Coverage coverage)
    {
        (Path, this.assembly, Edges, Coverage) = (path, assembly, edges, coverage);
        Revisions = FindRevisions();
    }

    public string Path { get; }

    /// <summary>Its revisions, by name.</summary>
    public IReadOnlyList<Revision> Revisions { get; }

    /// <summary>The branches of its code.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    /// <summary>Which of them were taken.</summary>
    public Coverage Coverage { get; }

    /// <summary>Its tests: what they are called, and what runs them.</summary>
    public IEnumerable<(string Name, Action Run)> Tests =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where method.IsDefined(typeof(TestAttribute))
        select ($"{type.Name}.{method.Name}", new Action(() => method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null)));

    /// <summary>Loads an assembly, with calls in it that count branches. The file is not held open.</summary>
    /// <exception cref="InputException">It is none, or does not fit this program, or a revision in it cannot be made.</exception>
    public static OwnAssembly Load(string path)
    {
        if (!File.Exists(path)) throw new InputException($"{path}: there is no such file");
        try
        {
            var (image, edges, coverage) = Instrumenter.Instrument(path);
            var context = new OwnContext(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return new(path, context.LoadFromStream(new MemoryStream(image)), edges, coverage);
        }
        catch (BadImageFormatException e)
        {
            throw new InputException($"{path}: is not a .NET assembly", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is ReflectionTypeLoadException or TypeLoadException or MissingMemberException)
        {
            var cause = (e as ReflectionTypeLoadException)?.LoaderExceptions.FirstOrDefault() ?? e;
            throw new InputException($"{path}: does not fit this netback, build it again: {cause.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Whether a type is a revision, or what it is derived from, or no revision at all and so perhaps of use to all.</summary>
    internal bool IsCodeOf(string type, Revision revision) =>
        assembly.GetType(type) is not { } found || found.IsAssignableFrom(revision.GetType()) || !found.IsSubclassOf(typeof(Revision));

    /// <summary>The one that is asked for.</summary>
    /// <param name="name">Its name; null if there is only one.</param>
    /// <exception cref="InputException">There is none of that name, or there are several, or it keeps state that no search can see.</exception>
    public Revision Pick(string? name)
    {
        var revision = Find(name);
        return StateCheck.WhyNot(revision) is { } why ? throw new InputException($"{Path}: {why.TrimEnd('.')}") : revision;
    }

    private Revision Find(string? name)
    {
        if (Revisions.Count == 0) throw new InputException($"{Path}: has no revision; one is a public class that is derived from a revision and has a constructor without parameters");
        string[] names = [.. Revisions.Select(r => r.Name)];
        if (name is null) return Revisions.Count == 1 ? Revisions[0] : throw new InputException($"{Path}: has several revisions, choose one with --revision: {string.Join(", ", names)}");
        return Revisions.FirstOrDefault(r => r.Name == name) ?? throw new InputException($"{Path}: has no revision {InputException.Quote(name)}; it has {string.Join(", ", names)}");
    }

    private List<Revision> FindRevisions()
    {
        var found = new List<Revision>();
        foreach (var type in assembly.GetTypes().Where(t => t is { IsPublic: true, IsAbstract: false } && t.IsSubclassOf(typeof(Revision)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            if (type.GetConstructor([]) is not { } constructor) continue;
            var revision = Make(constructor);
            if (Drivers.Find(revision.Name) is not null)
                throw new InputException($"{Path}: {type.Name} has the name {InputException.Quote(revision.Name)}, which is that of a revision of the history: override Name");
            if (found.Find(r => r.Name == revision.Name) is { } other)
                throw new InputException($"{Path}: {type.Name} and {other.GetType().Name} have the same name, {InputException.Quote(revision.Name)}");
            if (History.Nearest(revision) is null)
                throw new InputException($"{Path}: {type.Name} is not derived from a revision of the history, so that there is nothing to compare it with");
            found.Add(revision);
        }
        return [.. found.OrderBy(r => r.Name, StringComparer.Ordinal)];
    }

    private Revision Make(ConstructorInfo constructor)
    {
        try
        {
            var revision = (Revision)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [], null);
            Scaffold.ExpectName(revision.Name, $"{Path}: {constructor.DeclaringType!.Name}: Name");
            return revision;
        }
        catch (Exception e) when (e is not (InputException or TypeLoadException or MissingMemberException))
        {
            throw new InputException($"{Path}: {constructor.DeclaringType!.Name} cannot be made: {Engines.SearchError.Words(e)}", e);
        }
    }
}
