namespace Netback.Properties.WhatIf;

/// <summary>A rule of a revision of one's own goes round a loop that does not come to an end.</summary>
/// <param name="rounds">Rounds of the loop so far.</param>
public sealed class EndlessRuleException(int rounds) : Exception($"a loop went round {rounds:N0} times and did not end");
