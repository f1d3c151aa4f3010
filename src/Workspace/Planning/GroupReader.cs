using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Groups;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Reads how groups fare as <see cref="GroupWriter"/> writes it; what follows from the rest is not read but computed again.</summary>
internal static class GroupReader
{
    /// <summary>The study for <paramref name="portfolio"/> in that document.</summary>
    /// <exception cref="DocumentException">It is not of its shape.</exception>
    public static GroupStudy Read(Node node, Portfolio portfolio) => new(
        PlanIn(node["policyPlan"], portfolio),
        node.Each("groups", o => new OwnBest(
            PlanReader.Known(o["id"], portfolio.Groups, "group"),
            MostIn(o["ownBest"], portfolio),
            Share.Of(o["share"].Number(0, 1)),
            o["shareAssumed"].Flag(),
            o.Find("ownBestWithShare") is { } part ? MostIn(part, portfolio) : null)),
        node.Each("plans", p => new FairPlan(p["kind"].Word<FairnessKind>(), PlanIn(p["plan"], portfolio), p.Find("score")?.Number(), p.Find("bound")?.Number()) { Alpha = p.Find("alpha")?.Number(0) }))
    {
        Seconds = node["seconds"].Number(0),
        Unserved = node.Each("unserved", u => PlanReader.Known(u, portfolio.Groups, "group")),
        Trade = node.Find("trade") is { } trade ? TradeIn(trade, portfolio) : null,
    };

    private static Plan PlanIn(Node node, Portfolio portfolio) => PlanReader.Read(node, portfolio).Plan;

    private static Most MostIn(Node node, Portfolio portfolio) =>
        new(Money.Of(node["value"].Number()), Money.Of(node["bound"].Number())) { Finishes = LensReader.Finishes(node["finishes"], portfolio) };

    private static Trade TradeIn(Node node, Portfolio portfolio) => new(
        PlanIn(node["before"]["plan"], portfolio),
        PlanIn(node["after"]["plan"], portfolio),
        node["proven"].Flag());
}
