using System.Text.Json;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes one plan minus another, as <c>dais compare --json</c> prints it.</summary>
public static class CompareWriter
{
    /// <summary>The difference as one JSON object with a final line feed.</summary>
    public static byte[] Print(ComparedPlans compared) => WireText.Object(json =>
    {
        var (comparison, calendar) = (compared.Comparison, compared.First.Portfolio.Platform.Calendar);
        json.WriteNumber("before", comparison.Before.Value);
        json.WriteNumber("after", comparison.After.Value);
        json.WriteNumber("difference", comparison.Amount.Value);
        json.WriteString("money", compared.First.Portfolio.Platform.Money);
        json.WriteBoolean("samePolicy", comparison.SamePolicy);
        json.Each("changes", comparison.Changes, c =>
        {
            json.WriteString("id", c.Id.Value);
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(c.Kind.ToString()));
            json.WriteString("before", Label(c.Before, calendar));
            json.WriteString("after", Label(c.After, calendar));
        });
        json.Each("differences", comparison.Differences, d =>
        {
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(d.Kind.ToString()));
            json.WriteString("subject", d.Subject);
            json.WriteNumber("before", d.Before.Value);
            json.WriteNumber("after", d.After.Value);
            json.WriteNumber("amount", d.Amount.Value);
        });
        json.Each("loads", comparison.Loads, l =>
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
