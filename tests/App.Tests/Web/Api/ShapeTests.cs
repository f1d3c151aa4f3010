using System.Net;
using System.Text.Json.Nodes;
using Dais.Workspace.Jobs;

namespace Dais.App.Tests.Web.Api;

/// <summary>The API's document says what is answered, and it is so.</summary>
public sealed class ShapeTests
{
    private const string Scenario = """{ "name": "later", "changes": [ { "pin": "assistant", "finish": "2027-Q4" } ] }""";

    /// <summary>Each analysis, asked in each way that has another answer.</summary>
    private static readonly (string Kind, string Parameters)[] Asked =
    [
        ("check", "{}"),
        ("value", "{}"),
        ("value", """{ "id": "ledger" }"""),
        ("plan", """{ "work": 20000, "policy": { "release": true } }"""),
        ("plan", """{ "work": 20000, "policy": { "pins": [ { "initiative": "sso", "finish": "2027-Q1" } ] } }"""),   // There is no such plan: the quarter is too short for it.
        ("lenses", """{ "work": 20000 }"""),
        ("groups", """{ "work": 20000, "alpha": 2 }"""),
        ("allocation", """{ "work": 20000 }"""),
        ("allocation", """{ "work": 20000, "reorder": "shops" }"""),
        ("robustness", """{ "work": 20000, "draws": 10 }"""),
        ("why-not", """{ "work": 20000, "id": "assistant" }"""),
        ("why-not", """{ "work": 20000, "id": "r2", "for": "partners" }"""),
        ("what-if", $$"""{ "work": 20000, "scenario": {{Scenario}} }"""),
        ("horizon", """{ "work": 20000 }"""),
        ("dependencies", """{ "work": 20000, "draws": 50 }"""),
        ("export", """{ "form": "xlsx" }"""),
    ];

    [Fact]
    public async Task No_answer_that_carries_something_out_lacks_a_shape()
    {
        await using var site = await Site.StartAsync();
        var shapes = await Shapes.OfAsync(site);
        var lacking = new List<string>();
        foreach (var (path, method, operation) in shapes.Operations)
        {
            var answers = operation["responses"]!.AsObject().Where(r => r.Key.StartsWith('2')).ToList();
            if (answers.Count == 0) lacking.Add($"{method} {path} has no answer");
            foreach (var (status, answer) in answers)
            {
                var content = answer!["content"]?.AsObject();
                if (content is null or { Count: 0 }) lacking.Add($"{method} {path} {status} has no content");
                foreach (var (media, shown) in content ?? [])
                {
                    if (!media.Contains("json", StringComparison.Ordinal) || path.EndsWith("/jobs/{id}/file", StringComparison.Ordinal)) continue;   // The file is whatever was exported.
                    if (shown!["schema"] is not { } schema) lacking.Add($"{method} {path} {status} has no schema");
                    else if (shapes.Resolve(schema) is var shape && shape["properties"] is not JsonObject { Count: > 0 } && shape["oneOf"] is not JsonArray && shape["anyOf"] is not JsonArray) lacking.Add($"{method} {path} {status} is a bare {shape.ToJsonString()}");
                }
            }
        }

        Assert.True(lacking.Count == 0, string.Join('\n', lacking));
    }

