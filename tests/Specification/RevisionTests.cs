using FsCheck.Xunit;
using Netback.Properties.Generation;
using Netback.Revisions;
using Xunit;

namespace Netback.Tests.Specification;

/// <summary>The driver before the limit: nothing is claimed of it for other environment.</summary>
public class SlotEstimateTests : RevisionContract<SlotEstimate>;

public class ByteLimitTests : WaryRevisionContract<ByteLimit>;

public class StallDetectionTests : WaryRevisionContract<StallDetection>;

public class FewerSlotsTests : WaryRevisionContract<FewerSlots>;

public class HeadNeedTests : WaryRevisionContract<HeadNeed>;

public class LateEoiTests : WaryRevisionContract<LateEoi>;

public class LockedPeekTests : WaryRevisionContract<LockedPeek>;

public class Xsa392Tests : WaryRevisionContract<Xsa392>;

public class Xsa424Tests : WaryRevisionContract<Xsa424>;

public class ProposedTests : WaryRevisionContract<Proposed>
{
    [Property(Replay = Replay, MaxTest = Cases, QuietOnSuccess = true)]
    public FsCheck.Property PropertiesExpectedToHold_WithXdpHeadroom_Hold() => Hold(DriverEnvironment.XdpHeadroom);
}

public class RevisionContractTests
{
    /// <summary>A revision that someone adds must not stand outside.</summary>
    [Fact]
    public void EveryRevision_IsHeldToTheContract() => Assert.All(History.All, revision => Assert.Contains(
        typeof(RevisionContractTests).Assembly.GetTypes(),
        type => type.IsSubclassOf(typeof(RevisionContract<>).MakeGenericType(revision.GetType())) && !type.IsAbstract));
}
