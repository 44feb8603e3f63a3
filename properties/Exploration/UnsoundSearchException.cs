namespace Netback.Properties.Exploration;

/// <summary>A repeated run came to another state than the search had noted: what it tells states apart by is not enough for this
/// revision and configuration, and whatever it found is no verdict.</summary>
public class UnsoundSearchException(string message) : Exception(message);
