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
        var old = new Dictionary<string, JsonObject>();
        foreach (var item in before.OfType<JsonObject>()) old.TryAdd(Key(kind, item), item);
        foreach (var item in after.OfType<JsonObject>())
        {
            if (old.TryGetValue(Key(kind, item), out var same)) Fields(kind.Item!, same, item);
        }
    }

    // A thing without an id, such as a line of the work log, is the same where all that is known of it is.
    private static string Key(Kind kind, JsonObject item) =>
        kind.HasId ? item.Get("id").AsText() ?? "" : JsonText.Line(new JsonObject(item.Where(p => kind.Item!.Find(p.Key) is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))));

    private static void Fields(Shape.Parts shape, JsonObject before, JsonObject after)
    {
        foreach (var (name, value) in before)
        {
            if (shape.Find(name) is not { } field) after[name] = value?.DeepClone();
            else if (field.Shape is Shape.Parts parts && value is JsonObject old && after.Get(name) is JsonObject now) Fields(parts, old, now);
        }
    }
}