    [Fact]
    public async Task Every_answer_that_can_be_read_has_the_shape_that_the_document_says()
    {
        await using var site = await Site.StartAsync();
        await FillAsync(site);
        var (shapes, wrong, read) = (await Shapes.OfAsync(site), new List<string>(), 0);
        var job = (await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/jobs").DemandAsync(HttpStatusCode.OK))["jobs"]![0]!["id"];
        foreach (var (path, method, operation) in shapes.Operations.Where(o => o.Method == "get" && o.Path.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var name = (string)operation["operationId"]!;
            var address = path.Replace("{workspace}", "own", StringComparison.Ordinal).Replace("{kind}", "requests", StringComparison.Ordinal)
                .Replace("{id}", path.Contains("/jobs/", StringComparison.Ordinal) ? (string)job! : name.Split('.')[0] switch { "teams" => "t", "groups" => "g", "segments" => "s", "accounts" => "a", "initiatives" => "i", "requests" => "r", "comments" => "c", "decisions" => "d", "scenarios" => "sc", _ => "none" }, StringComparison.Ordinal);
            using var answer = await site.SendAsync(name.StartsWith("people.", StringComparison.Ordinal) ? "administrator" : "owner", HttpMethod.Get, address);
            if (answer.StatusCode != HttpStatusCode.OK) continue;   // There is none of that kind here, or the job has no result yet.
            read++;
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            wrong.AddRange(shapes.Violations(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!, body).Select(v => $"{method} {path}: {v}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(read > 50, $"{read} answers were read.");
    }

    [Fact]
    public async Task Every_analysis_answers_in_the_shape_that_the_document_says()
    {
        await using var site = await Site.StartAsync();
        await using var runner = await JobRunner.StartAsync(site.At.Store, Run.Solver, cancel: TestContext.Current.CancellationToken);
        var document = await File.ReadAllTextAsync(Run.Ten, TestContext.Current.CancellationToken);
        await site.SendAsync("administrator", HttpMethod.Post, "/api/workspaces", $$"""{ "id": "ten", "name": "Ten", "document": {{document}} }""").DemandAsync(HttpStatusCode.Created);
        var (shapes, plans, kinds) = (await Shapes.OfAsync(site), new List<JsonNode>(), new HashSet<string>());
        foreach (var (kind, parameters) in Asked)
        {
            Assert.Empty(shapes.Violations(shapes.Named("analysis-" + kind), JsonNode.Parse(parameters)).Select(v => $"{kind} {parameters}: {v}"));
            var result = await site.AnalysisAsync("administrator", "ten", kind, parameters);
            Assert.Empty(shapes.Violations(shapes.Named("result-of-" + kind), result).Select(v => $"{kind} {parameters}: {v}"));
            Assert.Empty(shapes.Violations(shapes.Named("result"), result));
            kinds.Add(kind);
            if (kind == "plan") plans.Add(result["result"]!);
        }

        Assert.Equal(["optimal", "infeasible"], plans.Select(p => (string?)p["status"]));
        var other = await site.AnalysisAsync("administrator", "ten", "plan", """{ "work": 20000, "policy": { "lens": "platform" } }""");
        var compared = await site.AnalysisAsync("administrator", "ten", "compare", new JsonObject { ["first"] = plans[0].DeepClone(), ["second"] = other["result"]!.DeepClone() }.ToJsonString());
        Assert.Empty(shapes.Violations(shapes.Named("result-of-compare"), compared));
        Assert.Equal(JobKinds.Names.Order(StringComparer.Ordinal), kinds.Append("compare").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_of_the_shape_is_found()
    {
        await using var site = await Site.StartAsync();
        var shapes = await Shapes.OfAsync(site);
        var thing = await site.SendAsync("owner", HttpMethod.Get, "/api/workspaces/own/initiatives/i").DemandAsync(HttpStatusCode.OK);
        Assert.Empty(shapes.Violations(shapes.Named("initiatives-thing"), thing));
        foreach (var spoil in new Action<JsonNode>[] { t => t.AsObject().Remove("version"), t => t["version"] = "1", t => t["kind"] = "teams", t => t["more"] = 1, t => t["value"]!["must"] = "yes", t => t["value"]!["latest"] = "Spring" })
        {
            var spoilt = thing.DeepClone();
            spoil(spoilt);
            Assert.NotEmpty(shapes.Violations(shapes.Named("initiatives-thing"), spoilt));
        }
    }

    private static async Task FillAsync(Site site)
    {
        foreach (var (path, body) in new[]
        {
            ("segments", """{ "id": "more", "size": 5 }"""),
            ("comments", """{ "id": "c", "about": "initiatives/i", "text": "Good." }"""),
            ("scenarios", """{ "id": "sc", "changes": [ { "forbid": "i" } ] }"""),
            ("policies", """{ "id": "current", "policy": { "lens": "customer" } }"""),
            ("decide", """{ "id": "d", "title": "So be it", "about": ["initiatives/i"] }"""),
            ("analyses/value", "{}"),
            ("members", """{ "email": "new@example.org", "terms": { "role": "viewer" } }"""),
            ("worklog", """{ "period": "2026-Q4", "team": "t", "ew": 2 }"""),
            ("outcomes", """{ "id": "o", "target": 3 }"""),
        })
        {
            using var made = await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/" + path, body);
            Assert.True(made.IsSuccessStatusCode, path + ": " + await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        await site.SendAsync("owner", HttpMethod.Put, "/api/workspaces/own/initiatives/i", """{ "name": "Other", "effort": { "t": 5 }, "committedFinish": "2027-Q2" }""", ("If-Match", "*")).DemandAsync(HttpStatusCode.OK);
        await site.SendAsync("owner", HttpMethod.Post, "/api/workspaces/own/undo", "{}").DemandAsync(HttpStatusCode.OK);
    }
}
