using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>A dependency register as JSON.</summary>
public static class DependenciesWriter
{
    public static byte[] Print(PlanDocument document, DependencyRegister register, ForecastLimits limits) => WireText.Object(json =>
    {
        var calendar = document.Portfolio.Platform.Calendar;
        json.WriteString("status", Word(document.Plan.Status));
        json.WriteNumber("draws", limits.Draws);
        json.WriteNumber("seed", limits.Seed);
        json.WriteNumber("correlation", limits.Correlation.Value);
        Number(json, "crossing", register.Crossing?.Value);
        json.Each("links", register.Links, l => Link(json, l, calendar));
        json.Each("criticalChain", register.CriticalChain, l => Link(json, l, calendar));
        Number(json, "chainSlack", register.ChainSlack);
        json.Each("pairs", register.Pairs, p =>
        {
            json.WriteString("waiting", p.Waiting.Value);
            json.WriteString("on", p.On.Value);
            json.WriteNumber("links", p.Links);
            json.WriteNumber("tightest", p.Tightest);
        });
        json.Each("mostWaitedUpon", register.MostWaitedUpon, w =>
        {
            json.WriteString("team", w.Team.Value);
            json.WriteNumber("links", w.Links);
            json.WriteNumber("teams", w.Teams);
            json.WriteNumber("shared", w.Shared);
            json.WriteNumber("useCases", w.UseCases);
            json.WriteNumber("ew", w.Effort.Value);
            Number(json, "late", w.Latest?.Value);
        });
        Ids(json, "shared", register.Shared.Select(i => i.Value));
    });

    private static void Link(Utf8JsonWriter json, DependencyLink link, Calendar calendar)
    {
        json.WriteString("kind", Word(link.Kind));
        json.WriteString("waiting", link.Waiting);
        json.WriteString("on", link.On.Value);
        Ids(json, "waitingTeams", link.WaitingTeams.Select(t => t.Value));
        Ids(json, "onTeams", link.OnTeams.Select(t => t.Value));
        json.WriteString("group", link.Group?.Value);
        json.WriteString("finish", calendar.Label(link.Finish));
        json.WriteString("neededBy", calendar.Label(link.NeededBy));
        json.WriteNumber("slack", link.Slack);
        json.WriteBoolean("crossesTeams", link.CrossesTeams);
        json.WriteBoolean("critical", link.Critical);
        Number(json, "late", link.Late?.Value);
        json.WriteBoolean("lateAssumed", link.LateAssumed);
    }

    private static void Ids(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids) json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
