using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire;

/// <summary>Brings a checked tree into the one form that all forms of a workspace convert through.</summary>
/// <remarks>
/// Fields stand in the order of the table and then, in order of name, those that nobody knows; maps in order of key.
/// Null, empty lists and empty objects of known fields are absent, as is a value that equals what absent means by the
/// rules, and a name that only repeats the id. Numbers are in their shortest form; an object that a bare number says as
/// well becomes that number. What nobody knows stays as it is.
/// </remarks>
internal static class Canonical
{
    /// <summary>The canonical form of a whole workspace.</summary>
    public static JsonObject Workspace(JsonObject root)
    {
        var result = new JsonObject { ["dais"] = JsonText.Number(1) };
        if (root.Get("platform") is JsonObject platform) result["platform"] = Platform(platform);
        foreach (var kind in Kinds.All)
        {
            if (root.Get(kind.Name) is { } list && List(kind, list) is { } items) result[kind.Name] = items;
        }

        Unknown(root, name => name is "dais" or "platform" || Kinds.Find(name) is not null, result);
        return result;
    }

    /// <summary>The canonical form of an object; nothing where it says nothing.</summary>
    public static JsonObject Fields(Shape.Parts shape, JsonObject node)
    {
        var result = new JsonObject();
        foreach (var field in shape.Fields)
        {
            if (Value(field.Shape, node.Get(field.Name)) is { } value && (field.Default is null || JsonText.Line(value) != field.Default)) result[field.Name] = value;
        }

        Unknown(node, name => shape.Find(name) is not null, result);
        return result;
    }

    /// <summary>The canonical form of the platform.</summary>
    public static JsonObject Platform(JsonObject node)
    {
        var source = node.Get("discountRate") is null ? (JsonObject)node.DeepClone() : node;
        if (!ReferenceEquals(source, node)) source["discountRate"] = JsonText.Number(0);
        var result = Fields(Kinds.Platform, source);
        foreach (var field in new[] { "currency", "moneyUnit" })
        {
            if (result.Get(field).AsText() is "") result.Remove(field);
        }

        DropNameThatRepeats(result, "name");
        return result;
    }

    private static JsonNode? List(Kind kind, JsonNode list)
    {
        if (list is not JsonArray items) return list.DeepClone();
        if (items.Count == 0) return null;
        if (kind.Item is null) return new JsonArray([.. items.Select(Generic)]);
        var result = new JsonArray();
        foreach (var item in items) result.Add((JsonNode)Thing(kind, (JsonObject)item!));
        return result;
    }

    /// <summary>The canonical form of one thing of a list.</summary>
    public static JsonObject Thing(Kind kind, JsonObject item)
    {
        if (kind.Item is not { } shape) return (JsonObject)Generic(item)!;
        var thing = Fields(shape, item);
        if (kind.HasId) DropNameThatRepeats(thing, kind.Name == "requests" ? "title" : "name");
        return thing;
    }

    private static JsonNode? Generic(JsonNode? item)
    {
        if (item is not JsonObject node) return item?.DeepClone();
        var result = new JsonObject();
        if (node.Get("id") is { } id) result["id"] = id.DeepClone();
        Unknown(node, name => name == "id", result);
        return result;
    }

    private static JsonNode? Value(Shape shape, JsonNode? node) => (shape, node) switch
    {
        (_, null) => null,
        (Shape.Number, JsonValue) => JsonText.Number(node.AsNumber()!.Value),
        (Shape.Periodic, JsonArray list) => new JsonArray([.. list.Select(n => JsonText.Number(n.AsNumber()!.Value))]),
        (Shape.Periodic, JsonValue) => JsonText.Number(node.AsNumber()!.Value),
        (Shape.Parts parts, JsonValue) => Value(parts.ShorthandField!.Shape, node),
        (Shape.Parts parts, JsonObject fields) => Short(parts, Fields(parts, fields)),
        (Shape.Many many, JsonArray list) => list.Count == 0 ? null : new JsonArray([.. list.Select(n => Value(many.Each, n) ?? new JsonObject())]),
        (Shape.Map map, JsonObject fields) => Map(map, fields),
        _ => node.DeepClone(),
    };

    private static JsonNode? Short(Shape.Parts shape, JsonObject fields)
    {
        if (fields.Count == 0) return null;
        if (shape.Middle is { } middle && middle != "p50") fields = Middle(shape, middle, fields);
        if (shape.Shorthand is not { } shorthand || fields.Count != 1 || fields.Get(shorthand) is not { } value) return fields;
        fields.Remove(shorthand);
        return value;
    }

    /// <summary>The middle is p50 where there is an end, and has its own name where there is none.</summary>
    private static JsonObject Middle(Shape.Parts shape, string middle, JsonObject fields)
    {
        var (from, to) = fields.Get("p10") is null && fields.Get("p90") is null ? ("p50", middle) : (middle, "p50");
        if (fields.Get(from) is not { } value) return fields;
        fields.Remove(from);
        fields[to] = value;
        return Fields(shape, fields);
    }

    private static JsonObject? Map(Shape.Map shape, JsonObject map)
    {
        if (map.Count == 0 && !shape.EmptyMeans) return null;
        var result = new JsonObject();
        foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (Value(shape.Each, value) is { } each) result[key] = each;
        }

        return result;
    }

    private static void Unknown(JsonObject node, Func<string, bool> known, JsonObject result)
    {
        foreach (var (name, value) in node.Where(pair => !known(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            result[name] = value?.DeepClone();
    }

    private static void DropNameThatRepeats(JsonObject thing, string field)
    {
        if (thing.Get(field).AsText() is { } name && name == thing.Get("id").AsText()) thing.Remove(field);
    }
}
