using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security;
using Netback.Properties.Commands;
using Netback.Properties.Exploration;
using Netback.Properties.Mutants.Races;
using Netback.Revisions;

namespace Netback.Properties.Traces;

/// <summary>Writes what an exploration has found as an xunit fact, to be pasted into a class of tests.</summary>
public static class FactWriter
{
    private const int Width = 100;

    /// <summary>What the file needs at its top.</summary>
    public static IReadOnlyList<string> Usings { get; } =
    [
        "Netback.Properties.Exploration", "Netback.Properties.Mutants", "Netback.Properties.Mutants.Races",
        "Netback.Properties.Scenarios", "Netback.Revisions", "Xunit",
    ];

    /// <summary>Writes one method, indented as a member of a class. It passes as long as the schedule breaks the property.</summary>
    /// <param name="output">Gets it.</param>
    /// <param name="revision">One of the history, a mutant, a race, or a public class with a constructor that takes nothing.</param>
    /// <param name="configuration">What was explored. One that has a name is named, any other is spelt out.</param>
    /// <param name="finding">What was found.</param>
    public static void Write(TextWriter output, Revision revision, Configuration configuration, Finding finding)
    {
        var (name, expression) = Named(revision);
        string property = finding.Violation.Property;
        output.WriteLine($"    /// <summary>{SecurityElement.Escape(Capital(finding.Violation.What))}.</summary>");
        output.WriteLine("    [Fact]");
        output.WriteLine($"    public void {Pascal(name)}_Breaks{Pascal(property)}_In{Pascal(configuration.Name)}()");
        output.WriteLine("    {");
        output.WriteLine($"        var revision = {expression};");
        foreach (string line in Lines(configuration)) output.WriteLine("        " + line);
        output.WriteLine("        const string Steps = \"\"\"");
        foreach (var step in finding.Schedule.Steps) output.WriteLine($"            {step}");
        output.WriteLine("            \"\"\";");
        output.WriteLine("        var model = new ModelInstance(revision, configuration with { Reduced = false });");
        output.WriteLine("        var schedule = Schedule.Read(new StringReader(Steps), nameof(Steps));");
        output.WriteLine($"        var replayed = Replayer.Replay(model, schedule, {Literal(property)});");
        output.WriteLine("        Assert.Null(replayed.Divergence);");
        output.WriteLine($"        Assert.Equal({Literal(property)}, replayed.Violation?.Property);");
        output.WriteLine("    }");
    }

    /// <summary>What a revision is called, and how to get at it.</summary>
    private static (string Name, string Expression) Named(Revision revision)
    {
        if (RevisionWords.MutantOf(revision) is { FullName: var mutant })
            return (mutant, $"MutantList.All.Single(m => m.FullName == {Literal(mutant)}).Faulty");
        if (Drivers.RaceOf(revision) is { Name: var race })
            return (race, $"Race.Find({Literal(race)})!.Faulty");
        if (Drivers.IsUpstream(revision))
            return (revision.Name, $"History.Find({Literal(revision.Name)})!");
        return (revision.GetType().Name, $"new {revision.GetType().FullName!.Replace('+', '.')}()");
    }

    private static IEnumerable<string> Lines(Configuration configuration)
    {
        if (Configurations.All.Contains(configuration))
            return [$"var configuration = Configurations.Get({Literal(configuration.Name)});"];
        var plain = new Configuration(configuration.Name, configuration.Summary, configuration.Vif);
        return
        [
            $"var vif = new {nameof(Parameters)}",
            "{",
            .. Wrap.Lines(Differences(configuration.Vif, Parameters.Default).Select(set => set + ", "), Width)
                .Select(line => "    " + line),
            "};",
            $"var configuration = new {nameof(Configuration)}({Literal(configuration.Name)}, {Literal(configuration.Summary)}, vif)",
            "{",
            .. Differences(configuration, plain).Select(line => $"    {line},"),
            "};",
        ];
    }

    /// <summary>What is to be set in an initializer to get from one record to another.</summary>
    private static IEnumerable<string> Differences<T>(T value, T usual) where T : class =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => (property.Name, Now: Expression(property.GetValue(value)!),
                Before: Expression(property.GetValue(usual)!)))
            .Where(p => p.Now != p.Before)
            .Select(p => $"{p.Name} = {p.Now}");

    private static string Expression(object value) => value switch
    {
        bool yes => yes ? "true" : "false",
        string text => Literal(text),
        Enum constant => $"{constant.GetType().Name}.{constant}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Expression))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Literal(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Pascal(string words) => string.Concat(words.Split('-', '+').Select(Capital));
}
