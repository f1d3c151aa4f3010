using System.Text.Json;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Wire;

/// <summary>Holds a whole workspace against the table.</summary>
internal static class DocumentCheck
{
    /// <summary>Adds every finding about the form of <paramref name="root"/>.</summary>
    public static void Run(JsonNode? root, ICollection<Finding> findings)
    {
        if (root is not JsonObject workspace)
        {
            findings.Add(Finding.Error(Rule.Type, "", $"The file holds {root.Describe()}; a workspace is an object with \"dais\", \"platform\" and lists."));
            return;
        }

        var checking = new Checking(CalendarOf(workspace), Ids(workspace, findings), findings);
        if (workspace.Get("dais") is { } version && version.AsNumber() is not 1)
            findings.Add(Finding.Error(version.AsNumber() is null ? Rule.Type : Rule.Range, "dais", $"The version is {version.Describe()}; allowed is 1.", "Maybe a later version of Dais wrote it."));
        Platform(workspace, checking, findings);
        foreach (var kind in Kinds.All)
        {
            if (workspace.Get(kind.Name) is { } list) List(kind, list, checking, findings);
        }

        var known = Kinds.All.Select(k => k.Name).Concat(["dais", "platform"]).ToList();
        foreach (var (name, _) in workspace)
        {
            if (!known.Contains(name)) checking.Unknown(name, known, Place.Root, "list");
        }
    }

    /// <summary>The calendar that the platform states, or nothing where it states none that holds.</summary>
    public static Calendar? CalendarOf(JsonObject workspace) =>
        workspace.Get("platform") is JsonObject platform && platform.Get("periods") is JsonObject periods
        && periods.Get("first").AsText() is { } first && Calendar.IsLabel(first)
        && periods.Get("count").AsNumber() is { } count && count >= 1 && count <= Calendar.MostPeriods && count == Math.Floor(count)
            ? new Calendar(first, (int)count, periods.Get("starts").AsText() is { } starts && DateOnly.TryParseExact(starts, "yyyy-MM-dd", out var day) ? day : null)
            : null;

    private static void Platform(JsonObject workspace, Checking checking, ICollection<Finding> findings)
    {
        if (workspace.Get("platform") is not { } platform)
        {
            findings.Add(Finding.Error(Rule.Required, "", "The field \"platform\" is missing; it has to be an object with id and periods.", "Maybe this file is not a workspace."));
            return;
        }

        checking.Value(Kinds.Platform, platform, Place.Root["platform"]);
        if (platform is JsonObject fields && fields.Get("discountRate") is null)
            findings.Add(Finding.Warning(Rule.Discount, "platform", "There is no \"discountRate\": 0 is assumed, so that a wait costs nothing.", "Maybe 0.10, ten per cent a year, is meant."));
    }

    private static void List(Kind kind, JsonNode list, Checking checking, ICollection<Finding> findings)
    {
        var at = Place.Root[kind.Name];
        if (list is JsonObject && kind.MayBeObject) return;
        if (list is not JsonArray items)
        {
            checking.Wrong(new Shape.Many(kind.Item ?? new Shape.Parts([])), list, at, "Maybe put it in [ ].");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not JsonObject item) checking.Wrong(kind.Item ?? new Shape.Parts([Vocabulary.Needed("id", Vocabulary.Id, "Its id.")]), items[i], at[i]);
            else if (kind.Item is { } shape) checking.Fields(shape, item, at[i]);
            else if (item.Get("id") is not { } id) findings.Add(Finding.Error(Rule.Required, at[i].ToString(), "The field \"id\" is missing; it has to be a text that is not empty.", "Maybe add it: its id."));
            else checking.Value(Vocabulary.Id, id, at[i]["id"]);
        }
    }

    private static Dictionary<string, IReadOnlySet<string>> Ids(JsonObject workspace, ICollection<Finding> findings)
    {
        var all = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var kind in Kinds.All.Where(k => k.HasId))
        {
            if (workspace.Get(kind.Name) is not JsonArray list) continue;
            var places = new Dictionary<string, int>(list.Count);
            for (var i = 0; i < list.Count; i++)
            {
                if ((list[i] as JsonObject)?.Get("id").AsText() is not { Length: > 0 } id || places.TryAdd(id, i)) continue;
                findings.Add(Finding.Error(
                    Rule.Once,
                    Place.Root[kind.Name][i]["id"].ToString(),
                    $"The id {JsonText.Line(JsonValue.Create(id))} stands twice: also at {kind.Name}[{places[id]}].",
                    "Maybe one of the two is a copy; each thing of a kind has an id of its own."));
            }

            all[kind.Name] = places.Keys.ToHashSet();
        }

        return all;
    }
}
