using Xunit;

namespace Netback.Tests.Evidence.Browser;

/// <summary>One browser and one page for all classes that look at it.</summary>
[CollectionDefinition(Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit's word for it")]
public sealed class BrowserCollection : ICollectionFixture<ReportInABrowser>
{
    public const string Name = "the report in a browser";
}
