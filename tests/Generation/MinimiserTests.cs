using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Netback.Properties.Execution;
using Netback.Properties.Generation;
using Netback.Properties.Observation;
using Netback.Properties.Scenarios;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Generation;

public class MinimiserTests
{
    private const int Plenty = 100_000;

    [Fact]
    public void ThreePacketsBeforeAPost_AreFoundInLongScripts()
    {
        static bool Fails(Scenario s) =>
            s.Steps.Select((step, i) => (step, i)).Any(p => p.step.Do == StepKind.Post
                && s.Steps.Take(p.i).Count(before => before is { Do: StepKind.Xmit, Queue: 0 }) >= 3);

        foreach (var scenario in Cases.Sample(DriverEnvironment.Honest, 300).Where(Fails).Take(50))
        {
            var xmit = Step.Xmit(0, 60);
            Assert.Equal([xmit, xmit, xmit, Step.Post(0, 0)], Minimiser.Minimise(scenario, Fails, Plenty).Steps);
        }
    }

    [Theory]
    [InlineData(60_001)]
    [InlineData(70_003)]
    public void TimeThatIsSpreadOverSteps_IsJoined(long ms)
    {
        bool Fails(Scenario s) => s.Steps.Where(step => step.Do is StepKind.Advance or StepKind.Lag).Sum(step => step.Amount) >= ms;

        foreach (var scenario in Cases.Sample(DriverEnvironment.Honest, 300).Where(Fails).Take(30))
            Assert.Equal([Step.Advance(ms)], Minimiser.Minimise(scenario, Fails, Plenty).Steps);
    }

    [Fact]
    public void LengthsAndCounts_GoDownToTheThreshold()
    {
        static bool Fails(Scenario s) => s.Steps.Any(step => step.Length > 4096 && step.Count >= 7);

        var scenario = Cases.Of(Step.Kick(0), Step.Xmit(0, 65_226, gso: true, count: 300)) with { StartIndex = 0xFFFF_FF00 };
        var least = Minimiser.Minimise(scenario, Fails, Plenty);
        Assert.Equal([Step.Xmit(0, 4097, gso: true, count: 7)], least.Steps);
        Assert.Equal(0u, least.StartIndex);
    }

    public static TheoryData<StepKind> Kinds => [.. Enum.GetValues<StepKind>()];

    /// <summary>Each step comes down to its simplest form, and every option of the scenario with it; what makes the environment stays.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void StepThatAloneIsNeeded_IsLeft_InItsSimplestForm_AndOptionsGo(StepKind kind)
    {
        Step[] steps =
        [
            Step.Xmit(1, 40_000, gso: true, count: 7) with { Offset = 66, Hash = true }, Step.Post(2, 40), Step.Consume(1, 3), Step.Kick(2), Step.KickTx(1), Step.Run(2), Step.Advance(70),
            Step.Lag(5), Step.SetReqProd(1, 0x9000_0000), Step.FailCopies(2, 5), Step.SetHeadroom(2048), Step.TxFatal(), Step.Disconnect(), Step.Connect(3, ringInUse: true, Cause.NoThread),
        ];
        Assert.Equal(Enum.GetValues<StepKind>(), steps.Select(s => s.Do));
        var all = Cases.Of(steps) with
        {
            Vif = Parameters.Default with
            {
                Queues = 3, Mtu = 9000, DrainTimeoutMs = 3_000, StallTimeoutMs = 5_000, TimerHz = 250, Hash = true, Events = EventDelivery.Shared, XdpHeadroom = 64,
            },
            Stack = new(1000, true), StartIndex = 0xFFFF_FF00, StartJiffies = 77,
        };
        var least = Minimiser.Minimise(all, s => s.Steps.Any(step => step.Do == kind), Plenty);
        var simplest = kind switch
        {
            StepKind.Xmit => Step.Xmit(0, 60), StepKind.Connect => Step.Connect(1), StepKind.SetReqProd => Step.SetReqProd(0, 0), StepKind.Lag => Step.Lag(0),
            _ => new(kind, 0, 0, 0, false, 0),
        };
        Assert.Equal([simplest], least.Steps);
        Assert.Equal(Parameters.Default with { Gso = false, Events = EventDelivery.Own, XdpHeadroom = 256 }, least.Vif);
        Assert.Equal((new TxStack(0, false), 0u, 0ul), (least.Stack, least.StartIndex, least.StartJiffies));
    }

