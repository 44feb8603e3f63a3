using System.Reflection;
using System.Reflection.Emit;

namespace Netback;

/// <summary>One instruction of a compiled method.</summary>
internal sealed class Instruction
{
    private static readonly OpCode[] OneByte = new OpCode[256], TwoBytes = new OpCode[256];

    static Instruction()
    {
        foreach (var field in typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public))
        {
            var op = (OpCode)field.GetValue(null)!;
            ushort value = (ushort)op.Value;
            if (op.Size == 1) OneByte[value] = op;
            else if (value >> 8 == 0xFE) TwoBytes[value & 0xFF] = op;
        }
    }

    public required int At { get; init; }
    public required OpCode Op { get; init; }

    /// <summary>Where the next one begins.</summary>
    public int Next { get; private set; }

    /// <summary>The field that it reads or writes, or null.</summary>
    public FieldInfo? Field { get; private set; }

    /// <summary>The token of the method that it calls, or 0.</summary>
    public int Token { get; private set; }

    /// <summary>Where it may go on but for the next one.</summary>
    public int[] Targets { get; set; } = [];

    /// <summary>Whether it goes on at its target only, although its operation does not say so: what the next ones test is known.</summary>
    public bool IsJump { get; set; }

    /// <summary>Number of the local variable that it reads or writes, or -1.</summary>
    public int Variable { get; private set; } = -1;

    /// <summary>The constant that it loads, or null.</summary>
    public int? Constant { get; private set; }

    public bool LoadsVariable => Variable >= 0 && Is("ldloc") && !Is("ldloca");

    /// <summary>A jump if a value is true, or if it is false.</summary>
    public bool IsTest => Is("brfalse") || Is("brtrue");

    public bool Is(string prefix) => Op.Name!.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>The instructions of a method, in order.</summary>
    public static List<Instruction> Of(MethodBase method)
    {
        byte[] il = method.GetMethodBody()!.GetILAsByteArray()!;
        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        var code = new List<Instruction>();
        for (int i = 0; i < il.Length;)
        {
            int at = i;
            var op = il[i] == 0xFE ? TwoBytes[il[++i]] : OneByte[il[i]];
            i++;
            var instruction = new Instruction { At = at, Op = op };
            instruction.Decode(il, ref i, method.Module, typeArguments, methodArguments);
            instruction.Next = i;
            code.Add(instruction);
        }
        return code;
    }

    private void Decode(byte[] il, ref int i, Module module, Type[]? typeArguments, Type[]? methodArguments)
    {
        int start = i;
        i += Op.OperandType switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, i),
            _ => 4,
        };
        int end = i;
        switch (Op.OperandType)
        {
            case OperandType.ShortInlineBrTarget: Targets = [end + (sbyte)il[start]]; break;
            case OperandType.InlineBrTarget: Targets = [end + BitConverter.ToInt32(il, start)]; break;
            case OperandType.InlineSwitch:
                Targets = [.. Enumerable.Range(1, BitConverter.ToInt32(il, start)).Select(k => end + BitConverter.ToInt32(il, start + 4 * k))];
                break;
            case OperandType.InlineField: Field = module.ResolveField(BitConverter.ToInt32(il, start), typeArguments, methodArguments); break;
            case OperandType.InlineMethod: Token = BitConverter.ToInt32(il, start); break;
            case OperandType.ShortInlineI: Constant = (sbyte)il[start]; break;
            case OperandType.InlineI: Constant = BitConverter.ToInt32(il, start); break;
            case OperandType.ShortInlineVar: Variable = il[start]; break;
            case OperandType.InlineVar: Variable = BitConverter.ToUInt16(il, start); break;
        }
        string name = Op.Name!;
        if (name == "ldc.i4.m1") Constant = -1;
        else if (Is("ldc.i4.") && char.IsDigit(name[^1])) Constant = name[^1] - '0';
        else if ((Is("ldloc.") || Is("stloc.")) && char.IsDigit(name[^1])) Variable = name[^1] - '0';
    }
}
