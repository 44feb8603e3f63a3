using System.CommandLine;
using Netback.Properties.Specification;
using Netback.Revisions;

namespace Netback.Properties.Commands;

/// <summary><c>netback footprint</c>: what a limit in bytes comes to in memory.</summary>
internal static class FootprintCommand
{
    private const int FullFrame = 1514;

    public static Command Create()
    {
        var command = new Command("footprint", "Print how much memory the packets of a full queue hold; the limit counts only the bytes that they carry.");
        command.SetAction(result => Print(result.InvocationConfiguration.Output));
        return command;
    }

    private static void Print(TextWriter output)
    {
        var (vif, revision) = (Parameters.Default, History.Find("byte-limit")!);
        output.WriteLine($"limit of a queue: {vif.QueueLimit:N0} bytes that its packets carry; the packet that crosses it is the last");
        foreach (var model in new[] { Truesize.Default, Truesize.PagePerFrame })
        {
            output.WriteLine();
            output.WriteLine($"an skb of {model.Struct} bytes, a buffer of {model.LeastBuffer:N0} or more with {model.Shared} for its shared part, a page for each fragment:");
            output.WriteLine($"{"packet",8}{"holds",9}{"packets",10}{"memory of a queue",20}");
            foreach (int length in new[] { Truesize.ShortestFrame, FullFrame, vif.MaxPacketBytes })
            {
                long packets = vif.QueueLimit / length + 1, holds = model.Of(length, vif.PageSize);
                output.WriteLine($"{length,8:N0}{holds,9:N0}{packets,10:N0}{packets * holds,20:N0}");
            }
            long worst = Footprint.Worst(model, revision, vif);
            output.WriteLine($"worst mix: {worst:N0} bytes ({Mebi(worst)} MiB, {(double)worst / vif.QueueLimit:N1} times the limit); with 8 queues {Mebi(8 * worst)} MiB");
        }
    }

    private static string Mebi(long bytes) => $"{bytes / 1_048_576.0:N1}";
}
