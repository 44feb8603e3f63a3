namespace Netback.Properties.WhatIf;

/// <summary>A test of a revision of one's own failed.</summary>
/// <param name="message">Why, in a sentence.</param>
public sealed class CheckFailedException(string message) : Exception(message);
