using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Importing;
using Dais.Workspace.Importing.Mappings;
using Dais.Workspace.Importing.Sources;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Tests.Importing;

/// <summary>The pipeline without a disk: a mapping, some files, a workspace or none.</summary>
internal static class Pipe
{
    /// <summary>A platform for mappings of tests.</summary>
    public const string Platform = "platform: { id: p, currency: USD, discountRate: 0, periods: { first: 2027-Q1, starts: 2027-01-01, count: 4 } }";

    public static ImportReport Run(string yaml, params (string Name, string Text)[] files) => Run(yaml, null, files);

    public static ImportReport Run(string yaml, Document? before, params (string Name, string Text)[] files) =>
        Run(yaml, before, [.. files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text)))]);

    public static ImportReport Run(string yaml, Document? before, ImmutableArray<(string Name, byte[] Bytes)> files)
    {
        var findings = new List<Finding>();
        var mapping = MappingReader.Read(yaml, "map.yaml", findings);
        return mapping is null ? new ImportReport("", [], [], [], [], [], [.. findings]) : Run(mapping, before, files);
    }

    public static ImportReport Run(Mapping mapping, Document? before, ImmutableArray<(string Name, byte[] Bytes)> files)
    {
        var findings = new List<Finding>();
        var assigned = Assignment.Of(mapping, [.. files.Select(f => new InputFile(f.Name, f.Bytes, Asked: true))], findings);
        if (assigned is null) return new ImportReport(mapping.Name, [], [], [], [], [], [.. findings]);
        var target = before is null
            ? new Target("new.json", null, new JsonObject { ["dais"] = 1, ["platform"] = mapping.Platform!.Node.DeepClone() }, mapping.Platform.Assumed)
            : new Target("old.json", before.Root, before.Root, new Dictionary<string, string>());
        return new Import(mapping, assigned, target, findings).Run(null, TestContext.Current.CancellationToken);
    }

    /// <summary>One list with these fields, of rows.csv.</summary>
    public static string Rule(string list, string fields, string more = "") => $$"""
        mapping: test
        files: { rows: { name: rows* } }
        {{Platform}}
        {{more}}
        make:
          - list: {{list}}
            from: rows
            fields: {{fields}}
        """;

    /// <summary>The first error.</summary>
    public static Finding Error(this ImportReport report) => report.Findings.First(f => f.IsError);

    /// <summary>The things of that list; there has to be a result.</summary>
    public static JsonArray List(this ImportReport report, string list)
    {
        Assert.True(report.Sound, string.Join('\n', report.Findings));
        return report.Result!.Root[list] as JsonArray ?? [];
    }

    /// <summary>The thing of that id.</summary>
    public static JsonObject Thing(this ImportReport report, string list, string id) =>
        report.List(list).OfType<JsonObject>().Single(t => (string?)t["id"] == id);

    /// <summary>The JSON text of a node, on one line.</summary>
    public static string Json(this JsonNode? node) => JsonText.Line(node);
}
