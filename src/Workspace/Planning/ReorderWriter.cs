using System.Text.Json;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Writes a plan with a bucket in another order as the one JSON object that <c>dais allocation --reorder … --json</c> prints, and reads it again.</summary>
public static class ReorderWriter
{
    /// <summary>The object as indented UTF-8 JSON with a final line feed.</summary>
    public static byte[] Print(ReorderDocument document) => WireText.Print(json => Write(json, document));

    /// <summary>Writes it as one value.</summary>
    public static void Write(Utf8JsonWriter json, ReorderDocument document)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(document);
        var reordered = document.Reordered;
        json.WriteStartObject();
        json.WriteString("bucket", reordered.Bucket.Value);
        json.Texts("order", reordered.Order.Select(i => i.Value));
        json.WriteBoolean("ordered", reordered.Ordered);
        json.Texts("impossible", reordered.Impossible.Select(i => i.Value));
        json.Number("ownBefore", reordered.OwnBefore?.Value);
        json.Number("ownAfter", reordered.OwnAfter?.Value);
        json.Number("effect", reordered.After.Objective.Value - reordered.Before.Objective.Value);
        foreach (var (name, plan) in new[] { ("before", reordered.Before), ("after", reordered.After) })
        {
            json.WritePropertyName(name);
            PlanWriter.Write(json, new PlanDocument(document.Portfolio, plan) { Revision = document.Revision });
        }

        json.WriteEndObject();
    }
}

/// <summary>Reads what <see cref="ReorderWriter"/> writes.</summary>
internal static class ReorderReader
{
    /// <summary>The plan before and after, for <paramref name="portfolio"/>.</summary>
    /// <exception cref="DocumentException">It is not of its shape.</exception>
    public static Reordered Read(Node node, Engine.Modelling.Portfolio portfolio) => new(
        PlanReader.Known(node["bucket"], portfolio.Buckets, "bucket"),
        node.Each("order", i => PlanReader.Known(i, portfolio.Initiatives, "initiative")),
        node["ordered"].Flag(),
        PlanReader.Read(node["before"], portfolio).Plan,
        PlanReader.Read(node["after"], portfolio).Plan,
        node.Each("impossible", i => PlanReader.Known(i, portfolio.Initiatives, "initiative")),
        node.Find("ownBefore") is { } before ? Money.Of(before.Number()) : null,
        node.Find("ownAfter") is { } after ? Money.Of(after.Number()) : null);
}
