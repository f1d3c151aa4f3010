using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire;

/// <summary>A value of the workspace that somebody assumed: no source states it.</summary>
/// <param name="At">Where it stands: <c>initiatives/sso/effort/identity</c>.</param>
/// <param name="Value">The number that was assumed; absent where it is no number.</param>
/// <param name="Why">Why it was.</param>
public sealed record Assumption(string At, double? Value, string Why);

/// <summary>The assumptions of a workspace, and the addresses they have.</summary>
/// <remarks>
/// An address is the list, the thing's id and the fields inward, joined by slashes; a slash in a name is <c>~1</c>, a
/// tilde <c>~0</c>. A thing without an id has the parts that tell it apart joined by <c>@</c>. An assumption holds only as
/// long as its value stands there: who replaces an assumed number by a known one need not strike the assumption.
/// </remarks>
public static class Assumptions
{
    /// <summary>The list's name.</summary>
    public const string List = "assumptions";

    /// <summary>The assumptions that still hold, in the order of the document.</summary>
    public static ImmutableArray<Assumption> In(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Root.Get(List) is not JsonArray list) return [];
        var things = new Dictionary<string, JsonObject>();
        var result = ImmutableArray.CreateBuilder<Assumption>();
        foreach (var item in list.OfType<JsonObject>())
        {
            if (item.Get("at").AsText() is not { } at || item.Get("why").AsText() is not { } why) continue;
            var value = item.Get("value").AsNumber();
            if (things.Count == 0) Index(document.Root, things);
            if (Find(document.Root, things, at) is { } there && (value is null || there.AsNumber() is { } now && now.Equals(value.Value))) result.Add(new Assumption(at, value, why));
        }

        return result.DrainToImmutable();
    }

    /// <summary>The assumption as the list holds it.</summary>
    internal static JsonObject Node(Assumption assumption)
    {
        var node = new JsonObject { ["at"] = assumption.At };
        if (assumption.Value is { } value) node["value"] = JsonText.Number(value);
        node["why"] = assumption.Why;
        return node;
    }

    /// <summary>The address of a field inside <paramref name="outer"/>.</summary>
    internal static string Inside(string outer, string name) =>
        outer + "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>What tells a thing of that list apart from the others.</summary>
    internal static string Key(Kind kind, JsonObject item) => kind switch
    {
        { HasId: true } => item.Get("id").AsText() ?? "",
        { Name: "views" } => $"{item.Get("group").AsText()}@{item.Get("period").AsText()}",
        { Name: "assumptions" } => item.Get("at").AsText() ?? "",
        _ => JsonText.Line(item),
    };

    private static void Index(JsonObject root, Dictionary<string, JsonObject> things)
    {
        foreach (var kind in Kinds.All)
        {
            if (root.Get(kind.Name) is not JsonArray list) continue;
            foreach (var item in list.OfType<JsonObject>()) things.TryAdd(Inside(kind.Name, Key(kind, item)), item);
        }
    }

    private static JsonNode? Find(JsonObject root, Dictionary<string, JsonObject> things, string at)
    {
        var steps = at.Split('/');
        JsonNode? node;
        if (steps[0] == "platform") (node, steps) = (root.Get("platform"), steps[1..]);
        else if (steps.Length > 1 && things.TryGetValue(steps[0] + "/" + steps[1], out var thing)) (node, steps) = (thing, steps[2..]);
        else return null;
        foreach (var step in steps)
        {
            var name = step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject fields => fields.Get(name),
                JsonArray list when int.TryParse(name, out var place) && place >= 0 && place < list.Count => list[place],
                JsonValue when name is "amount" or "p50" => node,
                _ => null,
            };
        }

        return node;
    }
}
