using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>Reads what a kept plan holds of a quarter, and writes planned against actual of it.</summary>
internal static class QuarterWriter
{
    /// <summary>What the plan of a review plans for the quarter of that label; nothing where its horizon does not hold it.</summary>
    public static PlannedQuarter? Planned(JsonObject review, string label)
    {
        if (review.Get("plan") is not JsonObject plan || plan.Get("periods") is not JsonArray periods) return null;
        var place = periods.Select(p => p.AsText()).ToList().IndexOf(label);
        if (place < 0) return null;
        var work = ImmutableDictionary.CreateBuilder<(Id<Initiative>, Id<Team>), EngineerWeeks>();
        var finishes = ImmutableArray.CreateBuilder<Id<Initiative>>();
        foreach (var initiative in (plan.Get("initiatives") as JsonArray ?? []).OfType<JsonObject>())
        {
            if (initiative.Get("id").AsText() is not { } id) continue;
            if (initiative.Get("finish").AsText() == label) finishes.Add(Id<Initiative>.Of(id));
            foreach (var (team, weeks) in initiative.Get("work") as JsonObject ?? [])
            {
                if (weeks is JsonArray list && place < list.Count && list[place].AsNumber() is > 0 and var ew) work[(Id<Initiative>.Of(id), Id<Team>.Of(team))] = EngineerWeeks.Of(ew);
            }
        }

        return new(work.ToImmutable(), finishes.ToImmutable());
    }

    /// <summary>Planned against actual, as a review keeps it.</summary>
    public static JsonObject Write(QuarterComparison lines, PlannedQuarter planned, ImmutableArray<Id<Initiative>> finished, ClosedQuarter closed, Calendar calendar) => new()
    {
        ["work"] = Each(lines.Work, l => new Writing(calendar).Id("initiative", (Id<Initiative>?)l.Initiative).Id("team", (Id<Team>?)l.Team).Number("planned", l.Planned).Number("actual", l.Actual)),
        ["buckets"] = Each(lines.Buckets, b => new Writing(calendar).Id("id", (Id<Bucket>?)b.Bucket).Number("planned", b.Planned).Number("actual", b.Actual)),
        ["teams"] = Each(lines.Teams, t => new Writing(calendar).Id("id", (Id<Team>?)t.Team).Number("planned", t.Planned).Number("onInitiatives", t.OnInitiatives).Number("used", t.Used).Number("capacity", t.Capacity).Number("gross", t.Gross)),
        ["finished"] = new JsonObject { ["planned"] = Ids(planned.Finishes), ["actual"] = Ids(finished) },
        ["slipped"] = Ids(closed.Slipped),
        ["late"] = Ids(closed.Late),
        ["unplanned"] = Each(lines.Unplanned, u => new Writing(calendar).Text("team", u.Team.Value).Id("initiative", u.Initiative).Word("kind", u.Kind).Id("group", u.Group).Number("ew", u.Ew.Value)),
    };

    private static JsonArray Each<T>(ImmutableArray<T> items, Func<T, Writing> write) => new([.. items.Select(i => (JsonNode)write(i).Node)]);

    private static JsonArray Ids<T>(ImmutableArray<Id<T>> ids) => new([.. ids.Select(i => (JsonNode)i.Value)]);
}
