using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Workspace.Wire;

namespace Dais.Workspace.Planning;

/// <summary>Reads a plan that <see cref="PlanWriter"/> wrote, or that another program wrote in the same shape.</summary>
/// <remarks>It reads; whether the plan keeps the rules is for <see cref="PlanChecker"/> to say.</remarks>
public static class PlanReader
{
    /// <summary>The plan for <paramref name="portfolio"/> in that document.</summary>
    /// <exception cref="DocumentException">It is not JSON, or not a plan for that portfolio.</exception>
    public static PlanDocument Read(ReadOnlyMemory<byte> utf8, Portfolio portfolio)
    {
        try
        {
            return Read(Node.Root(utf8), portfolio);
        }
        catch (InvalidOperationException)
        {
            throw new DocumentException("A text in it is not valid Unicode. Maybe the file was damaged on its way.");
        }
    }

    internal static PlanDocument Read(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        var status = node["status"].Word<PlanStatus>();
        var found = status is PlanStatus.Optimal or PlanStatus.Feasible;
        var plan = new Plan
        {
            Status = status,
            Policy = node.Find("policy") is { } policy ? PolicyReader.ReadPolicy(policy, portfolio) : new Policy(),
            Objective = found ? Money(node["objective"]) : default,
            Bound = node.Find("bound") is { } bound ? Money(bound) : null,
            Gap = node.Find("gap")?.Number(),
            Seconds = node.Find("seconds")?.Number(0) ?? 0,
            Work = node.Find("work")?.Whole(0, long.MaxValue) ?? 0,
            Value = found ? new(Money(node["value"]["customer"]), Money(node["value"]["platform"])) : default,
            TailShare = node.Find("tailShare") is { } tail ? Share.Of(tail.Number(0, 1)) : null,
            Ties = node.Find("ties")?.Word<TieBreak>() ?? TieBreak.None,
            Initiatives = node.Each("initiatives", i => ReadInitiative(i, portfolio)),
            UseCases = node.Each("useCases", u => new PlannedUseCase(Known(u["id"], portfolio.UseCases, "use case"), Available(u["available"], calendar))),
            Teams = node.Each("teams", t => new TeamLoad(Known(t["id"], portfolio.Teams, "team"), t["used"].Each(Weeks), t["capacity"].Each(Weeks))),
            Buckets = node.Each("buckets", b => ReadBucket(b, portfolio)),
            Capacity = node.Find("capacity")?.Find("plannable") is { } capacity ? Weeks(capacity) : Plannable(portfolio),
            Shortfall = node.Find("shortfall") is { } shortfall ? Weeks(shortfall) : default,
            Stability = node.Find("stability") is { } stability ? ReadStability(stability, portfolio) : null,
            Warnings = node.Each("warnings", w => w.Text()),
            Conflicts = node.Each("conflicts", ReadConflict),
        };
        return new PlanDocument(portfolio, plan)
        {
            Assumed = node.Each("assumed", a => new Assumption(a["at"].Text(), a.Find("value")?.Number(), a["why"].Text())),
            Revision = node.Find("workspace")?.Find("sha256")?.Text(),
        };
    }

    private static PlannedInitiative ReadInitiative(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        var work = ImmutableSortedDictionary.CreateBuilder<Id<Team>, ImmutableArray<EngineerWeeks>>();
        foreach (var (name, value) in node["work"].Fields())
        {
            var weeks = value.Each(Weeks);
            if (weeks.Length != calendar.Count) throw new DocumentException($"{value.Path} has {weeks.Length} numbers; the horizon has {calendar.Count} periods.");
            work[(name.Length == 0 ? null : portfolio.Teams.Find(Id<Team>.Of(name)))?.Id ?? throw new DocumentException($"{value.Path}: there is no team \"{name}\" in the workspace.")] = weeks;
        }

        return new(Known(node["id"], portfolio.Initiatives, "initiative"), node["start"].Quarter(calendar), node["finish"].Quarter(calendar), work.ToImmutable());
    }

    private static BucketLoad ReadBucket(Node node, Portfolio portfolio)
    {
        var share = node["share"].Number(0);
        return new(
            Known(node["id"], portfolio.Buckets, "bucket"),
            node.Find("effort") is { } effort ? Weeks(effort) : EngineerWeeks.Of(share * Plannable(portfolio).Value),
            share,
            node.Find("min") is { } min ? Share.Of(min.Number(0, 1)) : null,
            node.Find("max") is { } max ? Share.Of(max.Number(0, 1)) : null,
            Weeks(node["shortfall"]));
    }

    private static Stability ReadStability(Node node, Portfolio portfolio)
    {
        var calendar = portfolio.Platform.Calendar;
        return new(
            node.Each("moves", m => new Move(Known(m["id"], portfolio.Initiatives, "initiative"), m["promised"].Quarter(calendar), m.Find("now")?.Quarter(calendar))),
            node.Find("valueOfMoving") is { } gained ? Money(gained) : null,
            node.Find("valueLost") is { } lost ? Money(lost) : null);
    }

    private static Conflict ReadConflict(Node node) =>
        new(node["rule"].Text(), node.Find("subject")?.AnyText() ?? "", node["sentence"].Text(), node.Find("relaxation")?.Text());

    private static Period Available(Node node, Calendar calendar) => node.Quarter(calendar);

    private static Money Money(Node node) => Engine.Quantities.Money.Of(node.Number());

    private static EngineerWeeks Weeks(Node node) => EngineerWeeks.Of(node.Number(0));

    private static EngineerWeeks Plannable(Portfolio portfolio) =>
        EngineerWeeks.Of(portfolio.Teams.Sum(t => portfolio.Platform.Calendar.Periods.Sum(p => t.Net(p).Value)));

    internal static Id<T> Known<T>(Node node, Catalog<T> catalog, string word)
        where T : class, IThing<T>
    {
        var id = node.Text();
        return catalog.Find(Id<T>.Of(id))?.Id ?? throw new DocumentException($"{node.Path}: there is no {word} \"{id}\" in the workspace. Maybe the plan was made from another one.");
    }
}
