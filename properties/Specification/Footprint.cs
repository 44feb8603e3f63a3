using Netback.Revisions;

namespace Netback.Properties.Specification;

/// <summary>What a limit on bytes comes to in memory: the most that a queue can hold, by the worst mix of frames.</summary>
public static class Footprint
{
    /// <summary>Bytes of memory that the packets of one queue hold at most: what the design says, or the worst mix that leaves the queue open for
    /// one more packet, and the largest one.</summary>
    public static long Bound(Revision revision, Parameters parameters) => revision.FootprintBound(parameters) ?? Worst(Truesize.Default, revision, parameters);

    /// <summary>The same by any model of what a packet holds, where only the bytes that packets carry are limited.</summary>
    public static long Worst(Truesize model, Revision revision, Parameters parameters) =>
        Most(model, revision.MemoryBound(parameters) - parameters.MaxPacketBytes, parameters) + model.Of(parameters.MaxPacketBytes, parameters.PageSize);

    /// <summary>The most memory that packets hold which together carry no more than so many bytes, each of them a frame that the vif takes.</summary>
    /// <param name="model">What a packet holds.</param>
    /// <param name="bytes">What they may carry together.</param>
    /// <param name="parameters">What is configured.</param>
    /// <remarks>
    /// Frames of the shortest length, but for a few. A longer frame is worth a thought only if it holds more than the shortest ones that fit in
    /// its place: with pages of 4 KiB none does. Of those that do, fewer are needed than the shortest has bytes: of so many some carry a multiple
    /// of its length together.
    /// </remarks>
    public static long Most(Truesize model, long bytes, Parameters parameters)
    {
        int shortest = Math.Min(Truesize.ShortestFrame, parameters.MaxPacketBytes);
        long least = model.Of(shortest, parameters.PageSize);
        (int Length, long Holds)[] longer = [.. Steps(model, shortest, parameters).Select(length => (length, model.Of(length, parameters.PageSize)))
            .Where(frame => frame.Item2 > frame.length / shortest * least)];
        if (longer.Length == 0) return Math.Max(0, bytes) / shortest * least;
        // In the rest all mixes are tried, by bytes.
        long whole = Math.Max(0, (bytes / shortest) - longer.Max(frame => frame.Length)), rest = Math.Max(0, bytes - (whole * shortest));
        long[] most = new long[rest + 1];
        for (int carried = shortest; carried <= rest; carried++)
        {
            most[carried] = Math.Max(most[carried - 1], most[carried - shortest] + least);
            foreach (var (length, holds) in longer)
                if (length <= carried) most[carried] = Math.Max(most[carried], most[carried - length] + holds);
        }
        return (whole * least) + most[rest];
    }

    /// <summary>Lengths above the shortest at which a frame comes to hold more: those that just do not fit into a buffer, or begin a page.</summary>
    private static IEnumerable<int> Steps(Truesize model, int shortest, Parameters parameters)
    {
        int page = parameters.PageSize, longest = parameters.MaxPacketBytes;
        for (int buffer = model.LeastBuffer; buffer - model.Shared < Math.Min(page, longest); buffer *= 2)
            if (buffer - model.Shared >= shortest) yield return buffer - model.Shared + 1;
        for (int pages = page; pages < longest; pages += page)
            if (pages >= shortest) yield return pages + 1;
    }
}
