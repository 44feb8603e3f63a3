namespace Netback.Properties.Scenarios;

/// <summary>Says all that is wrong with a file of scenarios, where <see cref="ScenarioReader"/> stops at the first thing.</summary>
public static class ScenarioCheck
{
    /// <summary>The problems of a file, a line each: those of every line, and in a scenario those of every step. What stands behind a
    /// problem that leaves nothing to be read, such as text that is not JSON, is not looked at.</summary>
    /// <param name="path">As for <see cref="ScenarioReader.ReadFile"/>, which reads the file if there are none.</param>
    /// <param name="scenarios">How many scenarios were found, good and bad.</param>
    public static IReadOnlyList<string> Problems(string path, out int scenarios)
    {
        var problems = new List<string>();
        var names = new Dictionary<string, int>();
        scenarios = 0;
        try
        {
            bool lines = ScenarioReader.IsDivided(path);
            using var bytes = new ScenarioBytes(ScenarioReader.Open(path), path);
            var reader = new LineReader(bytes, path, lines);
            while (reader.Next(out var line))
            {
                if (ScenarioReader.IsBlank(line)) continue;
                scenarios++;
                string place = lines ? $"{path}:{reader.Number}" : path;
                var found = Problems(line, place, out string? name);
                problems.AddRange(found.Select(e => e.Message));
                if (name is not null && !names.TryAdd(name, reader.Number))
                    problems.Add(ScenarioReader.DoubledName(place, name, names[name]).Message);
            }
            if (scenarios == 0) problems.Add(ScenarioReader.NoScenario(path).Message);
        }
        catch (InputException e)
        {
            problems.Add(e.Message);
        }
        return problems;
    }

    private static List<InputException> Problems(ReadOnlyMemory<byte> line, string where, out string? name)
    {
        name = null;
        try
        {
            name = ScenarioReader.Recorded(line, where).Scenario.Name;
            return [];
        }
        catch (InputException first)
        {
            var all = OfScenario(line, where);
            // What was said first can be a problem of the trace, or of the whole line.
            return all.Count > 0 ? all : [first];
        }
    }

    private static List<InputException> OfScenario(ReadOnlyMemory<byte> line, string where)
    {
        try
        {
            using var document = ScenarioReader.Document(line, where);
            var place = new Place(where, "");
            // Keys that cannot even be compared are refused here.
            var fields = new JsonFields(document.RootElement, place, ScenarioReader.LineKeys);
            return fields.Has("scenario") ? ScenarioParser.Problems(fields.Value("scenario"), place.Key("scenario"))
                : fields.Has("trace") ? [] : ScenarioParser.Problems(document.RootElement, place);
        }
        catch (InputException)
        {
            return [];
        }
    }
}
