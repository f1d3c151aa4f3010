using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Dais.App.Web.Api.Routes;
using Dais.Workspace.Jobs;
using Dais.Workspace.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dais.App.Web.Api;

/// <summary>Says in the API's document what a body holds whose type is a kind of thing or of job: out of the same tables that check it.</summary>
internal static class KindSchemas
{
    private static readonly Lazy<FrozenDictionary<string, IOpenApiSchema>> Known = new(Read);

    /// <summary>Gives the body its schema, where the endpoint says whose it is.</summary>
    public static void Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, OpenApiDocument document)
    {
        if (NameOf(context.Description.ActionDescriptor.EndpointMetadata) is not { } name || !Known.Value.TryGetValue(name, out var schema) || operation.RequestBody?.Content is not { } content) return;
        document.AddComponent(name, schema);
        foreach (var media in content.Values) media.Schema = new OpenApiSchemaReference(name, document);
    }

    private static string? NameOf(IList<object> metadata) =>
        metadata.OfType<KindBody>().FirstOrDefault() is { } kind ? kind.Kind : metadata.OfType<JobBody>().FirstOrDefault() is { } job ? "analysis-" + job.Kind : null;

    private static FrozenDictionary<string, IOpenApiSchema> Read()
    {
        var schemas = new JsonObject();
        foreach (var (name, list) in (JsonObject)JsonSchema.Workspace["properties"]!)
        {
            if (name == "platform") schemas[name] = list!.DeepClone();
            else if ((list!["items"] ?? list["anyOf"]?[0]?["items"]) is { } item) schemas[name] = item.DeepClone();
        }

        foreach (var kind in JobKinds.Names)
            schemas["analysis-" + kind] = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject(JobKinds.FieldsOf(kind).Select(f => KeyValuePair.Create<string, JsonNode?>(f, new JsonObject()))) };
        var text = new JsonObject { ["openapi"] = "3.1.1", ["info"] = new JsonObject { ["title"] = "kinds", ["version"] = "1" }, ["paths"] = new JsonObject(), ["components"] = new JsonObject { ["schemas"] = schemas } };
        return OpenApiDocument.Parse(text.ToJsonString(), "json").Document!.Components!.Schemas!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
