using System.Reflection;
using System.Reflection.Emit;

namespace Netback;

/// <summary>
/// Which fields of a state machine may still be read after it has been resumed at a given point: live-variable analysis of its compiled
/// <c>MoveNext</c>, backwards over the control flow, a bit for each field. To store a whole field ends its life; to load it, or its
/// address, begins it. What is dead at a point does not tell states apart: the compiler clears references and awaiters that are no
/// longer used, but never numbers.
/// </summary>
internal sealed class Liveness
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Type machine;
    private readonly List<Instruction> code;
    private readonly Dictionary<int, int> indexOf;
    private readonly FieldInfo state;
    private readonly FieldInfo[] fields;
    private readonly Dictionary<int, HashSet<FieldInfo>> live = [];

    private Liveness(Type machine)
    {
        this.machine = machine;
        var moveNext = machine.GetMethod("MoveNext", Members)!;
        code = Instruction.Of(moveNext);
        indexOf = code.Select((c, i) => (c.At, i)).ToDictionary(x => x.At, x => x.i);
        state = machine.GetField("<>1__state", Members)!;
        fields = machine.GetFields(Members);
        var states = ResumePoints();
        States = states.Count == 0 ? 0 : states.Max + 1;
        if (fields.Length > 64) return;
        SkipKnownTests();
        ulong[] liveIn = Solve(moveNext.GetMethodBody()!.ExceptionHandlingClauses);
        foreach (int s in states)
        {
            int at = EntryOf(s);
            if (at >= 0) live[s] = [.. fields.Where((_, i) => (liveIn[at] >> i & 1) != 0)];
        }
    }

    /// <summary>Resume points, from 0.</summary>
    public int States { get; }

    public static Liveness Of(Type machine) => new(machine);

    /// <summary>Whether what the field holds at a resume point may be used. Where that cannot be found out, it may.</summary>
    public bool IsLive(int state, FieldInfo field) =>
        // "this" is loaded before the jump to the resume point.
        field.Name == "<>4__this" || !live.TryGetValue(state, out var set) || set.Contains(field);

    /// <summary>The numbers that are stored as state before a suspension.</summary>
    private SortedSet<int> ResumePoints()
    {
        var states = new SortedSet<int>();
        for (int i = 2; i < code.Count; i++)
        {
            if (code[i].Op != OpCodes.Stfld || !IsState(code[i])) continue;
            for (int j = i - 1; j >= Math.Max(0, i - 4); j--)
            {
                if (code[j].Constant is not >= 0) continue;
                states.Add(code[j].Constant!.Value);
                break;
            }
        }
        return states;
    }

    /// <summary>"a &amp;&amp; await b is { } x" leaves a flag that is tested at once, or tested again: whoever knows the flag goes on where the
    /// test leads, so that x does not seem alive where the flag is false.</summary>
    private void SkipKnownTests()
    {
        var entries = code.SelectMany(c => c.Targets).ToHashSet();
        for (int i = 0; i < code.Count; i++)
        {
            // A test that can be jumped to tests what somebody else left there.
            if (i > 0 && code[i].IsTest && code[i - 1].LoadsVariable && !entries.Contains(code[i].At))
                code[i].Targets = [code[Follow(indexOf[code[i].Targets[0]], code[i - 1].Variable, code[i].Is("brtrue"))].At];
            if (code[i].Constant is { } constant && i + 1 < code.Count && StoredAt(i + 1) is { } at && Follow(at + 1, code[at].Variable, constant != 0) is var to && to != at + 1)
                (code[i].Targets, code[i].IsJump) = ([code[to].At], true);
        }

        // Where a constant is stored that is on the stack, or null.
        int? StoredAt(int at)
        {
            if (code[at].Op.FlowControl == FlowControl.Branch && code[at].Is("br")) at = indexOf[code[at].Targets[0]];
            return code[at].Is("stloc") && at + 1 < code.Count ? at : null;
        }
    }

    /// <summary>Follows tests of a variable whose value is known, and of variables that it is copied to (Debug).</summary>
    /// <returns>The first instruction that is none of this.</returns>
    private int Follow(int at, int variable, bool value)
    {
        var known = new HashSet<int> { variable };
        for (int links = 0; links < 32 && at + 1 < code.Count; links++)
        {
            if (code[at].Op == OpCodes.Nop) at++;
            else if (code[at].Op == OpCodes.Br || code[at].Op == OpCodes.Br_S) at = indexOf[code[at].Targets[0]];
            else if (!code[at].LoadsVariable || !known.Contains(code[at].Variable)) break;
            else if (code[at + 1].IsTest) at = indexOf[code[at + 1].Is("brtrue") == value ? code[at + 1].Targets[0] : code[at + 1].Next];
            else if (code[at + 1].Is("stloc") && known.Add(code[at + 1].Variable)) at += 2;
            else break;
        }
        return at;
    }

    /// <summary>The fields that are alive before each instruction, a bit for each.</summary>
    private ulong[] Solve(IList<ExceptionHandlingClause> handlers)
    {
        var bit = fields.Select((f, i) => (f.MetadataToken, i)).ToDictionary(x => x.MetadataToken, x => x.i);
        var liveIn = new ulong[code.Count];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = code.Count - 1; i >= 0; i--)
            {
                var c = code[i];
                ulong alive = FallsThrough(c) && i + 1 < code.Count ? liveIn[i + 1] : 0;
                foreach (int target in c.Targets) alive |= liveIn[indexOf[target]];
                foreach (var handler in handlers)
                {
                    if (c.At < handler.TryOffset || c.At >= handler.TryOffset + handler.TryLength) continue;
                    alive |= liveIn[indexOf[handler.HandlerOffset]];
                    if (handler.Flags == ExceptionHandlingClauseOptions.Filter) alive |= liveIn[indexOf[handler.FilterOffset]];
                }
                if (c.Field is { } f && f.Module == machine.Module && bit.TryGetValue(f.MetadataToken, out int b))
                {
                    bool stores = c.Op == OpCodes.Stfld || (c.Op == OpCodes.Ldflda && i + 1 < code.Count && code[i + 1].Op == OpCodes.Initobj);
                    alive = stores ? alive & ~(1UL << b) : alive | 1UL << b;
                }
                if (alive == liveIn[i]) continue;
                liveIn[i] = alive;
                changed = true;
            }
        }
        return liveIn;
    }

    private static bool FallsThrough(Instruction c) =>
        !c.IsJump && c.Op.FlowControl is not (FlowControl.Return or FlowControl.Throw or FlowControl.Branch) || c.Op == OpCodes.Nop;

    private bool IsState(Instruction c) => c.Field is { } f && f.Module == machine.Module && f.MetadataToken == state.MetadataToken;

    /// <summary>The first instruction after the jump to a resume point: the dispatch at the top is followed with the state known.</summary>
    /// <returns>Its place, or -1 if the dispatch is of a kind that is not known.</returns>
    private int EntryOf(int resumePoint)
    {
        var stack = new Stack<int?>();
        var variables = new Dictionary<int, int?>();
        int i = 0;
        for (int guard = 0; guard < 10_000; guard++)
        {
            var c = code[i];
            if (c.Op == OpCodes.Ldarg_0) stack.Push(null);
            else if (c.Op == OpCodes.Ldfld && IsState(c)) { Pop(); stack.Push(resumePoint); }
            else if (c.Op == OpCodes.Ldfld && i < 8 && i + 1 < code.Count && code[i + 1].Is("stloc")) { Pop(); stack.Push(null); }
            else if (c.Constant is { } constant) stack.Push(constant);
            else if (c.Is("stloc")) variables[c.Variable] = Pop();
            else if (c.LoadsVariable)
            {
                if (!variables.TryGetValue(c.Variable, out var known) || known is null) return i;
                stack.Push(known);
            }
            else if (c.Op == OpCodes.Sub) { int? b = Pop(), a = Pop(); stack.Push(a - b); }
            else if (c.Op == OpCodes.Switch)
            {
                if (Pop() is not { } v) return i;
                if (v >= 0 && v < c.Targets.Length) { i = indexOf[c.Targets[v]]; continue; }
            }
            else if (c.Op.FlowControl is FlowControl.Branch && c.Targets.Length == 1) { i = indexOf[c.Targets[0]]; continue; }
            else if (c.Op.FlowControl == FlowControl.Cond_Branch)
            {
                if (Jumps(c) is not { } jumps) return i;
                if (jumps) { i = indexOf[c.Targets[0]]; continue; }
            }
            else if (c.Op != OpCodes.Nop) return StartOfStatement(i);
            i++;
        }
        return -1;

        int? Pop() => stack.Count > 0 ? stack.Pop() : null;

        bool? Jumps(Instruction c)
        {
            int? right = c.IsTest ? 0 : Pop(), left = Pop();
            if (left is not { } a || right is not { } b) return null;
            string name = c.Op.Name!;
            return name.Split('.')[0] switch
            {
                "brtrue" => a != 0,
                "brfalse" or "beq" => a == b,
                "bne" => a != b,
                "bgt" => name.Contains(".un", StringComparison.Ordinal) ? (uint)a > (uint)b : a > b,
                "ble" => name.Contains(".un", StringComparison.Ordinal) ? (uint)a <= (uint)b : a <= b,
                "bge" => name.Contains(".un", StringComparison.Ordinal) ? (uint)a >= (uint)b : a >= b,
                "blt" => name.Contains(".un", StringComparison.Ordinal) ? (uint)a < (uint)b : a < b,
                _ => null,
            };
        }
    }

    /// <summary>Back over the loads of "this" that were taken for a part of the dispatch.</summary>
    private int StartOfStatement(int i)
    {
        while (i > 0 && code[i - 1].Op == OpCodes.Ldarg_0) i--;
        return i;
    }
}
