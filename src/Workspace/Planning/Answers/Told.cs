using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning.Answers;

/// <summary>Short words for JSON Schema, in which the shapes of answers are written beside their writers.</summary>
/// <remarks>Every property without a question mark after its name is always there. What may be null is unknown, or there is none.</remarks>
internal static class Told
{
    public static JsonObject Text => new() { ["type"] = "string" };

    public static JsonObject Number => new() { ["type"] = "number" };

    public static JsonObject Whole => new() { ["type"] = "integer" };

    public static JsonObject Flag => new() { ["type"] = "boolean" };

    /// <summary>The label of a quarter.</summary>
    public static JsonObject Quarter => new() { ["type"] = "string", ["pattern"] = "^[A-Za-z]*([0-9]{4}|[0-9]{2})-Q[1-4]$" };

    public static JsonObject Texts => Many(Text);

    public static JsonObject Numbers => Many(Number);

    /// <summary>When things are finished, by their ids.</summary>
    public static JsonObject Finishes => Map(Quarter);

    /// <summary>One of the words of an enumeration.</summary>
    public static JsonObject Word<T>()
        where T : struct, Enum => OneOf([.. Words<T>.All]);

    /// <summary>One of a few words.</summary>
    public static JsonObject OneOf(params string[] words) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]) };

    /// <summary>A shape that has a name of its own.</summary>
    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    public static JsonObject Many(JsonObject each) => new() { ["type"] = "array", ["items"] = each };

    /// <summary>A list of objects.</summary>
    public static JsonObject Many(params (string Name, JsonObject Shape)[] fields) => Many(Object(fields));

    /// <summary>Values by id.</summary>
    public static JsonObject Map(JsonObject each) => new() { ["type"] = "object", ["additionalProperties"] = each };

    /// <summary>An object; a name that ends in a question mark is of a property that may be absent.</summary>
    public static JsonObject Object(params (string Name, JsonObject Shape)[] fields) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. fields.Where(f => !f.Name.EndsWith('?')).Select(f => (JsonNode)f.Name)]),
        ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name.TrimEnd('?'), (JsonNode?)f.Shape))),
    };

    /// <summary>The same, or null.</summary>
    public static JsonObject OrNull(this JsonObject shape)
    {
        if (shape["enum"] is JsonArray words) words.Add(null);
        if (shape["type"]?.GetValue<string>() is not { } type) return new() { ["anyOf"] = new JsonArray(shape, new JsonObject { ["type"] = "null" }) };
        shape["type"] = new JsonArray(type, "null");
        return shape;
    }

    /// <summary>The same with a word about it.</summary>
    public static JsonObject Says(this JsonObject shape, string doc)
    {
        shape["description"] = doc;
        return shape;
    }

    /// <summary>The fields of both.</summary>
    public static (string, JsonObject)[] And(this (string, JsonObject)[] fields, params (string, JsonObject)[] more) => [.. fields, .. more];
}
