using System.CommandLine;
using System.Text.Json;
using Netback.Properties.Scenarios;

namespace Netback.Properties.Commands;

/// <summary><c>netback list</c>: the names that other commands take, so that none has to be looked up in the source.</summary>
internal static class ListCommand
{
    private const string Gap = "  ";

    public static Command Create()
    {
        string[] kinds = [.. Listing.Kinds.Select(k => k.Kind)];
        var kind = new Argument<string>("KIND") { HelpName = "KIND", Description = $"What to list: {string.Join(", ", kinds)}" };
        kind.CompletionSources.Add(kinds);
        kind.Validators.Add(result =>
        {
            string word = result.Tokens[0].Value;
            if (!kinds.Contains(word))
                result.AddError($"KIND is one of {string.Join(", ", kinds)}, not {InputException.Quote(word)}");
        });
        var json = Options.Json("Print one line of JSON: an array with an object for each");
        var command = new Command("list", "List the names that other commands take, each with a summary.") { kind, json };
        command.SetAction(result =>
        {
            List<Listed> all = [.. Listing.Kinds.First(k => k.Kind == result.GetRequiredValue(kind)).All()];
            var output = result.InvocationConfiguration.Output;
            if (result.GetValue(json)) WriteJson(all, output);
            else WriteTable(all, output);
        });
        return command;
    }

    private static void WriteTable(List<Listed> all, TextWriter output)
    {
        int names = all.Max(listed => listed.Name.Length);
        foreach (var listed in all)
        {
            string left = listed.Name.PadRight(names) + Gap;
            foreach (string line in Wrap.Lines([listed.Summary], Cli.Width - left.Length))
            {
                output.WriteLine(left + line);
                left = new string(' ', left.Length);
            }
        }
    }

    private static void WriteJson(List<Listed> all, TextWriter output)
    {
        output.WriteLine(JsonText.Of(json =>
        {
            json.WriteStartArray();
            foreach (var listed in all)
            {
                json.WriteStartObject();
                json.WriteString("name", listed.Name);
                json.WriteString("summary", listed.Summary);
                foreach (var (key, value) in listed.More)
                {
                    json.WritePropertyName(key);
                    JsonSerializer.Serialize(json, value);
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }));
    }
}
