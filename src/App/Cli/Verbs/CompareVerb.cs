using System.CommandLine;
using System.Text.Json;
using Dais.App.Text;
using Dais.Engine.Quantities;
using Dais.Workspace;

namespace Dais.App.Cli.Verbs;

/// <summary><c>dais compare</c>: one plan minus another.</summary>
internal static class CompareVerb
{
    public static Verb Make(Surroundings around)
    {
        var workspace = Words.Workspace();
        var first = new Argument<string>("PLAN-A") { Description = "A plan, as dais plan --json prints it." };
        var second = new Argument<string>("PLAN-B") { Description = "Another one of the same workspace." };
        var json = Words.Json();
        var verb = new Verb(
            "compare",
            Purpose.Decide,
            "One plan minus another: what is added, removed, moved, and what that is worth.",
            "dais plan samples/ten --out a.json\ndais plan samples/ten --lens platform --out b.json\ndais compare samples/ten a.json b.json")
        {
            Remarks = "Both plans are held against the rules first. The differences by reason sum to the difference of the two objectives.",
        };
        foreach (var argument in new[] { workspace, first, second }) verb.Add(argument);
        verb.Add(json);
        verb.SetAction(parsed =>
        {
            var opened = Findings.Sound(parsed.GetRequiredValue(workspace));
            var compared = ComparePlans.Of(opened, parsed.GetRequiredValue(first), parsed.GetRequiredValue(second));
            if (parsed.GetValue(json)) around.Out.Write(Print(compared));
            else around.Draw(canvas => CompareText.Write(canvas, compared));
            return CommandLine.Done;
        });
        return verb;
    }

    private static string Print(ComparedPlans compared) => JsonOutput.Print(json =>
    {
        var (comparison, calendar) = (compared.Comparison, compared.First.Portfolio.Platform.Calendar);
        json.WriteNumber("before", comparison.Before.Value);
        json.WriteNumber("after", comparison.After.Value);
        json.WriteNumber("difference", comparison.Amount.Value);
        json.WriteString("money", compared.First.Portfolio.Platform.Money);
        json.WriteBoolean("samePolicy", comparison.SamePolicy);
        json.Objects("changes", comparison.Changes, c =>
        {
            json.WriteString("id", c.Id.Value);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(c.Kind.ToString()));
            json.WriteString("before", Label(c.Before, calendar));
            json.WriteString("after", Label(c.After, calendar));
        });
        json.Objects("differences", comparison.Differences, d =>
        {
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(d.Kind.ToString()));
            json.WriteString("subject", d.Subject);
            json.WriteNumber("before", d.Before.Value);
            json.WriteNumber("after", d.After.Value);
            json.WriteNumber("amount", d.Amount.Value);
        });
        json.Objects("loads", comparison.Loads, l =>
        {
            json.WriteString("team", l.Team.Value);
            json.WriteStartArray("more");
            foreach (var more in l.More) json.WriteNumberValue(more);
            json.WriteEndArray();
        });
        json.WriteStartArray("warnings");
        foreach (var warning in compared.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
    });

    private static string? Label(Period? period, Calendar calendar) => period is { } known ? calendar.Label(known) : null;
}
