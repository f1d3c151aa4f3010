using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Importing;

/// <summary>Two canonical workspaces side by side: what the second has that the first has not.</summary>
internal static class Differing
{
    /// <summary>What is added and changed, list by list; lists in which nothing is, and that the import does not touch, are left out.</summary>
    /// <param name="before">The workspace as it stands; nothing where there is none.</param>
    /// <param name="after">The workspace as it will be.</param>
    /// <param name="touched">How many things of each list are in the files, by key.</param>
    public static ImmutableArray<ListChanges> Between(JsonObject? before, JsonObject after, IReadOnlyDictionary<string, HashSet<string>> touched)
    {
        var all = ImmutableArray.CreateBuilder<ListChanges>();
        if (JsonText.Line(before?.Get("platform")) != JsonText.Line(after.Get("platform")))
            all.Add(new ListChanges("platform", before is null ? [after.Get("platform") is JsonObject platform ? platform.Get("id").AsText() ?? "" : ""] : [], [], 0, 0));
        foreach (var kind in Kinds.All.Where(k => touched.ContainsKey(k.Name) || k.Name == Assumptions.List))
        {
            var change = List(kind, before?.Get(kind.Name) as JsonArray ?? [], after.Get(kind.Name) as JsonArray ?? [], touched.GetValueOrDefault(kind.Name));
            if (kind.Name != Assumptions.List || change.Added.Length + change.Changed.Length > 0) all.Add(change);
        }

        return all.DrainToImmutable();
    }

    private static ListChanges List(Kind kind, JsonArray before, JsonArray after, HashSet<string>? touched)
    {
        var old = new Dictionary<string, Queue<JsonObject>>();
        foreach (var item in before.OfType<JsonObject>())
        {
            var key = Assumptions.Key(kind, item);
            if (!old.TryGetValue(key, out var queue)) old[key] = queue = new Queue<JsonObject>();
            queue.Enqueue(item);
        }

        var (added, changed) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<ThingChange>());
        var (unchanged, kept) = (0, 0);
        foreach (var item in after.OfType<JsonObject>())
        {
            var key = Assumptions.Key(kind, item);
            if (!old.TryGetValue(key, out var queue) || queue.Count == 0)
            {
                added.Add(key);
                continue;
            }

            var fields = new List<FieldChange>();
            Fields(queue.Dequeue(), item, "", fields);
            if (fields.Count > 0) changed.Add(new ThingChange(key, [.. fields]));
            else if (touched?.Contains(key) == true) unchanged++;
            else kept++;
        }

        return new ListChanges(kind.Name, added.DrainToImmutable(), changed.DrainToImmutable(), unchanged, kept);
    }

    private static void Fields(JsonObject before, JsonObject after, string at, List<FieldChange> changes)
    {
        foreach (var name in before.Select(f => f.Key).Union(after.Select(f => f.Key)))
        {
            var (old, now, path) = (before.Get(name), after.Get(name), at.Length == 0 ? name : at + "." + name);
            if (old is JsonObject from && now is JsonObject to) Fields(from, to, path, changes);
            else if (JsonText.Line(old) != JsonText.Line(now)) changes.Add(new FieldChange(path, old is null ? null : JsonText.Line(old), now is null ? null : JsonText.Line(now)));
        }
    }
}
