using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Dais.Workspace.Jobs;
using Dais.Workspace.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dais.App.Web.Api;

/// <summary>Says in the API's document what a body or an answer holds that no type of the code describes: out of the same tables that check what comes in, and out of what stands beside the writers of analyses.</summary>
internal static class KindSchemas
{
    /// <summary>The name of the shape that the result of a job has, whatever its kind.</summary>
    public const string AnyResult = "result";

    private const string At = "#/components/schemas/";

    private static readonly Lazy<FrozenDictionary<string, IOpenApiSchema>> Known = new(Read);

    /// <summary>The name of the shape of what a kind of job is asked by.</summary>
    public static string Asking(string kind) => "analysis-" + kind;

    /// <summary>The name of the shape of what a kind of job results in.</summary>
    public static string Answering(string kind) => kind == "plan" ? kind : kind + "-answer";

    /// <summary>Gives body and answer their shapes, where the endpoint names them.</summary>
    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, OpenApiDocument document)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NamedBody>().FirstOrDefault() is { } body) Give(operation.RequestBody?.Content, body.Name, document);
        if (metadata.OfType<NamedAnswer>().FirstOrDefault() is not { } answer) return;
        foreach (var (_, response) in operation.Responses?.Where(r => r.Key.StartsWith('2')) ?? []) Give(response.Content, answer.Name, document);
    }

    /// <summary>Puts every shape into the document: they name one another.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var (name, schema) in Known.Value) document.AddComponent(name, schema);
    }

    private static void Give(IDictionary<string, OpenApiMediaType>? content, string name, OpenApiDocument document)
    {
        if (!Known.Value.ContainsKey(name)) throw new InvalidOperationException($"There is no shape \"{name}\".");
        foreach (var media in content?.Values ?? []) media.Schema = new OpenApiSchemaReference(name, document);
    }

    private static FrozenDictionary<string, IOpenApiSchema> Read()
    {
        var schemas = new JsonObject
        {
            ["workspace"] = Part(JsonSchema.Workspace),
            ["policy"] = Part(JsonSchema.Policy),
            ["scenario"] = Part(JsonSchema.Scenario),
            ["quarter"] = Part(JsonSchema.Quarter),
            ["commit"] = Commit(),
        };
        foreach (var (name, list) in (JsonObject)JsonSchema.Workspace["properties"]!)
        {
            if ((name == "platform" ? list : list!["items"] ?? list["anyOf"]?[0]?["items"]) is not { } item) continue;
            schemas[name] = item.DeepClone();
            schemas[name + "-thing"] = Thing(name);
            if (name != "platform") schemas[name + "-page"] = Page(name);
        }

        foreach (var kind in JobKinds.Names)
        {
            schemas[Asking(kind)] = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject(JobKinds.FieldsOf(kind).Select(f => KeyValuePair.Create<string, JsonNode?>(f, Parameter(f)))) };
            schemas[Answering(kind)] = JobKinds.AnswerOf(kind);
            schemas["result-of-" + kind] = Result(kind);
        }

        schemas[AnyResult] = new JsonObject { ["oneOf"] = new JsonArray([.. JobKinds.Names.Select(k => (JsonNode)Ref("result-of-" + k))]), ["description"] = "What came of a job, by its kind." };
        var text = new JsonObject { ["openapi"] = "3.1.1", ["info"] = new JsonObject { ["title"] = "kinds", ["version"] = "1" }, ["paths"] = new JsonObject(), ["components"] = new JsonObject { ["schemas"] = schemas } };
        return OpenApiDocument.Parse(text.ToJsonString(), "json").Document!.Components!.Schemas!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static JsonObject Part(JsonObject schema)
    {
        schema.Remove("$schema");
        if (schema["properties"]!["dais"] is JsonObject version && version.Remove("const")) (version["type"], version["enum"]) = ("integer", new JsonArray(1));   // A constant is read as a text.
        return schema;
    }

    private static JsonObject Ref(string name) => new() { ["$ref"] = At + name };

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Needing(JsonObject properties) => new() { ["type"] = "object", ["required"] = new JsonArray([.. properties.Select(p => (JsonNode)p.Key)]), ["properties"] = properties };

    private static JsonObject Thing(string kind) => Needing(new()
    {
        ["kind"] = new JsonObject { ["type"] = "string", ["const"] = kind },
        ["id"] = Typed("string"),
        ["version"] = new JsonObject { ["type"] = "integer", ["description"] = "The revision that last changed it; its ETag." },
        ["revision"] = new JsonObject { ["type"] = "integer", ["description"] = "The revision of the workspace that it was read at." },
        ["value"] = Ref(kind),
    });

    private static JsonObject Page(string kind) => Needing(new()
    {
        ["revision"] = Typed("integer"),
        ["total"] = new JsonObject { ["type"] = "integer", ["description"] = "How many there are on all pages." },
        ["skip"] = Typed("integer"),
        ["items"] = new JsonObject { ["type"] = "array", ["items"] = Ref(kind + "-thing") },
    });

    private static JsonObject Result(string kind) => Needing(new()
    {
        ["workspace"] = Typed("string"),
        ["job"] = Typed("string"),
        ["kind"] = new JsonObject { ["type"] = "string", ["const"] = kind },
        ["state"] = Typed("string"),
        ["revision"] = new JsonObject { ["type"] = "integer", ["description"] = "The revision of the workspace that it was computed on." },
        ["currentRevision"] = Typed("integer"),
        ["stale"] = new JsonObject { ["type"] = "boolean", ["description"] = "Whether the workspace has changed since." },
        ["result"] = Ref(Answering(kind)),
    });

    private static JsonObject Commit()
    {
        var shape = Needing(new()
        {
            ["name"] = new JsonObject { ["type"] = "string", ["description"] = "What people call it." },
            ["revision"] = new JsonObject { ["type"] = "integer", ["description"] = "The revision of the workspace that it was computed on." },
            ["plan"] = Ref("plan"),
        });
        shape["properties"]!["policy"] = Ref("policy");
        shape["properties"]!["note"] = new JsonObject { ["type"] = "string", ["description"] = "A word about it." };
        shape["additionalProperties"] = false;
        return shape;
    }

    private static JsonObject Parameter(string name) => name switch
    {
        "policy" => Ref("policy"),
        "scenario" => Ref("scenario"),
        "plan" or "first" or "second" => Ref("plan"),
        "work" or "seed" or "draws" => Typed("integer"),
        "seconds" or "gap" or "correlation" or "alpha" or "change" or "size" or "value" => Typed("number"),
        _ => Typed("string"),
    };
}
