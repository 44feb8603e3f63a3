using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Netback.Tests.LongestFirst", "Netback.Tests")]

namespace Netback.Tests;

/// <summary>
/// Begins with the classes that take longest, so that none of them is left alone at the end. It decides nothing but how long all take: a class
/// that is not named here is one of the short ones, which fill the gaps.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Measured; from the longest on.</summary>
    private static readonly string[] Long =
    [
        "ProveCommandTests", "WhatIfTests", "NaiveSearchTests", "ReportTests", Evidence.Browser.BrowserCollection.Name, "InterruptionTests", "WorkerTests", "PackageTests", "RuleWalkerTests",
        "NewRevisionTests", "ResultsTests", "RareRaceTests", "EvaluatorTests", "PlainCheckTests", "StateSpaceTests", "VerifyCommandTests", "ReaderFuzzTests", "OutputTests", "SchemaAgreementTests",
        "LargePinnedCountsTests", "CommittedEvidenceTests", "ReqProdCheckTests", "PinnedCountsTests", "TieTests", "RunCommandTests", "MutantTests", "VerifierTests", "TellsApartTests",
        "SearchErrorTests", "ProofMutantTests", "NetdevNoteTests", "ProofEvidenceTests", "SchemaTests", "CampaignTests",
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(Long, name => c.DisplayName == name || c.DisplayName.EndsWith($".{name}", StringComparison.Ordinal)) is var at and >= 0 ? at : Long.Length)
            .ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
