namespace Netback.Properties.Generation;

/// <summary>Which packets a case prefers.</summary>
public enum PacketSizes
{
    /// <summary>Those of real traffic.</summary>
    Typical,

    /// <summary>Those at which the number of slots changes.</summary>
    Boundary,

    /// <summary>All lengths alike.</summary>
    Any,
}
