using System.Collections.Immutable;
using System.Text.Json;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Changes of a scenario in JSON: each an object whose <c>kind</c> says which.</summary>
internal static class ScenarioText
{
    /// <summary>Writes the changes as a list.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<ScenarioChange> changes, Calendar calendar) => json.Each(name, changes, change =>
    {
        switch (change)
        {
            case ScenarioChange.Pin pin:
                Of(json, "pin", "initiative", pin.Initiative.Value);
                json.WriteString("finish", calendar.Label(pin.Finish));
                break;
            case ScenarioChange.Forbid forbid: Of(json, "forbid", "initiative", forbid.Initiative.Value); break;
            case ScenarioChange.Force force: Of(json, "force", "initiative", force.Initiative.Value); break;
            case ScenarioChange.Drop drop: Of(json, "drop", "initiative", drop.Initiative.Value); break;
            case ScenarioChange.AddCapacity add:
                Of(json, "addCapacity", "team", add.Team.Value);
                json.Numbers("more", add.More);
                json.WriteBoolean("bandsKeepEffort", add.BandsKeepEffort);
                break;
            case ScenarioChange.ChangeShare share:
                Of(json, "changeShare", "bucket", share.Bucket.Value);
                json.Number("share", share.Share?.Value);
                json.Number("min", share.Min?.Value);
                json.Number("max", share.Max?.Value);
                break;
            case ScenarioChange.AddValue value:
                Of(json, "addValue", "initiative", value.Initiative.Value);
                json.WriteNumber("yearly", value.Yearly.Value);
                json.WriteBoolean("toPlatform", value.ToPlatform);
                break;
            case ScenarioChange.AddGrowth growth:
                Of(json, "addGrowth", "useCase", growth.UseCase.Value);
                json.WriteNumber("yearly", growth.Yearly.Value);
                break;
            case ScenarioChange.ScaleEffort scale:
                Of(json, "scaleEffort", "initiative", scale.Initiative.Value);
                json.WriteNumber("factor", scale.Factor);
                break;
            default: throw new NotSupportedException($"{change.GetType().Name} has no form in JSON yet.");
        }
    });

    /// <summary>The changes in that field; none where it is absent.</summary>
    /// <exception cref="DocumentException">A change is not of its shape.</exception>
    public static ImmutableArray<ScenarioChange> Read(Node node, string name, Portfolio portfolio) => node.Each(name, n => Read(n, portfolio));

    private static ScenarioChange Read(Node n, Portfolio portfolio)
    {
        Id<Initiative> Initiative() => PlanReader.Known(n["initiative"], portfolio.Initiatives, "initiative");
        Share? Part(string name) => n.Find(name) is { } share ? Share.Of(share.Number(0, 1)) : null;
        return n["kind"].Text() switch
        {
            "pin" => new ScenarioChange.Pin(Initiative(), n["finish"].Quarter(portfolio.Platform.Calendar)),
            "forbid" => new ScenarioChange.Forbid(Initiative()),
            "force" => new ScenarioChange.Force(Initiative()),
            "drop" => new ScenarioChange.Drop(Initiative()),
            "addCapacity" => new ScenarioChange.AddCapacity(PlanReader.Known(n["team"], portfolio.Teams, "team"), n.Each("more", m => EngineerWeeks.Of(m.Number(0))), n.Find("bandsKeepEffort")?.Flag() ?? false),
            "changeShare" => new ScenarioChange.ChangeShare(PlanReader.Known(n["bucket"], portfolio.Buckets, "bucket"), Part("share"), Part("min"), Part("max")),
            "addValue" => new ScenarioChange.AddValue(Initiative(), Money.Of(n["yearly"].Number()), n.Find("toPlatform")?.Flag() ?? false),
            "addGrowth" => new ScenarioChange.AddGrowth(PlanReader.Known(n["useCase"], portfolio.UseCases, "use case"), Money.Of(n["yearly"].Number())),
            "scaleEffort" => new ScenarioChange.ScaleEffort(Initiative(), n["factor"].Number(0)),
            _ => throw n["kind"].Wrong("one of pin, forbid, force, drop, addCapacity, changeShare, addValue, addGrowth, scaleEffort"),
        };
    }

    private static void Of(Utf8JsonWriter json, string kind, string field, string id)
    {
        json.WriteString("kind", kind);
        json.WriteString(field, id);
    }
}
