using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Planning.Robustness;
using Dais.Engine.Quantities;

namespace Dais.Workspace.Planning;

/// <summary>Reads how sure a plan is as <see cref="RobustnessWriter"/> writes it.</summary>
internal static class RobustnessReader
{
    /// <summary>The study for <paramref name="portfolio"/> in that document.</summary>
    /// <exception cref="DocumentException">It is not of its shape.</exception>
    public static RobustnessStudy Read(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        return new(
            PlanReader.Read(node["plan"], portfolio).Plan,
            Sample(node["sample"]),
            node.Each("initiatives", i => Odds(i, portfolio)),
            node.Find("core") is { } core ? Core(core, portfolio) : null,
            node.Find("shrinkage") is { } curse ? Curse(curse) : null,
            node.Each("scores", s => Scores(s, portfolio)),
            Information(node["findOut"], portfolio),
            node.Each("horizons", h => new HorizonCase(Whole(h["tail"]), DiscountRate.Of(h["discountRate"].Number(0)), Ids(h, "in", portfolio), Ids(h, "out", portfolio), h["proven"].Flag())),
            Good(node["goodPlans"], portfolio, calendar))
        {
            Seconds = node["seconds"].Number(0),
        };
    }

    private static OptimaSample Sample(Node node) => new(
        Whole(node["asked"]), Whole(node["solved"]), Whole(node["proven"]), Whole(node["promisesBroken"]), Whole(node["withoutPlan"]), node.Find("meanGap") is { } gap ? Part(gap) : null,
        node.Find("missed") is { } missed ? Part(missed) : null);

    private static InitiativeOdds Odds(Node node, Portfolio portfolio) => new(
        Initiative(node["id"], portfolio),
        node["inPlan"].Flag(),
        node["forced"].Flag(),
        node.Find("inOptimal") is { } optimal ? Part(optimal) : null,
        node.Find("core") is { } core ? Part(core) : null,
        node.Find("date") is { } date ? Date(date, portfolio.Platform.Calendar) : null,
        node.Find("rank") is { } rank ? Rank(rank) : null);

    private static DateForecast Date(Node node, Calendar calendar) => new(node.Find("p50")?.Quarter(calendar), node.Find("p85")?.Quarter(calendar), Part(node["late"]));

    private static RankInterval Rank(Node node) => new(Whole(node["low"]), Whole(node["nominal"]), Whole(node["high"]), Whole(node["of"]));

    private static CoreRegion Core(Node node, Portfolio portfolio) => new(
        node.Each("groups", g => Known(g, portfolio.Groups.Find(Id<StakeholderGroup>.Of(g.Text()))?.Id)),
        Part(node["leastWeight"]),
        node.Each("optima", o => new CoreOptimum(Ids(o, "chosen", portfolio), Part(o["share"]))),
        node["exact"].Flag(),
        Whole(node["solved"]),
        Whole(node["proven"]),
        Part(node["standardError"]));

    private static Shrinkage Curse(Node node) => new(Money(node["estimated"]), Money(node["shrunk"]), Money(node["priorMean"]), Money(node["priorSd"]), Whole(node["values"]));

    private static ScoreRanking Scores(Node node, Portfolio portfolio) => new(
        node["method"].Word<ScoreMethod>(),
        node.Each("items", i => new ScoreStanding(Initiative(i["id"], portfolio), i["score"].Number(), Rank(i["rank"]), Part(i["inTop"]))),
        Whole(node["top"]),
        Part(node["firstIsFirst"]),
        Part(node["wholeOrder"]));

    private static Information Information(Node node, Portfolio portfolio) => new(
        node.Each("doubts", d => Doubt(d, portfolio)), Money(node["noise"]), node.Find("betterOnAverage") is { } better ? new(Money(better["gain"]), Ids(better, "in", portfolio), Ids(better, "out", portfolio)) : null, Whole(node["plans"]), Whole(node["draws"]));

    private static DoubtWorth Doubt(Node node, Portfolio portfolio) => new(
        node["kind"].Word<DoubtKind>(),
        node["id"].Text(),
        node.Find("team") is { } team ? Known(team, portfolio.Teams.Find(Id<Team>.Of(team.Text()))?.Id) : null,
        node["p10"].Number(),
        node["p50"].Number(),
        node["p90"].Number(),
        node["assumed"].Flag(),
        Money(node["worth"]),
        node.Find("below") is { } below ? Switching(below, portfolio) : null,
        node.Find("above") is { } above ? Switching(above, portfolio) : null);

    private static Switch Switching(Node node, Portfolio portfolio) => new(node["at"].Number(), Ids(node, "in", portfolio), Ids(node, "out", portfolio));

    private static GoodPlans Good(Node node, Portfolio portfolio, Calendar calendar) => new(
        Part(node["within"]),
        node.Each("plans", p => new GoodPlan(
            p["finishes"].Fields().ToImmutableSortedDictionary(f => Known(f.Value, portfolio.Initiatives.Find(Id<Initiative>.Of(f.Name))?.Id), f => f.Value.Quarter(calendar)),
            Money(p["objective"]),
            Ids(p, "in", portfolio),
            Ids(p, "out", portfolio),
            EngineerWeeks.Of(p["distance"].Number(0)),
            p["proven"].Flag())),
        Ids(node, "shared", portfolio),
        Ids(node, "needed", portfolio),
        node["neededKnown"].Flag());

    private static ImmutableArray<Id<Initiative>> Ids(Node node, string name, Portfolio portfolio) => node.Each(name, i => Initiative(i, portfolio));

    private static Id<Initiative> Initiative(Node node, Portfolio portfolio) => Known(node, portfolio.Initiatives.Find(Id<Initiative>.Of(node.Text()))?.Id);

    private static Id<T> Known<T>(Node node, Id<T>? id) => id ?? throw node.Wrong("the id of something in the workspace");

    private static Money Money(Node node) => Engine.Quantities.Money.Of(node.Number());

    private static Share Part(Node node) => Share.Of(node.Number(0, 1));

    private static int Whole(Node node) => (int)node.Whole(0, int.MaxValue);
}
