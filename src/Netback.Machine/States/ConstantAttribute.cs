namespace Netback.States;

/// <summary>A field that is set before anything runs and then never again, although its type does not say so.</summary>
/// <param name="why">Why it is no state.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ConstantAttribute(string why) : Attribute
{
    public string Why => why;
}
