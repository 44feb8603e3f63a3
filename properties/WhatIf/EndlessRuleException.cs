namespace Netback.Properties.WhatIf;

/// <summary>A rule of a revision of one's own has a loop that does not end.</summary>
/// <param name="rounds">Rounds of the loop so far.</param>
public sealed class EndlessRuleException(int rounds) : Exception($"a loop ran {rounds:N0} times and did not end");
