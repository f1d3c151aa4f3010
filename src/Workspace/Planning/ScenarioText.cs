using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>Changes of a scenario in JSON, in the one shape that files and the solver's process share: the first field says which.</summary>
internal static class ScenarioText
{
    /// <summary>Writes the changes as a list.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<ScenarioChange> changes, Calendar calendar) => json.Each(name, changes, change =>
    {
        switch (change)
        {
            case ScenarioChange.Pin pin:
                json.WriteString("pin", pin.Initiative.Value);
                json.WriteString("finish", calendar.Label(pin.Finish));
                break;
            case ScenarioChange.Forbid forbid: json.WriteString("forbid", forbid.Initiative.Value); break;
            case ScenarioChange.Force force: json.WriteString("force", force.Initiative.Value); break;
            case ScenarioChange.Drop drop: json.WriteString("drop", drop.Initiative.Value); break;
            case ScenarioChange.AddCapacity add:
                Capacity(json, add.Team, "add", add.More);
                if (add.BandsKeepEffort) json.WriteBoolean("bandsKeepEffort", true);
                break;
            case ScenarioChange.TakeCapacity take: Capacity(json, take.Team, "less", take.Less); break;
            case ScenarioChange.ChangeShare share:
                json.WriteString("bucket", share.Bucket.Value);
                foreach (var (part, value) in new[] { ("share", share.Share), ("min", share.Min), ("max", share.Max) })
                    if (value is { } known) json.WriteNumber(part, known.Value);

                break;
            case ScenarioChange.AddValue value:
                json.WriteString("value", value.Initiative.Value);
                json.WriteNumber(value.ToPlatform ? "platform" : "customer", value.Yearly.Value);
                break;
            case ScenarioChange.AddGrowth growth:
                json.WriteString("useCase", growth.UseCase.Value);
                json.WriteNumber("growth", growth.Yearly.Value);
                break;
            case ScenarioChange.ScaleEffort scale:
                json.WriteString("effort", scale.Initiative.Value);
                json.WriteNumber("times", scale.Factor);
                break;
            case ScenarioChange.Propose propose:
                json.WritePropertyName("propose");
                FromPortfolio.Initiative(propose.Initiative, calendar).Node.WriteTo(json);
                break;
            default: throw new NotSupportedException($"{change.GetType().Name} has no form in JSON yet.");
        }
    });

    /// <summary>The changes in that field; none where it is absent.</summary>
    /// <exception cref="DocumentException">A change is not of its shape.</exception>
    public static ImmutableArray<ScenarioChange> Read(Node node, string name, Portfolio portfolio)
    {
        var known = portfolio;
        return node.Each(name, n =>
        {
            var change = Read(n, known);
            if (change is ScenarioChange.Propose propose) known = known.With(propose.Initiative);
            return change;
        });
    }

    private static ScenarioChange Read(Node n, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        Id<Initiative> Initiative(Node at) => PlanReader.Known(at, portfolio.Initiatives, "initiative");
        Share? Part(string name) => n.Find(name) is { } share ? Share.Of(share.Number(0, 1)) : null;
        if (n.Find("pin") is { } pin) return new ScenarioChange.Pin(Initiative(pin), n["finish"].Quarter(calendar));
        if (n.Find("forbid") is { } forbid) return new ScenarioChange.Forbid(Initiative(forbid));
        if (n.Find("force") is { } force) return new ScenarioChange.Force(Initiative(force));
        if (n.Find("drop") is { } drop) return new ScenarioChange.Drop(Initiative(drop));
        if (n.Find("capacity") is { } team) return Capacity(n, PlanReader.Known(team, portfolio.Teams, "team"), calendar);
        if (n.Find("bucket") is { } bucket) return new ScenarioChange.ChangeShare(PlanReader.Known(bucket, portfolio.Buckets, "bucket"), Part("share"), Part("min"), Part("max"));
        if (n.Find("value") is { } value) return new ScenarioChange.AddValue(Initiative(value), Money.Of((n.Find("platform") ?? n["customer"]).Number()), n.Find("platform") is not null);
        if (n.Find("useCase") is { } useCase) return new ScenarioChange.AddGrowth(PlanReader.Known(useCase, portfolio.UseCases, "use case"), Money.Of(n["growth"].Number()));
        if (n.Find("effort") is { } effort) return new ScenarioChange.ScaleEffort(Initiative(effort), n["times"].Number(0));
        if (n.Find("propose") is { } propose) return new ScenarioChange.Propose(ToPortfolio.Initiative(new Reading((JsonObject)JsonNode.Parse(propose.Element.GetRawText())!, calendar)));
        throw n.Wrong("an object with one of pin, forbid, force, drop, capacity, bucket, value, useCase, effort, propose");
    }

    private static void Capacity(Utf8JsonWriter json, Id<Team> team, string field, ImmutableArray<EngineerWeeks> each)
    {
        json.WriteString("capacity", team.Value);
        if (each.Length > 0 && each.All(e => e == each[0]))
        {
            json.WriteNumber(field, each[0].Value);
            return;
        }

        json.WriteStartArray(field);
        foreach (var ew in each) json.WriteNumberValue(ew.Value);
        json.WriteEndArray();
    }

    private static ScenarioChange Capacity(Node n, Id<Team> team, Calendar calendar)
    {
        ImmutableArray<EngineerWeeks> Each(Node at) => at.Element.ValueKind == JsonValueKind.Array
            ? at.Each(m => EngineerWeeks.Of(m.Number(0)))
            : [.. Enumerable.Repeat(EngineerWeeks.Of(at.Number(0)), calendar.Count)];
        return n.Find("less") is { } less
            ? new ScenarioChange.TakeCapacity(team, Each(less))
            : new ScenarioChange.AddCapacity(team, Each(n["add"]), n.Find("bandsKeepEffort")?.Flag() ?? false);
    }
}
