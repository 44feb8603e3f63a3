namespace Netback.Properties.WhatIf;

/// <summary>Marks a public static method without parameters as a test of a revision of one's own: <c>netback what-if</c> calls it first, and
/// it fails by throwing, as <see cref="Check"/> does.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TestAttribute : Attribute;
