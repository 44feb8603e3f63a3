using System.Reflection;
using System.Reflection.Emit;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>The decoder of compiled methods, on whatever the compiler has made of this repository.</summary>
public class InstructionTests
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<Type> OneOfEachAssembly => [typeof(Coroutine), typeof(ByteLimit), typeof(InstructionTests), typeof(Enumerable)];

    /// <summary>Instructions lie one behind the other from the first byte to the last, and jumps lead to where one begins.</summary>
    [Theory]
    [MemberData(nameof(OneOfEachAssembly))]
    public void Instructions_FillTheBody_AndJumpsLeadToOne(Type type)
    {
        int methods = 0, jumps = 0, fields = 0;
        foreach (var method in type.Assembly.GetTypes().SelectMany(t => (MethodBase[])[.. t.GetMethods(All), .. t.GetConstructors(All)]))
        {
            if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) continue;
            var code = Instruction.Of(method);
            int at = 0;
            foreach (var c in code)
            {
                Assert.Equal(at, c.At);
                Assert.True(c.Next > at);
                at = c.Next;
            }
            Assert.Equal(il.Length, at);
            var starts = code.Select(c => c.At).ToHashSet();
            Assert.All(code.SelectMany(c => c.Targets), target => Assert.Contains(target, starts));
            Assert.All(code, c => Assert.Equal(c.Op.FlowControl is FlowControl.Cond_Branch || (c.Op.FlowControl == FlowControl.Branch), c.Targets.Length > 0));
            Assert.All(code, c => Assert.Equal(c.Op.OperandType == OperandType.InlineField, c.Field is not null));
            methods++;
            jumps += code.Sum(c => c.Targets.Length);
            fields += code.Count(c => c.Field is not null);
        }
        Assert.True(methods > 100 && jumps > 100 && fields > 100, $"{methods} methods, {jumps} jumps, {fields} fields");
    }

    [Fact]
    public void Constants_AreThoseOfTheSource()
    {
        int[] expected = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -2, 127, -128, 128, 100_000, int.MinValue];
        var code = Instruction.Of(GetType().GetMethod(nameof(Constants), All)!);
        Assert.Equal(expected, code.Where(c => c.Constant is not null).Select(c => c.Constant!.Value));
    }

    [Fact]
    public void Switch_HasATargetForEachCase()
    {
        var code = Instruction.Of(GetType().GetMethod(nameof(Switches), All)!);
        var jump = Assert.Single(code, c => c.Op == OpCodes.Switch);
        Assert.Equal(5, jump.Targets.Length);
        Assert.Equal(5, jump.Targets.Distinct().Count());
    }

    [Fact]
    public void Variables_AreNumbered_AndAddressesAreNoLoads()
    {
        var code = Instruction.Of(GetType().GetMethod(nameof(Variables), All)!);
        int stored = code.First(c => c.Is("stloc")).Variable;
        Assert.Contains(code, c => c.LoadsVariable && c.Variable == stored);
        Assert.Contains(code, c => c.Is("ldloca") && c.Variable == stored && !c.LoadsVariable);
        // More than 255 of them: the long form.
        var many = Instruction.Of(ManyVariables(300));
        Assert.Equal(Enumerable.Range(0, 300), many.Where(c => c.Is("stloc")).Select(c => c.Variable));
        Assert.Equal(Enumerable.Range(0, 300), many.Where(c => c.LoadsVariable).Select(c => c.Variable));
    }

    [Fact]
    public void Fields_OfGenericTypes_AreFound()
    {
        var fields = Instruction.Of(typeof(Box<int>).GetMethod(nameof(Box<int>.Swap))!).Where(c => c.Field is not null).Select(c => c.Field!).ToArray();
        Assert.All(fields, f => Assert.Equal(typeof(Box<int>), f.DeclaringType));
        Assert.Contains(fields, f => f.FieldType == typeof(int));
    }

    private static void One(int value) => GC.KeepAlive(value);

    private static void Constants()
    {
        One(-1); One(0); One(1); One(2); One(3); One(4); One(5); One(6); One(7); One(8); One(9);
        One(-2); One(127); One(-128); One(128); One(100_000); One(int.MinValue);
    }

    private static string Switches(int value) => value switch
    {
        0 => "a", 1 => "b", 2 => "c", 3 => "d", 4 => "e", _ => "f",
    };

    private static int Variables(string text)
    {
        int number = text.Length;
        Out(out number);
        return number + number;
    }

    private static MethodInfo ManyVariables(int count)
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new("many"), AssemblyBuilderAccess.Run).DefineDynamicModule("many").DefineType("Many");
        var code = type.DefineMethod("Of", MethodAttributes.Public | MethodAttributes.Static).GetILGenerator();
        for (int i = 0; i < count; i++) code.DeclareLocal(typeof(int));
        for (int i = 0; i < count; i++)
        {
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Stloc, (short)i);
            code.Emit(OpCodes.Ldloc, (short)i);
            code.Emit(OpCodes.Pop);
        }
        code.Emit(OpCodes.Ret);
        return type.CreateType().GetMethod("Of")!;
    }

    private static void Out(out int number) => number = 3;

    private sealed class Box<T>
    {
        private T one = default!, two = default!;
        private int swaps;

        public int Swap()
        {
            (one, two) = (two, one);
            return ++swaps;
        }
    }
}
