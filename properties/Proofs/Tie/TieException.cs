namespace Netback.Properties.Proofs.Tie;

/// <summary>The driver has done what the machine cannot do: what is proved of the machine says nothing about this driver.</summary>
public sealed class TieException(string message) : Exception(message);
