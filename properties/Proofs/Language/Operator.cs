namespace Netback.Properties.Proofs.Language;

/// <summary>What can be made of terms.</summary>
public enum Operator { Not, And, Or, Implies, Equal, Less, AtMost, Plus, Minus, Times, Divide, Modulo, Mask, If }
