using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes how groups fare as the one JSON object that <c>dais groups --json</c> prints and <see cref="GroupReader"/> reads.</summary>
public static class GroupWriter
{
    /// <summary>The object as indented UTF-8 JSON with a final line feed, its plans explained.</summary>
    public static byte[] Print(GroupDocument document) => WireText.Print(json => Write(json, document, explain: true));

    /// <summary>Writes it as one value.</summary>
    public static void Write(Utf8JsonWriter json, GroupDocument document, bool explain = false)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(document);
        var (study, portfolio) = (document.Study, document.Portfolio);
        json.WriteStartObject();
        json.WriteString("money", portfolio.Platform.Money);
        json.WriteNumber("seconds", Math.Round(study.Seconds, 3));
        WritePlan(json, "policyPlan", document, study.Policy, explain);
        json.Each("groups", study.Own, o => WriteOwn(json, o, portfolio.Platform.Calendar));
        json.Each("plans", study.Plans, p => WriteFair(json, document, p, explain));
        json.Texts("unserved", study.Unserved.Select(u => u.Value));
        if (study.Trade is { } trade) WriteTrade(json, document, trade, explain);
        else json.WriteNull("trade");
        json.Each("attributions", document.Attributions, a =>
        {
            json.WriteString("id", a.Initiative.Value);
            json.WriteString("source", WireText.Word(a.Source));
            json.WriteBoolean("assumed", a.Assumed);
            json.WriteStartObject("parts");
            foreach (var (group, part) in a.Parts) json.Number(group.Value, part);
            json.WriteEndObject();
        });
        json.Each("assumed", document.Assumed, a =>
        {
            json.WriteString("at", a.At);
            json.Number("value", a.Value);
            json.WriteString("why", a.Why);
        });
        if (document.Revision is { } revision)
        {
            json.WriteStartObject("workspace");
            json.WriteString("platform", portfolio.Platform.Id.Value);
            json.WriteString("sha256", revision);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteOwn(Utf8JsonWriter json, OwnBest own, Calendar calendar)
    {
        json.WriteString("id", own.Group.Value);
        WriteMost(json, "ownBest", own.All, calendar);
        json.Number("share", own.Part.Value);
        json.WriteBoolean("shareAssumed", own.PartAssumed);
        if (own.WithPart is { } part) WriteMost(json, "ownBestWithShare", part, calendar);
        else json.WriteNull("ownBestWithShare");
    }

    private static void WriteMost(Utf8JsonWriter json, string name, Most most, Calendar calendar)
    {
        json.WriteStartObject(name);
        json.Number("value", most.Value.Value);
        json.Number("bound", most.Bound.Value);
        json.WriteBoolean("proven", most.Proven);
        LensWriter.WriteFinishes(json, most.Finishes, calendar);
        json.WriteEndObject();
    }

    private static void WriteFair(Utf8JsonWriter json, GroupDocument document, FairPlan fair, bool explain)
    {
        json.WriteString("kind", WireText.Word(fair.Kind));
        json.Texts("alsoCalled", fair.Kind == FairnessKind.Maximin ? ["minimaxRegret"] : fair.Kind == FairnessKind.EqualShares ? ["proportional"] : []);
        if (fair.Alpha is { } alpha) json.Number("alpha", alpha);
        json.Number("score", fair.Score);
        json.Number("bound", fair.Bound);
        json.WriteBoolean("proven", fair.Proven);
        WriteShares(json, document, fair.Plan);
        json.Number("priceOfFairness", document.Study.PriceOfFairness(document.Portfolio, fair.Plan));
        json.Number("priceBoundIfDivisible", document.Study.PriceBound(fair.Kind));
        WritePlan(json, "plan", document, fair.Plan, explain);
    }

    private static void WriteShares(Utf8JsonWriter json, GroupDocument document, Plan plan)
    {
        var shares = document.Study.SharesOf(document.Portfolio, plan);
        json.Number("sum", shares.Sum.Value);
        json.Number("unattributed", shares.Unattributed.Value);
        json.Each("groups", shares.Groups, g =>
        {
            json.WriteString("id", g.Group.Value);
            json.Number("value", g.Value.Value);
            json.Number("satisfaction", g.Satisfaction);
            json.Number("regret", g.Regret);
        });
    }

    private static void WriteTrade(Utf8JsonWriter json, GroupDocument document, Trade trade, bool explain)
    {
        var calendar = document.Portfolio.Platform.Calendar;
        json.WriteStartObject("trade");
        json.WriteBoolean("proven", trade.Proven);
        json.Number("gain", trade.Gain.Value);
        json.Each("sides", trade.Sides(document.Portfolio), side =>
        {
            json.WriteString("bucket", side.Bucket.Value);
            json.Text("owner", side.Owner?.Value);
            json.Each("shifts", side.Shifts, s =>
            {
                json.WriteString("by", calendar.Label(s.By));
                json.Number("before", s.Before);
                json.Number("after", s.After);
            });
            WriteMoves(json, "sooner", side.Sooner, calendar);
            WriteMoves(json, "later", side.Later, calendar);
        });
        foreach (var (name, plan) in new[] { ("before", trade.Before), ("after", trade.After) })
        {
            json.WriteStartObject(name);
            WriteShares(json, document, plan);
            WritePlan(json, "plan", document, plan, explain);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMoves(Utf8JsonWriter json, string name, ImmutableArray<TradeMove> moves, Calendar calendar) => json.Each(name, moves, m =>
    {
        json.WriteString("id", m.Id.Value);
        json.Text("before", m.Before is { } before ? calendar.Label(before) : null);
        json.Text("after", m.After is { } after ? calendar.Label(after) : null);
    });

    private static void WritePlan(Utf8JsonWriter json, string name, GroupDocument document, Plan plan, bool explain)
    {
        json.WritePropertyName(name);
        PlanWriter.Write(json, new PlanDocument(document.Portfolio, plan) { Explanation = explain ? Explanation.Of(document.Portfolio, plan) : null, Revision = document.Revision });
    }
}
