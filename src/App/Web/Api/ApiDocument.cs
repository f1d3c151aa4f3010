using System.Text.Json.Nodes;
using Dais.App.Cli;
using Dais.App.Web.Access;
using Dais.App.Web.Answering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Dais.App.Web.Api;

/// <summary>The document that describes the API, in OpenAPI 3.1, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/openapi.json";

    private const string ProblemSchema = "Problem";

    public static void Set(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Dais", Version = CommandLine.Version, Description = "From many asks to one plan that is proven best under stated rules. Whatever is refused is answered with a Problem: what, where, maybe." };
            document.Servers = [new OpenApiServer { Url = "/" }];
            foreach (var schema in document.Components?.Schemas?.Values ?? []) LeaveOutNulls(schema);
            KindSchemas.AddTo(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(JsonObject)) schema.Type = JsonSchemaType.Object;
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(CompleteAsync);
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi(Path)
        .AllowAnyone("It says what the product can do, and nothing of what is in it.");

    private static OpenApiParameter Key() => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "A key of your own for this request, such as a UUID: sent again with it, it is carried out once, and answered as the first time.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Routes.Answers.LongestKey },
    };

    /// <summary>Says of a type of the code that its properties may be absent that may be null: what is null is not written.</summary>
    private static void LeaveOutNulls(IOpenApiSchema schema)
    {
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))
        {
            if (MayBeNull(property)) schema.Required?.Remove(name);
            if (property.Items is OpenApiSchema item) LeaveOutNulls(item);
        }
    }

    private static bool MayBeNull(IOpenApiSchema schema) => schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(MayBeNull) == true;

    /// <summary>Says of each operation which permission it needs, and that it may answer with a problem.</summary>
    private static async Task CompleteAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var permission = metadata.OfType<Demand>().FirstOrDefault()?.Permission.ToString() ?? "anyone";
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions["x-permission"] = new JsonNodeExtension(JsonValue.Create(permission));
        if (context.Document is not { } document) return;
        document.AddComponent(ProblemSchema, await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancel));
        KindSchemas.Complete(operation, context, document);
        if (context.Description.HttpMethod == HttpMethods.Post && metadata.OfType<Demand>().Any() && !metadata.OfType<WithoutKey>().Any()) (operation.Parameters ??= []).Add(Key());
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "It was not carried out; the body says why.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) } },
        };
    }
}
