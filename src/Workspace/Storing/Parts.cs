using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>Takes a document apart into things, and puts things together into a document: without loss, in order.</summary>
internal static class Parts
{
    /// <summary>The things of a document, in its order, each with its place in its list.</summary>
    public static ImmutableArray<(ThingKey Key, long Position, string Json)> Of(Document document)
    {
        var result = ImmutableArray.CreateBuilder<(ThingKey, long, string)>();
        var used = new HashSet<ThingKey>();
        foreach (var (name, value) in document.Root)
        {
            if (name == "dais") continue;
            if (Kinds.Find(name) is not { } kind || value is not JsonArray list)
            {
                result.Add((new(name, ""), 0, JsonText.Line(value)));
                continue;
            }

            for (var i = 0; i < list.Count; i++) result.Add((Unused(new(name, KeyOf(kind, list[i])), used), i, JsonText.Line(list[i])));
        }

        return result.DrainToImmutable();
    }

    /// <summary>The document of those things; nothing where there is no platform among them.</summary>
    public static Document? Together(IEnumerable<KeyValuePair<ThingKey, Item>> things) =>
        Root(things) is var root && root.ContainsKey("platform") ? Document.Of(root, new List<Finding>()) : null;

    /// <summary>The object that a file of those things would hold.</summary>
    public static JsonObject Root(IEnumerable<KeyValuePair<ThingKey, Item>> things)
    {
        var root = new JsonObject();
        foreach (var list in things.GroupBy(t => t.Key.Kind))
        {
            root[list.Key] = list.First() is { Key.Id: "" } whole
                ? Node(whole.Value.Json)
                : new JsonArray([.. list.OrderBy(t => t.Value.Position).ThenBy(t => t.Key.Id, StringComparer.Ordinal).Select(t => Node(t.Value.Json))]);
        }

        return root;
    }

    /// <summary>The JSON of a thing as nodes; its digits are kept.</summary>
    public static JsonNode? Node(string json) => JsonText.Read(Encoding.UTF8.GetBytes(json), "store", new List<Finding>());

    /// <summary>What tells a thing apart in its list: its id, or what the list has in its place.</summary>
    public static string KeyOf(Kind kind, JsonNode? item)
    {
        if (item is not JsonObject fields) return Short(JsonText.Line(item));
        var key = Assumptions.Key(kind, fields);
        return kind.HasId || kind.Name is "views" or Assumptions.List ? key : Short(key);
    }

    // A thing that is told apart by all that is known of it has a short name for that.
    private static string Short(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)).AsSpan(0, 12));

    // Two of one id are an error of the workspace, and kept as they are.
    private static ThingKey Unused(ThingKey key, HashSet<ThingKey> used)
    {
        var free = key;
        for (var i = 2; !used.Add(free); i++) free = key with { Id = $"{key.Id}#{i}" };
        return free;
    }
}
