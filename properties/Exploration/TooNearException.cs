namespace Netback.Properties.Exploration;

/// <summary>It makes a difference to the driver what lies further back than the search tells states apart. One that looks further back may do.</summary>
/// <param name="message">Where, in a sentence.</param>
/// <param name="ofTime">Whether it is a moment or a deadline.</param>
/// <param name="ofRings">Whether it is an index.</param>
internal sealed class TooNearException(string message, bool ofTime, bool ofRings) : UnsoundSearchException(message)
{
    public bool OfTime => ofTime;

    public bool OfRings => ofRings;
}
