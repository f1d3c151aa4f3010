using System.Text.Json;
using Dais.Engine.Explaining.WhyNot;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>A why-not card as JSON.</summary>
public static class WhyNotWriter
{
    public static byte[] Print(WhyNotCard card, Platform platform) => WireText.Object(json =>
    {
        var calendar = platform.Calendar;
        json.WriteString("id", card.Id);
        json.WriteString("name", card.Name);
        json.WriteString("sort", card.Sort);
        json.WriteString("about", card.About);
        json.WriteString("standing", Word(card.Standing));
        json.WriteString("sentence", card.Sentence);
        json.WriteString("planned", Label(card.Planned, calendar));
        json.WriteString("earliestBesideThePlan", Label(card.EarliestBeside, calendar));
        json.WriteString("earliestEver", Label(card.EarliestEver, calendar));
        json.WriteString("money", platform.Money);
        json.WriteNumber("objective", card.Base.Value);
        json.WriteBoolean("proven", card.Proven);
        Number(json, "price", card.Price?.Value);
        Number(json, "priceAtLeast", card.PriceAtLeast?.Value);
        Dates(json, card.Dates, calendar);
        if (card.Rank is { } rank)
        {
            json.WriteStartObject("rank");
            json.WriteNumber("nominal", rank.Nominal);
            json.WriteNumber("p10", rank.Low);
            json.WriteNumber("p90", rank.High);
            json.WriteNumber("of", rank.Of);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("rank");
        }

        Moves(json, "displaced", card.Displaced, calendar);
        Number(json, "delayPerWeek", card.DelayPerWeek?.Value);
        if (card.Regret is { } regret)
        {
            json.WriteStartObject("regret");
            json.WriteString("group", regret.Group.Value);
            json.WriteNumber("now", regret.Now.Value);
            json.WriteNumber("best", regret.Best.Value);
            Number(json, "regret", regret.Size?.Value);
            json.WriteBoolean("proven", regret.Proven);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("regret");
        }

        json.Each("changes", card.Changes, c => Change(json, c, calendar));
        json.Each("switching", card.Switching, p =>
        {
            json.WriteString("of", Word(p.Sort));
            json.WriteString("sentence", p.Sentence);
            Number(json, "factor", p.Factor);
            Number(json, "chance", p.Chance?.Value);
            json.WriteBoolean("assumed", p.Assumed);
            json.WriteBoolean("nearest", p.Nearest);
            Texts(json, "whoKnows", p.WhoKnows);
        });
        json.Each("matches", card.Matches, m =>
        {
            json.WriteString("id", m.Id);
            json.WriteString("name", m.Name);
            json.WriteString("sort", m.Sort);
            Texts(json, "words", m.Words);
        });
        Texts(json, "otherSide", card.OtherSide);
    });

    private static void Change(Utf8JsonWriter json, CheapestChange c, Calendar calendar)
    {
        json.WriteString("kind", Word(c.Kind));
        Number(json, "size", c.Size);
        json.WriteString("unit", c.Unit);
        Number(json, "bound", c.Bound);
        Number(json, "cost", c.Cost?.Value);
        json.WriteBoolean("provenSmallest", c.Smallest);
        json.WriteBoolean("verified", c.Decides);
        json.WriteBoolean("smallerFails", c.SmallerFails);
        json.WriteString("none", c.Without is { } without ? Word(without) : null);
        json.WriteString("sentence", c.Sentence);
        if (c.Team is { } team)
        {
            json.WriteString("team", team.Value);
            json.WriteStartArray("lent");
            foreach (var ew in c.Lent) json.WriteNumberValue(ew.Value);
            json.WriteEndArray();
        }

        Number(json, "paid", c.Paid?.Value);
        Dates(json, c.Dates, calendar);
        Moves(json, "touched", c.Touched, calendar);
        Moves(json, "moves", c.Moves, calendar);
    }

    private static void Moves(Utf8JsonWriter json, string name, IEnumerable<SeenMove> moves, Calendar calendar) => json.Each(name, moves, m =>
    {
        json.WriteString("id", m.Work.Id);
        json.WriteString("name", m.Work.Name);
        json.WriteNumber("ew", m.Work.Ew.Value);
        json.WriteString("kind", m.Kind is { } kind ? Word(kind) : null);
        json.WriteString("before", Label(m.Before, calendar));
        json.WriteString("after", Label(m.After, calendar));
    });

    private static void Dates(Utf8JsonWriter json, ExpectedDates? dates, Calendar calendar)
    {
        if (dates is null)
        {
            json.WriteNull("dates");
            return;
        }

        json.WriteStartObject("dates");
        json.WriteString("planned", Label(dates.Planned, calendar));
        json.WriteString("p50", Label(dates.P50, calendar));
        json.WriteString("p85", Label(dates.P85, calendar));
        Number(json, "late", dates.Late.Value);
        json.WriteBoolean("ofSlowest", dates.OfSlowest);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known) json.WriteNumber(name, Math.Round(known, 6));
        else json.WriteNull(name);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string? Label(Period? period, Calendar calendar) => period is { } known ? calendar.Label(known) : null;
}
