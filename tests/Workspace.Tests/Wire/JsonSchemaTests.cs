using System.Text;
using System.Text.Json.Nodes;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Wire;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("workspace")]
    [InlineData("policy")]
    [InlineData("scenario")]
    [InlineData("quarter")]
    public void The_published_schema_is_the_one_that_the_table_makes(string name)
    {
        var made = JsonText.Write(name switch { "policy" => JsonSchema.Policy, "scenario" => JsonSchema.Scenario, "quarter" => JsonSchema.Quarter, _ => JsonSchema.Workspace });
        var path = Path.Combine(Repository.Root, "docs", "schema", name + ".schema.json");
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(made)) return;
        File.WriteAllBytes(Path.ChangeExtension(path, ".received.json"), made);
        Assert.Fail($"docs/schema/{name}.schema.json is not what the table says. Maybe the table was changed: then move the .received.json beside it in its place.");
    }

    [Fact]
    public void Every_example_keeps_the_schema()
    {
        Assert.Empty(Violations(JsonSchema.Workspace, JsonNode.Parse(Worlds.Example), "$"));
        for (var seed = 0; seed < 100; seed++) Assert.Empty(Violations(JsonSchema.Workspace, NastyWorlds.Make(seed).Root, "$" + seed));
    }

    [Theory]
    [InlineData("""{ "dais": 2 }""")]
    [InlineData("""{ "platform": { "id": "p", "periods": { "first": "2027-Q5", "count": 8 } } }""")]
    [InlineData("""{ "platform": { "id": "p", "periods": { "first": "2027-Q1", "count": 8 } }, "teams": [ { "id": "t", "capacity": -1 } ] }""")]
    public void What_the_check_refuses_the_schema_refuses(string text) => Assert.NotEmpty(Violations(JsonSchema.Workspace, JsonNode.Parse(text), "$"));

    [Theory]
    [InlineData("""{ "changes": [ { "pin": "sso", "finish": "2027-Q2" }, { "capacity": "identity", "add": [0, 0, 4, 4] }, { "bucket": "bu1", "share": 0.35 }, { "effort": "sso", "times": 0.8 } ] }""", true)]
    [InlineData("""{ "changes": [ { "forbid": "sso", "drop": "ai" } ] }""", false)]
    [InlineData("""{ "changes": [ { "pin": "sso", "finish": "second quarter" } ] }""", false)]
    [InlineData("""{ "name": "none" }""", false)]
    public void A_scenario_keeps_its_schema_or_does_not(string text, bool keeps) => Assert.Equal(keeps, !Violations(JsonSchema.Scenario, JsonNode.Parse(text), "$").Any());

    // As much of JSON Schema as the tables use.
    private static IEnumerable<string> Violations(JsonNode schema, JsonNode? node, string at)
    {
        var kind = node?.GetValueKind().ToString().ToUpperInvariant() ?? "NULL";
        if (schema["const"] is { } constant && constant.ToJsonString() != node?.ToJsonString()) yield return at + " const";
        if (schema["enum"] is JsonArray words && !words.Any(w => w?.ToJsonString() == node?.ToJsonString())) yield return at + " enum";
        if (schema["type"] is { } type && !(type is JsonArray types ? types.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()]).Any(t => Is(t, kind, node))) yield return at + " type";
        if (schema["minimum"] is { } least && node.AsNumber() < least.AsNumber()) yield return at + " minimum";
        if (schema["maximum"] is { } most && node.AsNumber() > most.AsNumber()) yield return at + " maximum";
        if (schema["minLength"] is not null && node.AsText() is "") yield return at + " minLength";
        if (schema["pattern"] is { } pattern && node.AsText() is { } text && !System.Text.RegularExpressions.Regex.IsMatch(text, pattern.GetValue<string>())) yield return at + " pattern";
        if (schema["anyOf"] is JsonArray any && any.All(s => Violations(s!, node, at).Any())) yield return at + " anyOf";
        if (schema["oneOf"] is JsonArray one && one.Count(s => !Violations(s!, node, at).Any()) != 1) yield return at + " oneOf";
        foreach (var name in schema["required"] as JsonArray ?? [])
        {
            if (node is JsonObject o && !o.ContainsKey(name!.GetValue<string>())) yield return $"{at} lacks {name}";
        }

        foreach (var (name, value) in node as JsonObject ?? [])
        {
            var each = schema["properties"]?[name] ?? schema["additionalProperties"];
            foreach (var violation in each is null ? [] : Violations(each, value, at + "." + name)) yield return violation;
        }

        foreach (var item in node as JsonArray ?? [])
        {
            foreach (var violation in schema["items"] is { } each ? Violations(each, item, at + "[]") : []) yield return violation;
        }
    }

    private static bool Is(string type, string kind, JsonNode? node) => type switch
    {
        "integer" => node.AsNumber() is { } number && number == Math.Floor(number),
        "boolean" => kind is "TRUE" or "FALSE",
        _ => string.Equals(type, kind, StringComparison.OrdinalIgnoreCase),
    };
}
