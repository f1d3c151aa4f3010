using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire;

/// <summary>Takes what only a document holds over to the document of an edited portfolio.</summary>
internal static class Carrying
{
    /// <summary>Copies unread lists and unknown lists, and the unknown fields of things that are in both.</summary>
    public static void Over(JsonObject from, JsonObject to)
    {
        foreach (var (name, value) in from)
        {
            if (name is not ("dais" or "platform") && Kinds.Find(name) is not { Typed: true }) to[name] = value?.DeepClone();
        }

        if (from.Get("platform") is JsonObject platform) Fields(Kinds.Platform, platform, (JsonObject)to["platform"]!);
        foreach (var kind in Kinds.All.Where(k => k.Typed))
        {
            if (from.Get(kind.Name) is JsonArray before && to.Get(kind.Name) is JsonArray after) List(kind, before, after);
        }
    }

    private static void List(Kind kind, JsonArray before, JsonArray after)
    {
        var old = Keyed(kind, before).ToDictionary();
        foreach (var (key, item) in Keyed(kind, after))
        {
            if (old.TryGetValue(key, out var same)) Fields(kind.Item!, same, item);
        }
    }

    // Of several things with one key the first is the first, the second the second.
    private static IEnumerable<KeyValuePair<(string, int), JsonObject>> Keyed(Kind kind, JsonArray list) =>
        list.OfType<JsonObject>().GroupBy(item => Key(kind, item)).SelectMany(g => g.Select((item, i) => KeyValuePair.Create((g.Key, i), item)));

    // A thing without an id, such as a line of the work log, is the same where all that is known of it is.
    private static string Key(Kind kind, JsonObject item) =>
        kind.HasId ? item.Get("id").AsText() ?? "" : Known(kind.Item!, item);

    private static void Fields(Shape.Parts shape, JsonObject before, JsonObject after)
    {
        foreach (var (name, value) in before)
        {
            if (shape.Find(name) is not { Carried: false } field) after[name] = value?.DeepClone();
            else if (after.Get(name) is { } now)
            {
                if (Value(field.Shape, value, now) is { } longer) after[name] = longer;
            }
            else if (field.Shape is Shape.Parts parts && !parts.Fields.Any(f => f.Required) && value is JsonObject old)
            {
                var unread = new JsonObject();
                Fields(parts, old, unread);
                if (unread.Count > 0) after[name] = unread;
            }
        }
    }

    // What takes the place of the value; nothing where it may stay, perhaps with more in it.
    private static JsonObject? Value(Shape shape, JsonNode? before, JsonNode after)
    {
        switch (shape, before, after)
        {
            case (Shape.Parts parts, JsonObject old, JsonObject now):
                Fields(parts, old, now);
                break;
            case (Shape.Parts { Shorthand: { } shorthand } parts, JsonObject old, JsonValue now) when old.Any(p => parts.Find(p.Key) is null):
                var longer = new JsonObject { [shorthand] = now.DeepClone() };
                Fields(parts, old, longer);
                return longer;
            case (Shape.Map map, JsonObject old, JsonObject now):
                foreach (var (key, value) in old)
                {
                    if (now.Get(key) is { } same && Value(map.Each, value, same) is { } each) now[key] = each;
                }

                break;
            case (Shape.Many { Each: Shape.Parts parts }, JsonArray old, JsonArray now):
                foreach (var (was, same) in old.OfType<JsonObject>().Zip(now.OfType<JsonObject>()))
                {
                    if (Known(parts, was) == JsonText.Line(same)) Fields(parts, was, same);
                }

                break;
        }

        return null;
    }

    private static string Known(Shape.Parts shape, JsonObject node) =>
        JsonText.Line(new JsonObject(node.Where(p => shape.Find(p.Key) is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))));
}
