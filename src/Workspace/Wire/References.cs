using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire;

/// <summary>Finds the ids of other things that a thing names, by the table of kinds.</summary>
internal static class References
{
    /// <summary>Every id that stands in the node: the list that it is of, the id, and where it stands.</summary>
    public static IEnumerable<(string Kind, string Id, Place At)> In(Shape shape, JsonNode? node, Place at) => (shape, node) switch
    {
        (Shape.Ref reference, JsonValue) when node.AsText() is { Length: > 0 } id => [(reference.Kind, id, at)],
        (Shape.Parts parts, JsonObject fields) => parts.Fields.SelectMany(f => In(f.Shape, fields.Get(f.Name), at[f.Name])),
        (Shape.Many many, JsonArray list) => list.SelectMany((each, i) => In(many.Each, each, at[i])),
        (Shape.Map map, JsonObject fields) => fields.SelectMany(f => (map.Keys is { } kind ? [(kind, f.Key, at[f.Key])] : Enumerable.Empty<(string, string, Place)>()).Concat(In(map.Each, f.Value, at[f.Key]))),
        _ => [],
    };
}
