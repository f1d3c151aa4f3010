using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>A horizon grid as JSON.</summary>
public static class HorizonWriter
{
    public static byte[] Print(PlanDocument document, HorizonGrid grid) => WireText.Object(json =>
    {
        var calendar = document.Portfolio.Platform.Calendar;
        json.WriteString("money", document.Portfolio.Platform.Money);
        json.WriteString("status", Word(document.Plan.Status));
        json.WriteNumber("total", grid.Total.Value);
        json.Each("goals", grid.Lines, line =>
        {
            json.WriteString("goal", Word(line.Goal));
            Cells(json, line.Value, m => m.Value);
            json.WriteNumber("all", line.Total.Value);
        });
        json.WriteStartObject("sum");
        Cells(json, grid.Sum, m => m.Value);
        json.WriteEndObject();
        json.Each("atOtherRates", grid.Rates, rate =>
        {
            json.WriteNumber("rate", rate.Rate.Yearly);
            Cells(json, rate.Value, m => m.Value);
        });
        json.Each("usersReachedBy", Enum.GetValues<Horizon>(), h =>
        {
            json.WriteString("horizon", Word(h));
            json.WriteNumber("atLeast", grid.Users[h].AtLeast);
            json.WriteNumber("atMost", grid.Users[h].AtMost);
            json.WriteNumber("useCases", grid.Users[h].UseCases);
            json.WriteNumber("unsaid", grid.Users[h].Unsaid);
        });
        json.Each("emptyCells", grid.EmptyCells, gap =>
        {
            json.WriteString("goal", Word(gap.Goal));
            json.WriteString("horizon", Word(gap.Horizon));
            json.Each("asked", gap.Asked, a =>
            {
                json.WriteString("subject", a.Subject);
                json.WriteNumber("yearly", a.Yearly.Value);
                json.WriteString("earliest", calendar.Label(a.Earliest));
                json.WriteString("planned", a.Planned is { } planned ? calendar.Label(planned) : null);
            });
        });
        json.Each("motives", grid.Motives, m =>
        {
            json.WriteString("motive", m.Motive is { } motive ? Word(motive) : null);
            Cells(json, m.Effort, e => e.Value);
            json.WriteNumber("all", m.Total.Value);
            json.WriteStartArray("initiatives");
            foreach (var id in m.Initiatives) json.WriteStringValue(id.Value);
            json.WriteEndArray();
        });
    });

    private static void Cells<T>(Utf8JsonWriter json, ByHorizon<T> cells, Func<T, double> number)
    {
        foreach (var horizon in Enum.GetValues<Horizon>()) json.WriteNumber(Word(horizon), number(cells[horizon]));
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
