using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Allocation;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Reads what a split of capacity is worth as <see cref="AllocationWriter"/> writes it; what follows from the rest is not read but computed again.</summary>
internal static class AllocationReader
{
    /// <summary>The study for <paramref name="portfolio"/> in that document.</summary>
    /// <exception cref="DocumentException">It is not of its shape.</exception>
    public static AllocationStudy Read(Node node, Portfolio portfolio) => new(PlanReader.Read(node["optimum"], portfolio).Plan)
    {
        Seconds = node["seconds"].Number(0),
        Free = node.Find("unconstrained") is { } free ? PlanReader.Read(free, portfolio).Plan : null,
        WithoutFloors = node.Find("withoutFloors") is { } ceilings ? HeldIn(ceilings, portfolio) : null,
        Splits = node.Each("splits", s => new SplitPlan(s["kind"].Word<SplitKind>(), HeldIn(s["plan"], portfolio))),
        Sensitivities = node.Each("effects", s => new Sensitivity(BucketIn(s, portfolio), Change(s.Find("less"), portfolio), Change(s.Find("more"), portfolio))),
        Curves = node.Each("curves", c => new ResponseCurve(
            BucketIn(c, portfolio),
            c.Each("points", p => Point(p, portfolio)),
            c.Each("alone", p => Point(p, portfolio)),
            c.Each("crossings", x => new Crossing(x["kind"].Word<CrossingKind>(), x["thing"].Text(), x.Find("other") is { } other ? PlanReader.Known(other, portfolio.Buckets, "bucket") : null)))),
        Bands = node.Each("bands", b => new IndifferenceBand(BucketIn(b, portfolio), b["part"].Number(0, 1), End(b["low"], portfolio), End(b["high"], portfolio))),
        Shadow = node.Find("shadowPrice") is { } shadow ? Price(shadow, portfolio) : null,
        Uses = node.Each("uses", u => new BucketUse(
            BucketIn(u, portfolio),
            u.Each("best", i => PlanReader.Known(i, portfolio.Initiatives, "initiative")),
            u.Find("runnerUp") is { } second ? HeldIn(second, portfolio) : null)),
    };

    private static Id<Bucket> BucketIn(Node node, Portfolio portfolio) => PlanReader.Known(node["bucket"], portfolio.Buckets, "bucket");

    private static CurvePoint Point(Node node, Portfolio portfolio) => new(Share.Of(node["share"].Number(0, 1)), HeldIn(node, portfolio));

    private static ShareChange? Change(Node? node, Portfolio portfolio) => node is { } change ? new(Share.Of(change["share"].Number(0, 1)), HeldIn(change, portfolio)) : null;

    private static BandEnd End(Node node, Portfolio portfolio) => new(node["share"].Number(0), node["bound"].Number(0), Finishes(node["finishes"], portfolio));

    private static ShadowPrice Price(Node node, Portfolio portfolio) => new(
        HeldIn(node["more"], portfolio),
        HeldIn(node["less"], portfolio),
        MoneyIn(node.Find("relaxation")),
        node["relaxationExact"].Flag(),
        node.Each("teams", t => new TeamPrice(PlanReader.Known(t["id"], portfolio.Teams, "team"), HeldIn(t["more"], portfolio), MoneyIn(t.Find("relaxation")))));

    private static HeldPlan HeldIn(Node node, Portfolio portfolio) => new(
        node["status"].Word<PlanStatus>(), MoneyIn(node.Find("value")), MoneyIn(node.Find("bound")), Finishes(node["finishes"], portfolio));

    private static Money? MoneyIn(Node? node) => node is { } written ? Money.Of(written.Number()) : null;

    private static ImmutableSortedDictionary<Id<Initiative>, Period> Finishes(Node node, Portfolio portfolio)
    {
        var finishes = ImmutableSortedDictionary.CreateBuilder<Id<Initiative>, Period>();
        foreach (var (name, value) in node.Fields())
        {
            var id = (name.Length == 0 ? null : portfolio.Initiatives.Find(Id<Initiative>.Of(name)))?.Id ?? throw new DocumentException($"{value.Path}: there is no initiative \"{name}\" in the workspace.");
            var finish = value.Quarter(portfolio.Platform.Calendar);
            finishes[id] = portfolio.Platform.Calendar.Contains(finish) ? finish : throw value.Wrong("a quarter of the horizon");
        }

        return finishes.ToImmutable();
    }
}
