using System.Runtime.CompilerServices;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Netback.Properties.WhatIf;

// Here, where it comes before the one of the machine.
using Instruction = Mono.Cecil.Cil.Instruction;

/// <summary>
/// Puts calls of <see cref="Coverage"/> into the code of an assembly, in memory: at the beginning of each method, on both ways out of each
/// condition, and in each loop. What the compiler adds for awaits (the jump to the resume point, the test whether an awaiter is done)
/// counts as no condition.
/// </summary>
internal sealed class Instrumenter
{
    private readonly ModuleDefinition module;
    private readonly int session;
    private readonly List<Edge> edges = [];
    private readonly MethodReference enters, takes, goesRound;
    private int branches;

    private Instrumenter(ModuleDefinition module, int session)
    {
        (this.module, this.session) = (module, session);
        enters = Import(nameof(Coverage.Enters));
        takes = Import(nameof(Coverage.Takes));
        goesRound = Import(nameof(Coverage.GoesRound));
    }

    /// <summary>Instruments an assembly.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The assembly as it is to be loaded, its edges, and what will count them.</returns>
    /// <exception cref="BadImageFormatException">It is no assembly.</exception>
    public static (byte[] Image, IReadOnlyList<Edge> Edges, Coverage Coverage) Instrument(string path)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(Path.GetDirectoryName(Path.GetFullPath(path)));
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        using var assembly = AssemblyDefinition.ReadAssembly(path, new ReaderParameters
        {
            InMemory = true, AssemblyResolver = resolver, ReadSymbols = true, SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false),
        });
        List<Edge> edges = [];
        var coverage = Coverage.Open(session =>
        {
            var instrumenter = new Instrumenter(assembly.MainModule, session);
            foreach (var type in assembly.MainModule.Types.Where(IsMeasured)) instrumenter.Instrument(type, type.FullName);
            edges = instrumenter.edges;
            return edges.Count;
        });
        using var image = new MemoryStream();
        assembly.Write(image);
        return (image.ToArray(), edges, coverage);
    }

    /// <summary>Tests are no part of the revision.</summary>
    private static bool IsMeasured(TypeDefinition type) => !type.Name.StartsWith('<')
        && !type.Methods.Any(m => m.CustomAttributes.Any(a => a.AttributeType.FullName == typeof(TestAttribute).FullName));

    private MethodReference Import(string name) => module.ImportReference(typeof(Coverage).GetMethod(name));

    private void Instrument(TypeDefinition type, string owner)
    {
        foreach (var method in type.Methods.Where(m => m.HasBody && !IsGenerated(m))) Instrument(method, owner);
        foreach (var nested in type.NestedTypes) Instrument(nested, owner);
    }

    private void Instrument(MethodDefinition method, string owner)
    {
        var changes = new MethodChanges(this, method, owner);
        changes.MeasureBranches();
        changes.KeepTailCalls();
        if (!changes.Resumes && !method.IsConstructor && !Describes(method)) changes.MeasureEntry(new(BodyOf(method)));
        method.Body.OptimizeMacros();
    }

    /// <summary>A new edge.</summary>
    /// <returns>Its number.</returns>
    internal int Add(string owner, int branch, SourceLines source, int line, int condition, int leadsTo)
    {
        edges.Add(new(edges.Count, owner, source.MethodName, branch, source.File, line, condition, leadsTo) { Path = source.Path });
        return edges.Count - 1;
    }

    /// <summary>A number for a new condition.</summary>
    internal int NextBranch() => branches++;

    /// <summary>Says that a method is entered.</summary>
    internal IEnumerable<Instruction> Enters(int edge) => Call(enters, edge);

    /// <summary>Says that a condition leads one way.</summary>
    internal IEnumerable<Instruction> Takes(int edge) => Call(takes, edge);

    /// <summary>Says that a loop goes round once more.</summary>
    internal IEnumerable<Instruction> GoesRound(VariableDefinition rounds) => [Instruction.Create(OpCodes.Ldloca, rounds), Instruction.Create(OpCodes.Call, goesRound)];

    private IEnumerable<Instruction> Call(MethodReference counter, int edge) =>
        [Instruction.Create(OpCodes.Ldc_I4, session), Instruction.Create(OpCodes.Ldc_I4, edge), Instruction.Create(OpCodes.Call, counter)];

    /// <summary>Where the source of a method went: for one that awaits, into its state machine.</summary>
    private static MethodDefinition BodyOf(MethodDefinition method) =>
        method.CustomAttributes.FirstOrDefault(a => a.AttributeType.Name == nameof(AsyncStateMachineAttribute))?.ConstructorArguments[0].Value is TypeDefinition machine
            ? machine.Methods.First(m => m.Name == nameof(IAsyncStateMachine.MoveNext)) : method;

    /// <summary>Whether the compiler has added a method that stands in no source.</summary>
    private static bool IsGenerated(MethodDefinition method) =>
        method.Name == nameof(IAsyncStateMachine.SetStateMachine) || method.Name.StartsWith("<>", StringComparison.Ordinal);

    /// <summary>Whether the method only says what a revision is called.</summary>
    private static bool Describes(MethodDefinition method) => method.IsGetter && method.Name[4..] is nameof(Revisions.Revision.Name)
        or nameof(Revisions.Revision.Recording) or nameof(Revisions.Revision.InterleavedRecording) or nameof(Revisions.Revision.Upstream)
        or nameof(Revisions.Revision.Summary);
}
