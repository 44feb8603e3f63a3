using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Netback.Properties.WhatIf;

// Here, where it comes before the one of the machine.
using Instruction = Mono.Cecil.Cil.Instruction;

/// <summary>Puts counters into one method. What follows a jump, and each way that it leads, becomes a piece of code of its own behind the jump, so that
/// nobody else passes it.</summary>
internal sealed class MethodChanges
{
    private readonly Instrumenter instrumenter;
    private readonly MethodDefinition method;
    private readonly string owner;
    private readonly SourceLines source;
    private readonly List<Instruction> code;
    private readonly Dictionary<Instruction, int> at;
    private readonly ILProcessor il;
    private readonly int state;
    private readonly Dictionary<int, int> conditions = [];
    private VariableDefinition? rounds;

    /// <param name="instrumenter">Numbers edges.</param>
    /// <param name="method">A method that has not been changed. Its macros are taken apart.</param>
    /// <param name="owner">Full name of the outermost type around it.</param>
    public MethodChanges(Instrumenter instrumenter, MethodDefinition method, string owner)
    {
        (this.instrumenter, this.method, this.owner) = (instrumenter, method, owner);
        source = new(method);
        state = Resumes ? StateVariable(method.Body) : -1;
        code = [.. method.Body.Instructions];
        method.Body.SimplifyMacros();
        at = code.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => x.i);
        il = method.Body.GetILProcessor();
    }

    /// <summary>Whether it is what the compiler has made of a method that awaits.</summary>
    public bool Resumes => method.Name == nameof(System.Runtime.CompilerServices.IAsyncStateMachine.MoveNext);

    /// <summary>Counts each way out of each condition, and the rounds of each loop.</summary>
    public void MeasureBranches()
    {
        for (int i = 0; i < code.Count; i++)
        {
            var instruction = code[i];
            if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch && !IsGenerated(code, i, state)) MeasureBranch(i);
            else if (instruction.OpCode == OpCodes.Br && IsBack((Instruction)instruction.Operand, i)) CountRounds(instruction);
        }
    }

    /// <summary>
    /// Keeps a method that returns what another returns on the stack until it does: a call right before the return can take the caller's place, and a rule that calls itself
    /// becomes a loop without an end when the method has run often enough to be optimized.
    /// </summary>
    public void KeepTailCalls()
    {
        for (int i = 0; i + 1 < code.Count; i++)
        {
            if (code[i].OpCode.FlowControl == FlowControl.Call && code[i + 1].OpCode == OpCodes.Ret) il.InsertAfter(code[i], il.Create(OpCodes.Nop));
        }
    }

    /// <summary>Counts that it is entered.</summary>
    /// <param name="body">Where its source went.</param>
    public void MeasureEntry(SourceLines body)
    {
        int edge = instrumenter.Add(owner, -1, body, body.FirstLine, 1, 0);
        var first = method.Body.Instructions[0];
        foreach (var c in instrumenter.Enters(edge)) il.InsertBefore(first, c);
    }

    private bool IsBack(Instruction target, int from) => at.TryGetValue(target, out int to) && to <= from;

    private void MeasureBranch(int i)
    {
        var (branch, number, line) = (code[i], instrumenter.NextBranch(), source.LineOf(code[i]));
        int condition = conditions[line] = conditions.GetValueOrDefault(line) + 1;
        List<Instruction> added = [];
        Way(code[i + 1], mayBeBack: false);
        branch.Operand = branch.Operand is Instruction target ? Way(target, mayBeBack: true)
            : ((Instruction[])branch.Operand).Select(t => Way(t, mayBeBack: true)).ToArray();
        InsertBehind(branch, added);

        Instruction Way(Instruction to, bool mayBeBack)
        {
            int first = added.Count;
            added.AddRange(instrumenter.Takes(instrumenter.Add(owner, number, source, line, condition, source.NextLine(to))));
            if (mayBeBack && IsBack(to, i)) added.AddRange(CallRounds());
            added.Add(il.Create(OpCodes.Br, to));
            return added[first];
        }
    }

    private void CountRounds(Instruction jump)
    {
        List<Instruction> way = [.. CallRounds(), il.Create(OpCodes.Br, (Instruction)jump.Operand)];
        jump.Operand = way[0];
        InsertBehind(jump, way);
    }

    private void InsertBehind(Instruction jump, List<Instruction> added)
    {
        for (int k = added.Count - 1; k >= 0; k--) il.InsertAfter(jump, added[k]);
    }

    /// <summary>Rounds are counted from when the method is called or resumed.</summary>
    private IEnumerable<Instruction> CallRounds()
    {
        if (rounds is null)
        {
            rounds = new(method.Module.TypeSystem.Int32);
            method.Body.Variables.Add(rounds);
            method.Body.InitLocals = true;
        }
        return instrumenter.GoesRound(rounds);
    }

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
