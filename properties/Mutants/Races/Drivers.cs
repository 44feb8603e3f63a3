using Netback.Revisions;

namespace Netback.Properties.Mutants.Races;

/// <summary>All that can be explored under a name: the revisions, and for each race that is a mutant the revision it is made of with the race in it.</summary>
public static class Drivers
{
    /// <summary>The revisions first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. History.Names, .. Race.All.Where(IsMutant).Select(NameOf)];

    /// <returns>The driver of that name, such as <c>late-eoi</c> or <c>byte-limit+looks-once</c>, or null.</returns>
    public static Revision? Find(string name) =>
        History.Find(name) ?? Race.All.Where(r => IsMutant(r) && NameOf(r) == name).Select(r => r.Broken).FirstOrDefault();

    /// <summary>What a driver is called here.</summary>
    public static string NameOf(Revision driver) =>
        Race.All.FirstOrDefault(r => IsMutant(r) && r.Broken.GetType() == driver.GetType()) is { } race ? NameOf(race) : driver.Name;

    private static bool IsMutant(Race race) => History.Find(race.Broken.Name)?.GetType() != race.Broken.GetType();

    private static string NameOf(Race race) => $"{race.Sound.Name}+{race.Name}";
}
