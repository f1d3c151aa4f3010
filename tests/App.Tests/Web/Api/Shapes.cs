using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Dais.App.Tests.Web.Api;

/// <summary>Holds answers against the shapes that the API's document says they have; as much of JSON Schema as it uses. A property that the document does not know is a fault too.</summary>
internal sealed class Shapes(JsonNode document)
{
    /// <summary>The document that a server hands out.</summary>
    public static async Task<Shapes> OfAsync(Site site) => new(JsonNode.Parse(await site.Serving.Client.GetStringAsync("/api/openapi.json", TestContext.Current.CancellationToken))!);

    /// <summary>Every operation: its path, its method, and what is said of it.</summary>
    public IEnumerable<(string Path, string Method, JsonNode Operation)> Operations =>
        document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(m => (p.Key, m.Key, m.Value!)));

    /// <summary>The shape of that name.</summary>
    public JsonNode Named(string name) => document["components"]!["schemas"]![name] ?? throw new KeyNotFoundException($"The document has no shape {name}.");

    /// <summary>The shape itself, where it is named.</summary>
    public JsonNode Resolve(JsonNode shape) => shape["$ref"] is { } reference ? Resolve(Named(((string)reference!).Split('/')[^1])) : shape;

    /// <summary>What in the node is not as the shape says.</summary>
    public IEnumerable<string> Violations(JsonNode said, JsonNode? node, string at = "$")
    {
        var shape = Resolve(said);
        var (kind, text) = (node?.GetValueKind() ?? JsonValueKind.Null, node?.ToJsonString());
        if (shape["const"] is { } one && one.ToJsonString() != text) yield return $"{at} is {text}, not {one.ToJsonString()}";
        if (shape["enum"] is JsonArray words && !words.Any(w => w?.ToJsonString() == text)) yield return $"{at} is {text}, none of {words.ToJsonString()}";
        if (shape["type"] is { } type && !(type is JsonArray types ? types.Select(t => (string)t!) : [(string)type!]).Any(t => Is(t, kind, node))) yield return $"{at} is {kind}, not {type.ToJsonString()}";
        if (shape["pattern"] is { } pattern && kind == JsonValueKind.String && !Regex.IsMatch((string)node!, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1))) yield return $"{at} is {text}, not as {pattern}";
        foreach (var many in new[] { "anyOf", "oneOf" })
        {
            if (shape[many] is not JsonArray options) continue;
            var tried = options.Select(o => Violations(o!, node, at).ToList()).ToList();
            if (tried.TrueForAll(t => t.Count > 0)) yield return $"{at} is none of {many}: {tried.MinBy(t => t.Count)![0]}";
        }

        foreach (var name in node is JsonObject there ? (shape["required"] as JsonArray ?? []).Select(n => (string)n!).Where(n => !there.ContainsKey(n)) : []) yield return $"{at} lacks {name}";
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            if ((shape["properties"]?[name] ?? shape["additionalProperties"]) is not { } each)
            {
                if (shape["properties"] is JsonObject { Count: > 0 }) yield return $"{at} has {name}, which the document does not know";
            }
            else if (each.GetValueKind() == JsonValueKind.False)
            {
                yield return $"{at} has {name}, which the document does not allow";
            }
            else if (each is JsonObject)
            {
                foreach (var violation in Violations(each, value, $"{at}.{name}")) yield return violation;
            }
        }

        if (node is not JsonArray list || shape["items"] is not { } items) yield break;
        for (var i = 0; i < list.Count; i++)
        {
            foreach (var violation in Violations(items, list[i], $"{at}[{i}]")) yield return violation;
        }
    }

    private static bool Is(string type, JsonValueKind kind, JsonNode? node) => type switch
    {
        "integer" => kind == JsonValueKind.Number && node!.GetValue<double>() is var number && number == Math.Floor(number),
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(type, kind.ToString(), StringComparison.OrdinalIgnoreCase),
    };
}
