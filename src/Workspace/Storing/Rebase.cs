using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>Carries edits of an earlier state over to a later one, field by field.</summary>
internal static class Rebase
{
    /// <summary>The edits as they are to be made on the newest state, and what is in the way.</summary>
    /// <param name="then">The state that the edits were made on.</param>
    /// <param name="now">The newest state.</param>
    /// <param name="edits">The edits.</param>
    public static (ImmutableArray<Edit> Edits, ImmutableArray<Clash> Conflicts) Over(WorkspaceState then, WorkspaceState now, IEnumerable<Edit> edits)
    {
        var conflicts = new List<Clash>();
        var result = edits.Select(e => Carried(e, Node(then, e.Key), Node(now, e.Key), conflicts)).OfType<Edit>().ToImmutableArray();
        return (result, [.. conflicts]);
    }

    private static JsonNode? Node(WorkspaceState state, ThingKey key) => state.Things.GetValueOrDefault(key) is { } item ? Parts.Node(item.Json) : null;

    private static Edit? Carried(Edit edit, JsonNode? then, JsonNode? now, List<Clash> conflicts)
    {
        var wanted = edit.Json is null ? null : Parts.Node(edit.Json);
        if (Same(wanted, now)) return null;
        if (Same(then, now)) return edit;
        if (wanted is not JsonObject want || then is not JsonObject was || now is not JsonObject there)
        {
            conflicts.Add(new(edit.Key.ToString(), "", wanted, now));
            return null;
        }

        var merged = (JsonObject)there.DeepClone();
        foreach (var field in Difference.Fields(was, want))
        {
            if (Same(was.Get(field), there.Get(field)) || Same(want.Get(field), there.Get(field))) Put(merged, field, want.Get(field));
            else conflicts.Add(new(edit.Key.ToString(), field, want.Get(field), there.Get(field)));
        }

        return edit with { Json = JsonText.Line(Kinds.Find(edit.Key.Kind) is { } kind ? Canonical.Thing(kind, merged) : Canonical.Platform(merged)) };
    }

    private static void Put(JsonObject thing, string field, JsonNode? value)
    {
        if (value is null) thing.Remove(field);
        else thing[field] = value.DeepClone();
    }

    private static bool Same(JsonNode? one, JsonNode? other) => JsonText.Line(one) == JsonText.Line(other);
}
