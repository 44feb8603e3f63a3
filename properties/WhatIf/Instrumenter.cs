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
        var source = new SourceLines(method);
        bool resumes = method.Name == "MoveNext";
        int state = resumes ? StateVariable(method.Body) : -1;
        var code = method.Body.Instructions.ToList();
        method.Body.SimplifyMacros();
        var at = code.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => x.i);
        var il = method.Body.GetILProcessor();
        VariableDefinition? rounds = null;
        var conditions = new Dictionary<int, int>();
        for (int i = 0; i < code.Count; i++)
        {
            var instruction = code[i];
            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch && !IsGenerated(code, i, state)) MeasureBranch(i);
            else if (instruction.OpCode == OpCodes.Br && IsBack((Instruction)instruction.Operand, i)) CountRounds(instruction);
        }
        if (!resumes && !method.IsConstructor && !Describes(method)) MeasureEntry();
        method.Body.OptimizeMacros();

        bool IsBack(Instruction target, int from) => at.TryGetValue(target, out int to) && to <= from;

        void MeasureEntry()
        {
            var body = new SourceLines(BodyOf(method));
            int edge = Add(owner, -1, body, body.FirstLine, 1, 0);
            var first = method.Body.Instructions[0];
            foreach (var c in Call(il, enters, edge)) il.InsertBefore(first, c);
        }

        void MeasureBranch(int i)
        {
            var (branch, number, line) = (code[i], branches++, source.LineOf(code[i]));
            int condition = conditions[line] = conditions.GetValueOrDefault(line) + 1;
            var after = code[i + 1];
            var added = new List<Instruction>();
            added.AddRange(Call(il, takes, Add(owner, number, source, line, condition, source.NextLine(after))));
            added.Add(il.Create(OpCodes.Br, after));
            if (branch.Operand is Instruction target) branch.Operand = Way(target);
            else branch.Operand = ((Instruction[])branch.Operand).Select(Way).ToArray();
            for (int k = added.Count - 1; k >= 0; k--) il.InsertAfter(branch, added[k]);

            Instruction Way(Instruction target)
            {
                var way = Call(il, takes, Add(owner, number, source, line, condition, source.NextLine(target))).ToList();
                if (IsBack(target, i)) way.AddRange(CallRounds());
                way.Add(il.Create(OpCodes.Br, target));
                added.AddRange(way);
                return way[0];
            }
        }

        void CountRounds(Instruction jump)
        {
            List<Instruction> way = [.. CallRounds(), il.Create(OpCodes.Br, (Instruction)jump.Operand)];
            jump.Operand = way[0];
            for (int k = way.Count - 1; k >= 0; k--) il.InsertAfter(jump, way[k]);
        }

        IEnumerable<Instruction> CallRounds()
        {
            if (rounds is null)
            {
                rounds = new(module.TypeSystem.Int32);
                method.Body.Variables.Add(rounds);
                method.Body.InitLocals = true;
            }
            return [il.Create(OpCodes.Ldloca, rounds), il.Create(OpCodes.Call, goesRound)];
        }
    }

    private IEnumerable<Instruction> Call(ILProcessor il, MethodReference counter, int edge) =>
        [il.Create(OpCodes.Ldc_I4, session), il.Create(OpCodes.Ldc_I4, edge), il.Create(OpCodes.Call, counter)];

    private int Add(string owner, int branch, SourceLines source, int line, int condition, int leadsTo)
    {
        edges.Add(new(edges.Count, owner, source.MethodName, branch, source.File, line, condition, leadsTo) { Path = source.Path });
        return edges.Count - 1;
    }

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

    /// <summary>Whether a conditional jump is not of the source: it looks whether an awaiter is done, or where to resume.</summary>
    private static bool IsGenerated(List<Instruction> code, int at, int state)
    {
        int i = at - 1;
        while (i >= 0 && code[i].OpCode == OpCodes.Nop) i--;
        if (i < 0) return false;
        if (code[i].Operand is MethodReference { Name: "get_IsCompleted" }) return true;
        // The number of the resume point, perhaps less a constant or compared with one.
        while (i >= 0 && (IsConstant(code[i]) || code[i].OpCode == OpCodes.Sub)) i--;
        return state >= 0 && i >= 0 && code[i].OpCode == OpCodes.Ldloc && ((VariableDefinition)code[i].Operand).Index == state;
    }

    private static bool IsConstant(Instruction c) => c.OpCode == OpCodes.Ldc_I4;

    /// <summary>The local variable in which a state machine keeps its resume point, or -1.</summary>
    private static int StateVariable(MethodBody body)
    {
        for (int i = 0; i + 1 < body.Instructions.Count; i++)
        {
            if (body.Instructions[i] is not { OpCode.Code: Code.Ldfld, Operand: FieldReference { Name: "<>1__state" } }) continue;
            var store = body.Instructions[i + 1];
            return store.OpCode.Code switch
            {
                Code.Stloc_0 => 0, Code.Stloc_1 => 1, Code.Stloc_2 => 2, Code.Stloc_3 => 3,
                Code.Stloc or Code.Stloc_S => ((VariableDefinition)store.Operand).Index,
                _ => -1,
            };
        }
        return -1;
    }
}
