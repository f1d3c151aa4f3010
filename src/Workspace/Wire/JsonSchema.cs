using System.Text.Json.Nodes;

namespace Dais.Workspace.Wire;

/// <summary>Writes the tables as JSON Schema (draft 2020-12), so that editors and other programs check files against them.</summary>
/// <remarks>
/// What a schema cannot say, such as that an id exists, is left to the check. A field that nobody knows is allowed, as
/// it is in the check; null is allowed where a field may be absent, since it says the same.
/// </remarks>
public static class JsonSchema
{
    /// <summary>The schema of a workspace.</summary>
    public static JsonObject Workspace
    {
        get
        {
            var properties = new JsonObject
            {
                ["dais"] = new JsonObject { ["const"] = 1, ["description"] = "The version of the format." },
                ["platform"] = Of(Kinds.Platform, "The platform that the workspace is about."),
            };
            foreach (var kind in Kinds.All)
            {
                var item = kind.Item is { } shape ? Of(shape) : new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["id"] = Of(Vocabulary.Id) }, ["required"] = new JsonArray("id") };
                var list = new JsonObject { ["type"] = "array", ["items"] = item };
                if (kind.MayBeObject) list = new JsonObject { ["anyOf"] = new JsonArray(list, new JsonObject { ["type"] = "object" }) };
                properties[kind.Name] = Described(list, kind.Doc);
            }

            return Document("A Dais workspace", properties, ["platform"]);
        }
    }

    /// <summary>The schema of a policy file.</summary>
    public static JsonObject Policy => Document("A Dais policy", Properties(PolicyFile.Shape), []);

    /// <summary>The schema of a scenario file.</summary>
    public static JsonObject Scenario => Document("A Dais scenario", Properties(ScenarioFile.Shape), ["changes"]);

    /// <summary>The schema of what became of a quarter, as somebody who closes it states it.</summary>
    public static JsonObject Quarter => Document("What became of a quarter", Properties(QuarterFile.Shape), ["period"]);

    private static JsonObject Document(string title, JsonObject properties, string[] required) => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = title,
        ["type"] = "object",
        ["properties"] = properties,
        ["required"] = new JsonArray([.. required.Select(r => (JsonNode)JsonValue.Create(r))]),
    };

    private static JsonObject Of(Shape shape, string? doc = null) => Described(
        shape switch
        {
            Shape.Text text => Typed("string", text.MayBeEmpty ? [] : [("minLength", 1)]),
            Shape.Number number => Number(number),
            Shape.Flag => Typed("boolean"),
            Shape.Day => Typed("string", ("format", "date"), ("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")),
            Shape.Quarter => Typed("string", ("pattern", "^[A-Za-z]*([0-9]{4}|[0-9]{2})-Q[1-4]$")),
            Shape.Word word => new JsonObject { ["enum"] = new JsonArray([.. word.Words.Select(w => (JsonNode)JsonValue.Create(w))]) },
            Shape.Ref => Typed("string", ("minLength", 1)),
            Shape.Periodic periodic => Any(Number(periodic.Each), Typed("array", ("items", Number(periodic.Each)), ("minItems", 1))),
            Shape.Parts { ShorthandField: { } shorthand } parts => Any(Of(shorthand.Shape), Object(parts)),
            Shape.Parts parts => Object(parts),
            Shape.Many many => Typed("array", ("items", Of(many.Each))),
            Shape.Map map => Typed("object", ("additionalProperties", Of(map.Each)), ("propertyNames", Typed("string", ("minLength", 1)))),
            _ => [],
        },
        doc ?? (shape is Shape.Ref reference ? $"An id of {reference.Kind}." : null));

    private static JsonObject Object(Shape.Parts shape)
    {
        var node = Typed("object", ("properties", Properties(shape)));
        var required = shape.Fields.Where(f => f.Required).Select(f => (JsonNode)JsonValue.Create(f.Name)).ToArray();
        if (required.Length > 0) node["required"] = new JsonArray(required);
        var together = shape.Fields.Where(f => f.With is not null).Select(f => KeyValuePair.Create(f.Name, (JsonNode?)new JsonArray(f.With!))).ToList();
        if (together.Count > 0) node["dependentRequired"] = new JsonObject(together);
        if (shape.Choice is { } choice) node["oneOf"] = new JsonArray([.. choice.Fields.Select(f => (JsonNode)new JsonObject { ["required"] = new JsonArray(f) })]);
        return node;
    }

    private static JsonObject Properties(Shape.Parts shape)
    {
        var properties = new JsonObject();
        foreach (var field in shape.Fields)
        {
            var node = Of(field.Shape);
            var free = !field.Required && field.With is null && shape.Choice?.Fields.Contains(field.Name) != true;
            properties[field.Name] = Described(free ? OrNull(node) : node, field.Doc);
            if (field.Default is { } value) properties[field.Name]!["default"] = JsonNode.Parse(value);
        }

        return properties;
    }

    private static JsonObject OrNull(JsonObject node)
    {
        if (node.Get("anyOf") is JsonArray any)
        {
            any.Add((JsonNode)Typed("null"));
        }
        else if (node.Get("enum") is JsonArray words)
        {
            words.Add(null);
        }
        else if (node.Get("type").AsText() is { } type)
        {
            node["type"] = new JsonArray(type, "null");
        }

        return node;
    }

    private static JsonObject Number(Shape.Number shape)
    {
        var node = Typed(shape.Whole ? "integer" : "number");
        node[shape.Above ? "exclusiveMinimum" : "minimum"] = JsonText.Number(shape.Min);
        node["maximum"] = JsonText.Number(shape.Max);
        return node;
    }

    private static JsonObject Any(params JsonObject[] shapes) => new() { ["anyOf"] = new JsonArray([.. shapes.Select(s => (JsonNode)s)]) };

    private static JsonObject Typed(string type, params (string Name, JsonNode Value)[] more)
    {
        var node = new JsonObject { ["type"] = type };
        foreach (var (name, value) in more) node[name] = value;
        return node;
    }

    private static JsonObject Described(JsonObject node, string? doc)
    {
        if (doc is null) return node;
        node.Remove("description");
        node.Insert(0, "description", doc);
        return node;
    }
}
