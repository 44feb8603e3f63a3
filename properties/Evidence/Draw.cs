using Netback.Properties.Specification;
using Netback.Properties.Exploration;
using Netback.Properties.Pictures;
using Netback.Properties.Scenarios;
using Netback.Revisions;

namespace Netback.Properties.Evidence;

/// <summary>Draws scenarios and schedules for the report.</summary>
internal static class Draw
{
    private const double Whole = 860, Half = 540;

    /// <summary>The timeline of a scenario, with the moment marked at which the claim breaks.</summary>
    public static Drawing One(string id, Scenario scenario, Revision revision, Claim claim)
    {
        var picture = new TimeSeriesPicture(TimeSeries.Of(scenario, revision, claim), Whole);
        return new(id, picture.Write(id + "-svg", $"{revision.Name}: {claim.Name}"), picture.Describe(), null);
    }

    /// <summary>The same scenario on two revisions, with the same scales.</summary>
    /// <param name="id">What both ids begin with.</param>
    /// <param name="scenario">What happens.</param>
    /// <param name="before">On the left.</param>
    /// <param name="after">On the right.</param>
    /// <param name="claim">The claim whose breaking is marked.</param>
    /// <param name="asFiles">Whether the pictures are also to be had as files.</param>
    public static IReadOnlyList<Drawing> Pair(string id, Scenario scenario, Revision before, Revision after, Claim claim, bool asFiles)
    {
        TimeSeries[] allSeries = [.. new[] { before, after }.Select(r => TimeSeries.Of(scenario, r, claim))];
        return [.. allSeries.Select((series, i) =>
        {
            string name = $"{id}-{series.Revision.Name}";
            string title = series.Violated is null ? $"{series.Revision.Name}: {claim.Name} holds" : $"{series.Revision.Name} violates {claim.Name}";
            TimeSeriesPicture New() => new(series, Half, allSeries[1 - i]);
            return new Drawing(name, New().Write(name + "-svg", title), New().Describe(),
                asFiles ? new($"pictures/{name}.svg", New().Write(name, title, PictureStyle.Sheet)) : null);
        })];
    }

    /// <summary>A schedule as lanes.</summary>
    public static Drawing Lanes(string id, Schedule schedule, string title, string what)
    {
        var picture = new LanesPicture(schedule);
        return new(id, picture.Write(id + "-svg", title, what), picture.Describe(what), null);
    }
}
