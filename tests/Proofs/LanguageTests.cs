using System.Numerics;
using Netback.Properties.Proofs.Language;
using Xunit;

namespace Netback.Tests.Proofs;

public class LanguageTests
{
    private static readonly Variable Number = new("number", Sort.Whole, "a number"), Index = new("index", Sort.Word, "an index"), Truth = new("truth", Sort.Bool, "a bit");
    private static readonly Variable Place = new("place", Sort.Position("place", ["here", "there"]), "a place");

    private static Valuation Values(BigInteger number, uint index, bool truth, int place)
    {
        var values = new Valuation();
        (values[Number], values[Index], values[Truth], values[Place]) = (number, index, truth ? 1 : 0, place);
        return values;
    }

    [Fact]
    public void Words_WrapAndAreComparedUnsigned_AndIntegersAreNot()
    {
        var values = Values(-1, uint.MaxValue, true, 0);
        Assert.Equal(0, (Index + 1).Evaluate(values));
        Assert.Equal(uint.MaxValue - 1, (Index - 1).Evaluate(values));
        Assert.True((Index > 5).Holds(values));
        Assert.Equal(0, (Number + 1).Evaluate(values));
        Assert.False((Number > 5).Holds(values));
        Assert.Equal(0xF0, Term.Masked(Index, 0xF0).Evaluate(values));
    }

    [Fact]
    public void Valuation_HasAsManyVariablesAsAreGiven_InTheirOrder()
    {
        Variable[] variables = [.. Enumerable.Range(0, 200).Select(i => new Variable($"v{i}", Sort.Whole, "a number"))];
        var values = new Valuation();
        for (int i = variables.Length - 1; i >= 0; i--) values[variables[i]] = i;
        var copy = new Valuation(values) { [variables[7]] = -7 };
        Assert.All(variables, (v, i) => Assert.Equal(i, values[v]));
        Assert.Equal([variables[7]], values.Differing(copy, variables));
        Assert.StartsWith("v199 = 199, v198 = 198, ", values.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(", v1 = 1, v0 = 0", values.ToString(), StringComparison.Ordinal);
        Assert.False(values.Has(Number));
        Assert.Throws<ArgumentException>(() => values[Number]);
    }

    [Theory]
    [InlineData(-1, -1, 3)]
    [InlineData(-4, -1, 0)]
    [InlineData(7, 1, 3)]
    [InlineData(8, 2, 0)]
    public void DivisionRoundsDown_AndTheRestIsNeverNegative(int number, int quotient, int rest)
    {
        var values = Values(number, 0, false, 0);
        Assert.Equal(quotient, Term.Divided(Number, 4).Evaluate(values));
        Assert.Equal(rest, Term.Modulo(Number, 4).Evaluate(values));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void TruthsAndPlaces_AreWhatTheyAreInLogic(bool truth, int place)
    {
        var values = Values(0, 0, truth, place);
        Assert.Equal(truth, (Truth & Place.At("here")).Holds(values));
        Assert.Equal(!truth, (!Truth | Place.At("there")).Holds(values));
        Assert.True(Truth.Implies(Place.At("here")).Holds(values));
        Assert.Equal(truth ? 7 : 8, Term.If(Truth, 7, 8).Evaluate(values));
        Assert.True(Term.All().Holds(values));
        Assert.False(Term.Any().Holds(values));
    }

    [Fact]
    public void ATerm_IsWrittenAsSmtLib()
    {
        Assert.Equal("(and truth (< (+ number 1) 5) (bvule index #x00000007) (= place there))",
            SmtPrinter.OneLine(Truth & (Number + 1 < 5) & (Index <= 7) & Place.At("there"), v => v.Name));
        Assert.Equal("(- 3)", SmtPrinter.OneLine(-3, v => v.Name));
        Assert.Equal("(ite (not a.1) (mod b.1 4) (div b.1 4))",
            SmtPrinter.OneLine(Term.If(!Truth, Term.Modulo(Number, 4), Term.Divided(Number, 4)), v => v == Truth ? "a.1" : "b.1"));
    }

    [Fact]
    public void ALongTerm_IsBrokenIntoLines()
    {
        var term = Term.All([.. Enumerable.Range(0, 20).Select(i => Number > i)]);
        string text = SmtPrinter.Lines(term, v => v.Name, 2);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 1, SmtPrinter.Width));
        Assert.Equal(21, text.Split('\n').Length);
    }

    [Fact]
    public void WhatDoesNotFit_IsRefusedWhenItIsWritten()
    {
        Assert.Throws<ArgumentException>(() => Number + Index);
        Assert.Throws<ArgumentException>(() => Truth & Number);
        Assert.Throws<ArgumentException>(() => Place.At("nowhere"));
        Assert.Throws<ArgumentException>(() => Term.Times(2, Index));
        Assert.Throws<ArgumentException>(() => Values(0, 0, false, 2));
        var machine = new AbstractMachine("m", "a machine");
        var x = machine.Variable("x", Sort.Whole, "x", 0);
        Assert.Throws<ArgumentException>(() => machine.Variable("x", Sort.Bool, "x again"));
        Assert.Throws<ArgumentException>(() => machine.Constant("a b", Sort.Bool, "no symbol"));
        Assert.Throws<ArgumentException>(() => machine.Step("s", "who", "does", true, (x, true)));
        Assert.Throws<ArgumentException>(() => machine.Step("t", "who", "does", true, (Number, 1)));
    }

    [Fact]
    public void AStep_LeadsWhereItsUpdatesSay_AndChangesNothingElse()
    {
        var machine = new AbstractMachine("m", "a machine");
        Variable x = machine.Variable("x", Sort.Whole, "x", 0), y = machine.Variable("y", Sort.Whole, "y", 0), by = new("by", Sort.Whole, "by");
        machine.Step("rises", "who", "rises", [by], (by > 0) & (x < 3), (x, x + by));
        var step = Assert.Single(machine.Transitions);
        Assert.Equal([by], machine.Choices);
        Assert.True(Leads(0, 2, 0, 2));
        Assert.False(Leads(0, 2, 0, 3));
        Assert.False(Leads(0, 2, 1, 2));
        Assert.False(Leads(3, 2, 0, 5));

        bool Leads(int before, int chosen, int otherAfter, int after)
        {
            Valuation from = new(), to = new();
            (from[x], from[y], from[by], to[x], to[y]) = (before, 0, chosen, after, otherAfter);
            return step.Leads(from, to, machine.State);
        }
    }
}
