using System.Collections.Frozen;
using System.Collections.Immutable;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;
using Netback.States;
using Xunit;

namespace Netback.Tests.Machines;

/// <summary>What is refused because no state shows that it changes, by name; and that nothing is refused that does not change.</summary>
public partial class ImmutableTests
{
    [Theory]
    [InlineData(typeof(PlainField), "the field PlainField.count can change")]
    [InlineData(typeof(FieldOfTheBase), "the field PlainField.count can change")]
    [InlineData(typeof(PublicField), "the field PublicField.Count can change")]
    [InlineData(typeof(WithSetter), "the field WithSetter.Count can change")]
    [InlineData(typeof(ChangedInALambda), "the field ChangedInALambda.count can change")]
    [InlineData(typeof(ChangedInACoroutine), "the field ChangedInACoroutine.count can change")]
    [InlineData(typeof(ChangedByAStaticMethod), "the field ChangedByAStaticMethod.count can change")]
    [InlineData(typeof(ChangedByReference), "the field ChangedByReference.count can change")]
    [InlineData(typeof(ChangedFromOutside), "the field ChangedFromOutside.count can change")]
    [InlineData(typeof(StructThatCounts), "the field StructThatCounts.counter can change")]
    [InlineData(typeof(HasAList), "HasAList.list: a List can change")]
    [InlineData(typeof(HasADictionary), "HasADictionary.map: a Dictionary can change")]
    [InlineData(typeof(HasAMutableInterface), "HasAMutableInterface.list: a IList can change")]
    [InlineData(typeof(ListInAPair), "ListInAPair.pair: ValueTuple.Item2: a List can change")]
    [InlineData(typeof(ArrayElement), "the elements of ArrayElement.counts can change")]
    [InlineData(typeof(ArrayByReference), "the elements of ArrayByReference.counts can change")]
    [InlineData(typeof(ArrayGivenAway), "the elements of ArrayGivenAway.counts can change")]
    [InlineData(typeof(HasAPlainField), "HasAPlainField.inner: the field PlainField.count can change")]
    public void WhatCanChange_IsRefusedByName(Type type, string why) => Assert.Equal(why, Immutable.WhyNot(type));

    [Theory]
    [InlineData(typeof(Fine))]
    [InlineData(typeof(FineRecord))]
    [InlineData(typeof(FineArrays))]
    [InlineData(typeof(SaysItIsConstant))]
    [InlineData(typeof(WithPrimary))]
    [InlineData(typeof(RefersToItself))]
    [InlineData(typeof(ImmutableArray<int>))]
    [InlineData(typeof(FrozenDictionary<string, int>))]
    [InlineData(typeof(IReadOnlyList<int>))]
    [InlineData(typeof(Func<int>))]
    [InlineData(typeof(string))]
    [InlineData(typeof((int, string))) ]
    public void WhatCannotChange_IsNotRefused(Type type) => Assert.Null(Immutable.WhyNot(type));

    [Theory]
    [InlineData(typeof(StaticCounter), "the static field StaticCounter.count can change")]
    [InlineData(typeof(DerivedFromStaticCounter), "the static field StaticCounter.count can change")]
    [InlineData(typeof(StaticProperty), "the static field StaticProperty.Count can change")]
    [InlineData(typeof(StaticList), "the static field StaticList.list: a List can change")]
    [InlineData(typeof(StaticArray), "the elements of StaticArray.counts can change")]
    [InlineData(typeof(StaticOfANestedType), "the static field Counters.Count can change")]
    [InlineData(typeof(StaticOfAnother), "the static field SomewhereElse.Count can change")]
    public void StaticFieldThatCanChange_IsRefusedByName(Type type, string why)
    {
        Assert.Null(Immutable.WhyNot(type));
        Assert.Equal(why, Immutable.StaticOf(type));
    }

    [Theory]
    [InlineData(typeof(Fine))]
    [InlineData(typeof(FineStatics))]
    public void StaticFieldThatCannotChange_IsNotRefused(Type type) => Assert.Null(Immutable.StaticOf(type));

    /// <summary>Each refers to the other: whoever is asked about first, both are refused.</summary>
    [Fact]
    public void TypesThatReferToEachOther_AreBothRefused()
    {
        Assert.Equal("the field Left.count can change", Immutable.WhyNot(typeof(Left))![^"the field Left.count can change".Length..]);
        Assert.Equal("Right.left: the field Left.count can change", Immutable.WhyNot(typeof(Right)));
    }

    [Fact]
    public void CapturedVariable_ThatIsWrittenLater_IsRefused()
    {
        foreach (var closure in new Delegate[] { Closures.WritesInside(), Closures.WritesOutside(), Closures.WritesInAnAsyncLambda() })
            Assert.Equal("the captured variable count is written after it was captured", Immutable.WhyNot(closure.Target!.GetType()));
        Assert.Null(Immutable.WhyNot(Closures.OnlyReads(3).Target!.GetType()));
        Assert.Null(Immutable.WhyNot(Closures.ReadsALocal(3).Target!.GetType()));
    }

    /// <summary>A function that counts its calls is held by a field that never changes.</summary>
    [Fact]
    public void FunctionWithAMemory_IsRefused()
    {
        Assert.Null(Immutable.WhyNot(typeof(HoldsAFunction)));
        Assert.Equal("HoldsAFunction.Function: the captured variable count is written after it was captured",
            Immutable.WhyNotOf(new HoldsAFunction(Closures.WritesInside())));
        Assert.Null(Immutable.WhyNotOf(new HoldsAFunction(Closures.OnlyReads(3))));
        Assert.Equal("the field PlainField.count can change", Immutable.WhyNotOf(new PlainField()));
    }

    /// <summary>All that is in this repository keeps what changes in cells, in every configuration.</summary>
    [Fact]
    public void RevisionsAndTheirEnvironment_AreNotRefused()
    {
        foreach (string name in Drivers.Names)
            foreach (string configuration in new[] { "one-packet", "two-queues", "disconnecting" })
                Assert.True(Explorer.Exhaustive(Drivers.Find(name)!, Configurations.Get(configuration), new(1)).States > 1);
    }

    [Theory]
    [InlineData(typeof(RevisionWithAField), "byte-limit keeps state that no search can see: the field RevisionWithAField.skipped can change. State of a revision belongs in a PerQueue<T>.")]
    [InlineData(typeof(RevisionWithAStatic), "byte-limit keeps state that no search can see: the static field RevisionWithAStatic.skipped can change. State of a revision belongs in a PerQueue<T>.")]
    [InlineData(typeof(RevisionWithAFunction), "byte-limit keeps state that no search can see: RevisionWithAFunction.next: the captured variable count is written after it was captured. State of a revision belongs in a PerQueue<T>.")]
    public void RevisionWithStateOfItsOwn_IsRefusedBeforeTheSearch(Type revision, string message)
    {
        var error = Assert.Throws<NotSupportedException>(() =>
            Explorer.Exhaustive((Revision)Activator.CreateInstance(revision)!, Configurations.Get("one-packet"), new(100)));
        Assert.Equal(message, error.Message);
    }
}
