using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Storing;

/// <summary>A field of a thing that two sides gave different values since a common base.</summary>
/// <param name="Key">The thing.</param>
/// <param name="Field">The field; empty where it is the whole thing.</param>
/// <param name="Wanted">The value on the one side.</param>
/// <param name="Now">The value that stands there now.</param>
internal sealed record FieldConflict(ThingKey Key, string Field, JsonNode? Wanted, JsonNode? Now)
{
    public override string ToString() => $"{Key}{(Field.Length == 0 ? "" : "/" + Field)}, which would be {Said(Wanted)} and is {Said(Now)}";

    private static string Said(JsonNode? node) => node is null ? "nothing" : node.Brief();
}

/// <summary>Carries edits of an earlier state over to a later one, field by field.</summary>
internal static class Rebase
{
    /// <summary>The edits as they are to be made on the newest state, and what is in the way.</summary>
    /// <param name="then">The state that the edits were made on.</param>
    /// <param name="now">The newest state.</param>
    /// <param name="edits">The edits.</param>
    public static (ImmutableArray<Edit> Edits, ImmutableArray<FieldConflict> Conflicts) Over(WorkspaceState then, WorkspaceState now, IEnumerable<Edit> edits)
    {
        var conflicts = new List<FieldConflict>();
        var result = edits.Select(e => Carried(e, Node(then, e.Key), Node(now, e.Key), conflicts)).OfType<Edit>().ToImmutableArray();
        return (result, [.. conflicts]);
    }

    private static JsonNode? Node(WorkspaceState state, ThingKey key) => state.Things.GetValueOrDefault(key) is { } item ? Parts.Node(item.Json) : null;

    private static Edit? Carried(Edit edit, JsonNode? then, JsonNode? now, List<FieldConflict> conflicts)
    {
        var wanted = edit.Json is null ? null : Parts.Node(edit.Json);
        if (Same(wanted, now)) return null;
        if (Same(then, now)) return edit;
        if (wanted is not JsonObject want || then is not JsonObject was || now is not JsonObject there)
        {
            conflicts.Add(new(edit.Key, "", wanted, now));
            return null;
        }

        var merged = (JsonObject)there.DeepClone();
        foreach (var field in Difference.Fields(was, want))
        {
            if (Same(was.Get(field), there.Get(field)) || Same(want.Get(field), there.Get(field))) Put(merged, field, want.Get(field));
            else conflicts.Add(new(edit.Key, field, want.Get(field), there.Get(field)));
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
