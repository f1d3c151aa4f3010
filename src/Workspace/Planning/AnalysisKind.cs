using System.Text.Json.Nodes;
using Dais.Engine.Modelling;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>A kind of analysis, and how what came of it is read.</summary>
/// <typeparam name="T">What is read.</typeparam>
public sealed class AnalysisKind<T>
{
    private readonly Func<Node, Portfolio, T> _read;

    internal AnalysisKind(string name, Func<Node, Portfolio, T> read) => (Name, _read) = (name, read);

    /// <summary>Its name: that of its verb and of its jobs.</summary>
    public string Name { get; }

    internal T Read(Node node, Portfolio portfolio) => _read(node, portfolio);
}

/// <summary>The kinds of analyses that are read back as what they were made from.</summary>
public static class AnalysisKinds
{
    /// <summary>The best plan.</summary>
    public static AnalysisKind<PlanDocument> Plan { get; } = new("plan", PlanReader.Read);

    /// <summary>Both lenses and the plans between them.</summary>
    public static AnalysisKind<LensDocument> Lenses { get; } = new("lenses", (node, portfolio) =>
    {
        var study = LensReader.Read(node, portfolio);
        return new LensDocument(portfolio, study.Customer.Policy, study) { Assumed = Assumed(node), Revision = Revision(node) };
    });

    /// <summary>What the split of capacity is worth.</summary>
    public static AnalysisKind<AllocationDocument> Allocation { get; } = new("allocation", (node, portfolio) => new(portfolio, AllocationReader.Read(node, portfolio)) { Assumed = Assumed(node), Revision = Revision(node) });

    /// <summary>How groups fare.</summary>
    public static AnalysisKind<GroupDocument> Groups { get; } = new("groups", (node, portfolio) => new(portfolio, GroupReader.Read(node, portfolio)) { Assumed = Assumed(node), Revision = Revision(node) });

    /// <summary>How sure the plan is.</summary>
    public static AnalysisKind<RobustnessDocument> Robustness { get; } = new("robustness", (node, portfolio) => new(portfolio, RobustnessReader.Read(node, portfolio)) { Assumed = Assumed(node), Revision = Revision(node) });

    /// <summary>Any kind, as the JSON object that its verb prints.</summary>
    public static AnalysisKind<JsonObject> Json(string kind) => new(kind, (node, _) => (JsonObject)JsonNode.Parse(node.Element.GetRawText())!);

    private static System.Collections.Immutable.ImmutableArray<Assumption> Assumed(Node node) => node.Each("assumed", a => new Assumption(a["at"].Text(), a.Find("value")?.Number(), a["why"].Text()));

    private static string? Revision(Node node) => node.Find("workspace")?.Find("sha256")?.Text();
}
