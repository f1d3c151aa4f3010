using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>A scenario that was tried, as JSON: the changes, both plans, and all that differs.</summary>
public static class WhatIfWriter
{
    public static byte[] Print(TriedScenario tried) => WireText.Object(json =>
    {
        var (result, portfolio) = (tried.Result, tried.Result.Setup.Portfolio);
        var calendar = portfolio.Platform.Calendar;
        json.WritePropertyName("scenario");
        json.WriteRawValue(ScenarioWriter.Print(result.Scenario, calendar));
        Texts(json, "sentences", ScenarioWords.Of(result.Scenario, new(tried.Base.Portfolio, result.Base.Policy)));
        json.WriteString("money", portfolio.Platform.Money);
        Number(json, "difference", result.Comparison?.Amount.Value);
        Number(json, "baseAsItStands", result.AsItStands?.Value);
        Number(json, "byPlanningAnew", result.AsItStands is { } stands && result.Comparison is not null ? result.Plan.Objective.Value - stands.Value : null);
        Number(json, "missedByTheBase", result.Missed?.Value);
        if (result.Comparison is { } comparison)
        {
            Moves(json, result, calendar);
            Differences(json, comparison);
        }

        json.Each("buckets", result.Buckets, b =>
        {
            json.WriteString("id", b.Bucket.Value);
            json.WriteNumber("before", b.Before.Share);
            json.WriteNumber("after", b.After.Share);
            json.WriteNumber("ewBefore", b.Before.Effort.Value);
            json.WriteNumber("ewAfter", b.After.Effort.Value);
        });
        Texts(json, "notes", tried.Notes);
        json.WritePropertyName("base");
        PlanWriter.Write(json, tried.Base);
        json.WritePropertyName("plan");
        PlanWriter.Write(json, new PlanDocument(portfolio, result.Plan) { Explanation = Explanation.Of(portfolio, result.Plan) });
    });

    private static void Moves(Utf8JsonWriter json, WhatIf result, Calendar calendar) => json.Each("moves", result.Moves, m =>
    {
        json.WriteString("id", m.Change.Id.Value);
        json.WriteString("kind", Word(m.Change.Kind));
        json.WriteString("before", m.Change.Before is { } before ? calendar.Label(before) : null);
        json.WriteString("after", m.Change.After is { } after ? calendar.Label(after) : null);
        json.WriteString("cause", Word(m.Cause));
        json.WriteString("subject", m.Subject);
        Texts(json, "because", m.Because.Select(i => i.Value));
        json.WriteString("why", m.Why);
    });

    private static void Differences(Utf8JsonWriter json, Comparison comparison)
    {
        json.Each("differences", comparison.Differences, d =>
        {
            json.WriteString("kind", Word(d.Kind));
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
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
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
