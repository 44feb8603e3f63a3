using Netback.Revisions;

namespace Netback.Properties.Mutants.Races;

/// <summary>All that can be explored under a name: the revisions with their variants, and for each race that is a mutant the revision it is made of with the race in it.</summary>
public static class Drivers
{
    /// <summary>The revisions first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. History.KnownNames, .. Race.Every.Where(IsMutant).Select(NameOf)];

    /// <summary>What is said of the others where the revisions are listed: too many to be listed with them.</summary>
    public const string Others = "or one with a race in it (netback list races)";

    /// <returns>The driver of that name, such as <c>late-eoi</c> or <c>byte-limit+looks-once</c>, or null.</returns>
    public static Revision? Find(string name) =>
        History.Find(name) ?? Race.Every.Where(r => IsMutant(r) && NameOf(r) == name).Select(r => r.Faulty).FirstOrDefault();

    /// <summary>What a driver is called here.</summary>
    public static string NameOf(Revision driver) => RaceOf(driver) is { } race ? NameOf(race) : driver.Name;

    /// <summary>Whether it is one of the history or a variant, this or another instance of it.</summary>
    public static bool IsUpstream(Revision driver) => History.Find(driver.Name)?.GetType() == driver.GetType();

    /// <summary>The race that the driver was made to have, or null.</summary>
    public static Race? RaceOf(Revision driver) =>
        IsUpstream(driver) ? null : Race.Every.FirstOrDefault(r => r.Faulty.GetType() == driver.GetType());

    private static bool IsMutant(Race race) => !IsUpstream(race.Faulty);

    private static string NameOf(Race race) => $"{race.Sound.Name}+{race.Name}";
}
