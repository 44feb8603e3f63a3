using Netback.Properties.Engines;
using Netback.Properties.Scenarios;
using Netback.Properties.Specification;
using Netback.Revisions;
using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>What a limit on bytes comes to in memory.</summary>
public class FootprintTests
{
    private const int MostOfGso = 69_888;

    private static readonly Claim AnyHost = Catalogue.Claims.Single(c => c.Name == "BoundedFootprint@any-host");

    // 768 and 2304 are what Linux on x86-64 says of a bare acknowledgement and of a full frame in a buffer of 2 KiB.
    [Theory]
    [InlineData(60, 768)]
    [InlineData(192, 768)]
    [InlineData(193, 1_280)]
    [InlineData(1_514, 2_304)]
    [InlineData(4_096, 8_448)]
    [InlineData(4_097, 12_544)]
    [InlineData(65_536, MostOfGso)]
    public void Packet_HoldsItsStruct_ItsBuffer_AndAPageForEachFragment(int length, long holds) =>
        Assert.Equal(holds, Truesize.Default.Of(length, pageSize: 4096));

    [Theory]
    [InlineData(60)]
    [InlineData(1_514)]
    public void PacketInAPageOfItsOwn_HoldsThePage_WhateverItsLength(int length) =>
        Assert.Equal(4_352, Truesize.PagePerFrame.Of(length, pageSize: 4096));

    /// <summary>By trying all lengths at each sum, and by what is known of the lengths.</summary>
    [Theory]
    [InlineData(4096, 1500, 9_999)]
    [InlineData(4096, 65_522, 9_000)]
    [InlineData(64, 50, 700)]
    [InlineData(64, 114, 700)]
    [InlineData(64, 500, 3_000)]
    [InlineData(1024, 9_000, 5_000)]
    public void WorstMix_IsWhatTryingAllMixesComesTo(int pageSize, int mtu, int upTo)
    {
        var vif = Parameters.Default with { Gso = false, PageSize = pageSize, Mtu = mtu };
        foreach (var model in new[] { Truesize.Default, Truesize.PagePerFrame, new Truesize(1, 8, 16) })
        {
            long[] most = new long[upTo + 1];
            for (int sum = 1; sum <= upTo; sum++)
            {
                most[sum] = most[sum - 1];
                for (int length = Math.Min(60, vif.MaxPacketBytes); length <= Math.Min(sum, vif.MaxPacketBytes); length++)
                    most[sum] = Math.Max(most[sum], most[sum - length] + model.Of(length, pageSize));
            }
            for (int sum = 0; sum <= upTo; sum += 97) Assert.Equal(most[sum], Footprint.Most(model, sum, vif));
            Assert.Equal(most[upTo], Footprint.Most(model, upTo, vif));
        }
    }

    [Theory]
    [InlineData("byte-limit")]
    [InlineData("xsa-424")]
    [InlineData("proposed")]
    public void Bound_IsThatOfShortFrames_AndOneOfTheLargest(string revision) =>
        Assert.Equal((524_287 / 60 * 768) + MostOfGso, Footprint.Bound(History.Find(revision)!, Parameters.Default));

    /// <summary>The cure is to count what packets hold: a what-if.</summary>
    [Fact]
    public void LimitOnMemory_BoundsMemory_AtATenthOfWhatALimitOnBytesDoes()
    {
        var (today, cured) = (History.Find("xsa-424")!, new LimitsTruesize());
        Scenario worst = new("worst mix", Parameters.Default, HostStack.IgnoresStop,
            [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true), Step.Advance(0), Step.Xmit(0, 60, count: 8_738), Step.Xmit(0, 65_536, gso: true)]);
        Assert.Equal((6_780_672, 594_175), (Footprint.Bound(today, worst.Vif), Footprint.Bound(cured, worst.Vif)));
        Assert.Equal(0, Reached(today));
        // 683 short frames are all that it lets in, and where the last of them would be comes the largest packet instead.
        Assert.Equal(683 * 768 - 594_175, Reached(cured));
        worst = worst with { Steps = [.. worst.Steps.Take(4), Step.Xmit(0, 60, count: 682), Step.Xmit(0, 65_536, gso: true, count: 2)] };
        Assert.Equal((682 * 768) + MostOfGso - 594_175, Reached(cured));

        long Reached(Revision revision)
        {
            var run = new MonitorSet(revision, [AnyHost]).Run(worst);
            Assert.Null(run.Monitors[0].Violation);
            return run.Monitors[0].Reached!.Value;
        }
    }

    /// <summary>It is no better a bound for being said: without the rule it breaks.</summary>
    [Fact]
    public void LimitOnMemory_ThatIsOnlyClaimed_IsViolated()
    {
        Scenario small = new("short frames", Parameters.Default, HostStack.IgnoresStop,
            [Step.Post(0, 18), Step.Advance(0), Step.Xmit(0, 65_536, gso: true), Step.Advance(0), Step.Xmit(0, 60, count: 774)]);
        Assert.Equal("queue 0 holds 594,432 bytes of memory in 774 packets of 46,440 bytes, the bound is 594,175 bytes",
            new MonitorSet(new OnlyClaimsTo(), [AnyHost]).FindViolation(small)?.What);
    }

    [Fact]
    public void Command_SaysWhatTheWorstMixHolds()
    {
        string output = CliRun.Of("footprint").Expected().Output;
        Assert.Contains("      60      768     8,739           6,711,552\n", output, StringComparison.Ordinal);
        Assert.Contains("worst mix: 6,780,672 bytes (6.5 MiB, 12.9 times the limit); with 8 queues 51.7 MiB\n", output, StringComparison.Ordinal);
        Assert.Contains("worst mix: 38,097,664 bytes (36.3 MiB, 72.7 times the limit); with 8 queues 290.7 MiB\n", output, StringComparison.Ordinal);
    }

    /// <summary>The limit is one on what packets hold.</summary>
    private sealed class LimitsTruesize : Xsa424
    {
        private readonly PerQueue<long> held = new("memory held", 0, ofThread: false);

        public override long? FootprintBound(Parameters parameters) => new OnlyClaimsTo().FootprintBound(parameters);

        protected override bool IsFull(GuestRxQueue q) => base.IsFull(q) || held[q].Value >= q.Vif.Parameters.QueueLimit;

        protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
        {
            if (!await base.TryAppend(q, packet)) return false;
            held[q].Value += Truesize.Default.Of(packet.Length, q.Vif.Parameters.PageSize);
            return true;
        }

        protected override async Coroutine<Packet?> Dequeue(GuestRxQueue q)
        {
            var packet = await base.Dequeue(q);
            if (packet is not null) held[q].Value -= Truesize.Default.Of(packet.Length, q.Vif.Parameters.PageSize);
            return packet;
        }
    }

    private sealed class OnlyClaimsTo : Xsa424
    {
        public override long? FootprintBound(Parameters parameters) =>
            parameters.QueueLimit - 1 + Truesize.Default.Of(parameters.MaxPacketBytes, parameters.PageSize);
    }
}