    [Fact]
    public void WrapThatIsNeeded_IsKeptAsNearAsItMayBe()
    {
        static bool Fails(Scenario s) =>
            s.StartIndex > int.MaxValue && s.StartIndex + (uint)s.Steps.Sum(step => step.Count) < s.StartIndex;

        var scenario = Cases.Of(Step.Post(0, 200), Step.Post(0, 100)) with { StartIndex = uint.MaxValue - 150 };
        var least = Minimiser.Minimise(scenario, Fails, Plenty);
        Assert.Equal((uint.MaxValue, 1), (least.StartIndex, least.Steps.Single().Count));
    }

    [Fact]
    public void RealFault_ComesDownToItsFourSteps()
    {
        // mtu 4090: the header makes a frame need a slot more than fewer-slots counts, so the consumer passes the producer.
        static bool Fails(Scenario s)
        {
            var sink = new OverrunSink(s);
            new StraightRun(s, History.Find("fewer-slots")!, sink).RunAll(s.Steps);
            return sink.Seen;
        }

        var found = Cases.Sample(DriverEnvironment.Honest, 3000).Where(Fails).Take(5).ToArray();
        Assert.Equal(5, found.Length);
        foreach (var scenario in found)
        {
            var least = Minimiser.Minimise(scenario, Fails, Plenty);
            Assert.Equal(4, least.Steps.Count);
            Assert.Equal(Step.Post(0, 1), least.Steps[0]);
            Assert.Equal(Step.Xmit(0, 4097), least.Steps[2]);
            Assert.Equal(4090, least.Vif.Mtu);
        }
    }

    [Property(Replay = Cases.Replay, MaxTest = 300)]
    public Property Result_HasFailed_HoweverErraticThePredicate_AndTriesAreKept() => Prop.ForAll(
        ScenarioGen.In(DriverEnvironment.HostileGuest, maxSteps: 30).Zip(Gen.Choose(0, 300)).ToArbitrary(),
        ((Scenario Scenario, int MaxTries) c) =>
        {
            int tries = 0;
            bool Fails(Scenario s)
            {
                tries++;
                return ReferenceEquals(s, c.Scenario) || RandomSource(s).OneIn(3);
            }

            var least = Minimiser.Minimise(c.Scenario, Fails, c.MaxTries);
            return tries <= c.MaxTries + 1 && Fails(least)
                && Complexity.Of(least) <= Complexity.Of(c.Scenario);
        });

    [Property(Replay = Cases.Replay, MaxTest = 50)]
    public Property Result_HasNoCandidateThatFails_IfThereWereTriesEnough() => Prop.ForAll(
        ScenarioGen.In(DriverEnvironment.HostileGuest, maxSteps: 30).ToArbitrary(),
        (Scenario scenario) =>
        {
            bool Fails(Scenario s) => ReferenceEquals(s, scenario) || RandomSource(s).OneIn(20);
            var least = Minimiser.Minimise(scenario, Fails, Plenty);
            return !Shrinker.Shrink(least).Any(Fails);
        });

    [Fact]
    public void SameScenario_GivesTheSameResult()
    {
        static bool Fails(Scenario s) => s.Steps.Sum(step => step.Count) >= 100;
        var scenario = Cases.Sample(DriverEnvironment.Honest, 100).First(Fails);
        Assert.Equal(
            Cases.Text(Minimiser.Minimise(scenario, Fails, Plenty)), Cases.Text(Minimiser.Minimise(scenario, Fails, Plenty)));
    }

    [Fact]
    public void ScenarioThatDoesNotFail_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Minimiser.Minimise(Cases.Of(Step.Kick(0)), _ => false, Plenty));

    [Fact]
    public void NoTries_ReturnTheScenarioItself()
    {
        var scenario = Cases.Of(Step.Kick(0));
        Assert.Same(scenario, Minimiser.Minimise(scenario, _ => true, maxTries: 0));
    }

    /// <summary>Dice that depend on what the scenario says, and on nothing else.</summary>
    private static RandomSource RandomSource(Scenario s) => new(Cases.Text(s).Aggregate(14695981039346656037UL, (hash, c) => (hash ^ c) * 1099511628211));

    private sealed class OverrunSink(Scenario scenario) : IEventSink
    {
        private readonly ObservedVif picture = new(scenario.Vif, scenario.StartIndex);

        public bool Seen { get; private set; }

        public void On(in Event e)
        {
            picture.On(e);
            Seen = Seen || picture.Queues.Any(q => q.Free < 0);
        }
    }
}
