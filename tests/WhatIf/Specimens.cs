using Netback.Tests.Commands;
using Xunit;

namespace Netback.Tests.WhatIf;

/// <summary>A project with many revisions, built once.</summary>
public sealed class Specimens : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Dictionary<string, CliRun> runs = [];

    public Specimens()
    {
        Project = Path.Combine(folder.Path, "specimens");
        Out = Path.Combine(folder.Path, "out");
        CliRun.Of("new-revision", "as-it-is", "--out", Project).Expected();
        foreach (string @base in Bases)
        {
            string made = Path.Combine(folder.Path, @base);
            CliRun.Of("new-revision", "of-" + @base, "--base", @base, "--out", made).Expected();
            foreach (string file in Directory.GetFiles(made, "*.cs")) File.Copy(file, Path.Combine(Project, Path.GetFileName(file)));
        }
        File.WriteAllText(Path.Combine(Project, "Others.cs"), Others);
        // Without interleavings, which the test of one revision would take a minute for.
        CliRun.Of("what-if", Project, "--revision", "as-it-is", "--cases", "1", "--schedules", "0", "--out", Out);
        Assembly = Path.Combine(Project, "bin", "Release", "net10.0", "as-it-is.dll");
        Assert.True(File.Exists(Assembly));
    }

    /// <summary>Bases of which there is a revision that changes nothing, called <c>of-BASE</c>.</summary>
    public static IReadOnlyList<string> Bases { get; } = ["slot-estimate", "byte-limit", "head-need", "proposed"];

    public string Project { get; }

    /// <summary>What was built of it.</summary>
    public string Assembly { get; }

    /// <summary>A folder for witnesses.</summary>
    public string Out { get; }

    public void Dispose() => folder.Dispose();

    /// <summary>A search without interleavings that takes a moment, made once.</summary>
    internal CliRun WhatIf(string revision)
    {
        if (!runs.TryGetValue(revision, out var run))
            runs[revision] = run = CliRun.Of("what-if", Assembly, "--revision", revision, "--cases", "150", "--schedules", "0", "--out", Out);
        return run;
    }

    private const string Others = """
        using Netback;
        using Netback.Revisions;

        namespace WhatIf;

        public class SkipsEachSecondWake : Xsa424
        {
            private readonly PerQueue<int> wakes = new("wakes", 0, ofThread: false);
            public override string Name => "skips-each-second-wake";
            protected override async Coroutine Dequeued(GuestRxQueue q)
            {
                wakes[q].Value = (wakes[q].Value + 1) % 2;
                if (wakes[q].Value == 0) await CacheNeed(q, q.Packets.Head.Value);
                else await base.Dequeued(q);
            }
        }

        public class NeverTakesABranch : Xsa424
        {
            public override string Name => "never-takes-a-branch";
            protected override async Coroutine<bool> TryAppend(GuestRxQueue q, Packet packet)
            {
                if (q.Packets.Bytes > 10 * q.Vif.Parameters.QueueLimit)
                    await q.Tx.Stop("stops the Tx queue");
                return await base.TryAppend(q, packet);
            }
            protected virtual bool IsNeverAsked() => true;
        }

        public class HalfTheLimit : Xsa424
        {
            public override string Name => "half-the-limit";
            public override long? QueueLimit(Parameters parameters) => parameters.QueueLimit / 2;
        }

        public class WakesLate : Xsa424
        {
            public override string Name => "wakes-late";
            public override long WakeMark(Parameters parameters) => parameters.QueueLimit * 3 / 4;
        }

        public class ExpiresSoon : Xsa424
        {
            public override string Name => "expires-soon";
            public override long? ExpiresAfterMs(Parameters parameters) => parameters.DrainTimeoutMs / 2;
        }

        public class StallsInHalfTheTime : Xsa424
        {
            public override string Name => "stalls-in-half-the-time";
            protected override async Coroutine<bool> TimeIsUp(GuestRxQueue q)
            {
                var due = await q.LastRxTime.Load("reads last_rx_time") + q.Vif.Parameters.StallTimeoutMs / 2;
                return due - await q.Machine.Jiffies.Load("reads the time") < 0;
            }
        }

        public class Throws : Xsa424
        {
            public override string Name => "throws";
            protected override bool IsFull(GuestRxQueue q) => q.Packets.Bytes > 1000 ? throw new ArgumentException("no idea") : base.IsFull(q);
        }

        public class NeverEnds : Xsa424
        {
            public override string Name => "never-ends";
            protected override bool IsFull(GuestRxQueue q)
            {
                int rounds = 0;
                while (q.Packets.Bytes > 1000) rounds++;
                return base.IsFull(q);
            }
        }

        public class CallsItself : Xsa424
        {
            public override string Name => "calls-itself";
            // Optimized from the first call on, where it would be made a loop.
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            protected override bool IsFull(GuestRxQueue q) => q.Packets.Bytes > 1000 ? IsFull(q) : base.IsFull(q);
        }

        public class KeepsAField : Xsa424
        {
            private int calls;
            public override string Name => "keeps-a-field";
            protected override bool IsFull(GuestRxQueue q) => ++calls % 1000 == 0 || base.IsFull(q);
        }

        public class ThrowsBetweenContexts : Xsa424
        {
            public override string Name => "throws-between-contexts";
            protected override async Coroutine<bool> IsReady(GuestRxQueue q)
            {
                bool was = await q.Vif.Connected.Load("looks before"), ready = await base.IsReady(q);
                if (ready && was && !await q.Vif.Connected.Load("looks again")) throw new InvalidOperationException("disconnected meanwhile");
                return ready;
            }
        }
        """;
}
