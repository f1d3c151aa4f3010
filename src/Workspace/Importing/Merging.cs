using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Importing.Making;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing;

/// <summary>Lays things over a workspace: what the files state replaces what stands there, everything else stays.</summary>
/// <remarks>
/// A thing is the same where its id is, or where source and source id are; then it keeps the id it has. Of a field of
/// named parts only the named ones are replaced; a list or a map is replaced whole. Nothing is removed.
/// </remarks>
internal sealed class Merging
{
    private readonly JsonObject _root;
    private readonly Dictionary<string, JsonObject> _assumed = [];
    private readonly Dictionary<JsonNode, Thing> _origins = new(ReferenceEqualityComparer.Instance);

    private Merging(JsonObject root)
    {
        _root = root;
        foreach (var item in (root.Get(Assumptions.List) as JsonArray)?.OfType<JsonObject>() ?? []) _assumed[item.Get("at").AsText() ?? ""] = (JsonObject)item.DeepClone();
    }

    /// <summary>The workspace after it, and for every thing of its lists where it came from.</summary>
    public static (JsonObject Root, Func<string, int, Thing?> OriginOf) Over(JsonObject before, IReadOnlyList<Thing> things, IReadOnlyDictionary<string, string> ofPlatform)
    {
        var merging = new Merging((JsonObject)before.DeepClone());
        foreach (var (at, why) in ofPlatform)
        {
            var value = at.Split('/').Aggregate(merging._root.Get("platform"), (node, name) => (node as JsonObject)?.Get(name));
            merging.Assume("platform/" + at, value.AsNumber(), why);
        }

        foreach (var list in things.GroupBy(t => t.Kind)) merging.List(list.Key, [.. list]);
        merging.Finish();
        return (merging._root, (list, place) => merging._root.Get(list) is JsonArray items && place < items.Count && items[place] is { } item ? merging._origins.GetValueOrDefault(item) : null);
    }

    private void List(Kind kind, List<Thing> things)
    {
        if (_root.Get(kind.Name) is not JsonArray items) _root[kind.Name] = items = [];
        var (byKey, bySource) = (new Dictionary<string, JsonObject>(), new Dictionary<(string, string), JsonObject>());
        var lines = new Dictionary<string, int>();
        foreach (var item in items.OfType<JsonObject>())
        {
            var key = Assumptions.Key(kind, item);
            byKey.TryAdd(key, item);
            lines[key] = lines.GetValueOrDefault(key) + 1;
            if (Source(item) is { } origin) bySource.TryAdd(origin, item);
        }

        foreach (var thing in things)
        {
            if (kind.Name == "worklog" && lines.GetValueOrDefault(thing.Key) is > 0 and var left)
            {
                lines[thing.Key] = left - 1;
                continue;
            }

            var known = kind.Name == "worklog" ? null : byKey.GetValueOrDefault(thing.Key);
            if (Source(thing.Node) is { } from && !from.Equals(known is null ? null : Source(known)) && bySource.TryGetValue(from, out var same)) known = same;
            if (known is null) items.Add((JsonNode)(known = []));
            One(kind, thing, known);
        }
    }

    private static (string, string)? Source(JsonObject item) => item.Get("source").AsText() is { } source && item.Get("sourceId").AsText() is { } id ? (source, id) : null;

    private void One(Kind kind, Thing thing, JsonObject known)
    {
        var own = known.Get("id")?.DeepClone();
        _origins[known] = thing;
        Replace(kind.Item, known, thing.Node);
        if (own is not null) known["id"] = own;
        if (_assumed.Count == 0 && thing.Assumed.Count == 0) return;
        var outer = Assumptions.Inside(kind.Name, Assumptions.Key(kind, known));
        foreach (var (name, _) in thing.Node)
        {
            var (field, inner) = (outer + Assumptions.Inside("", name), outer + Assumptions.Inside("", name) + "/");
            foreach (var stale in _assumed.Keys.Where(at => at == field || (at.StartsWith(inner, StringComparison.Ordinal) && Stated(thing.Node, at[(outer.Length + 1)..]))).ToList()) _assumed.Remove(stale);
        }

        foreach (var (at, (value, why)) in thing.Assumed) Assume(outer + at, value, why);
    }

    private static void Replace(Shape.Parts? shape, JsonObject known, JsonObject made)
    {
        foreach (var (name, value) in made)
        {
            if (shape?.Find(name)?.Shape is Shape.Parts parts && value is JsonObject more && known.Get(name) is JsonObject before) Replace(parts, before, more);
            else known[name] = value?.DeepClone();
        }
    }

    // An assumption about a part goes where the files state that part, or the list or map around it.
    private static bool Stated(JsonObject node, string path)
    {
        JsonNode? at = node;
        foreach (var step in path.Split('/'))
        {
            if (at is not JsonObject fields) return true;
            if (fields.Get(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) is not { } inner) return false;
            at = inner;
        }

        return true;
    }

    private void Assume(string at, double? value, string why) => _assumed[at] = Assumptions.Node(new Assumption(at, value, why));

    private void Finish()
    {
        if (_assumed.Count == 0) _root.Remove(Assumptions.List);
        else _root[Assumptions.List] = new JsonArray([.. _assumed.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value)]);
    }
}
