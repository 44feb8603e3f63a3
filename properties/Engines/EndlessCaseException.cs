namespace Netback.Properties.Engines;

/// <summary>A case has made more events than any that ends: a rule loops for ever.</summary>
public sealed class EndlessCaseException(long events) : Exception($"a case made {events:N0} events and did not end");
