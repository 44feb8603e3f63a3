using System.Reflection;

namespace Netback;

/// <summary>Waits at a point, and knows whom to tell.</summary>
internal interface IPointAwaiter
{
    void Suspend(Frame leaf);
}

/// <summary>How an awaiter of some type gives way, if it waits at a point: without a box for each time.</summary>
internal static class PointAwaiter<TAwaiter>
{
    /// <summary>Null if the awaiter waits at no point.</summary>
    public static readonly SuspendAt<TAwaiter>? Suspend = !typeof(IPointAwaiter).IsAssignableFrom(typeof(TAwaiter)) ? null
        : typeof(PointAwaiter).GetMethod(nameof(PointAwaiter.Suspend), BindingFlags.Static | BindingFlags.Public)!
            .MakeGenericMethod(typeof(TAwaiter)).CreateDelegate<SuspendAt<TAwaiter>>();
}

/// <summary>Suspends a frame at the point of an awaiter.</summary>
internal delegate void SuspendAt<TAwaiter>(ref TAwaiter awaiter, Frame leaf);

/// <inheritdoc cref="PointAwaiter{TAwaiter}"/>
internal static class PointAwaiter
{
    public static void Suspend<TAwaiter>(ref TAwaiter awaiter, Frame leaf) where TAwaiter : IPointAwaiter => awaiter.Suspend(leaf);
}
