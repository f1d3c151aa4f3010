using Dais.Engine.Modelling;

namespace Dais.Engine.Planning.Checking;

/// <summary>That a plan's lists name known things, each once, in the portfolio's order.</summary>
internal static class ListRules
{
    private const string Rule = "List";

    internal static IEnumerable<Violation> APlanThatIsNoneListsNothing(PlanFacts facts)
    {
        if (facts.Plan.Initiatives.Length > 0 || facts.Plan.UseCases.Length > 0)
        {
            yield return new(Rule, "", $"The plan is {facts.Plan.Status}, but it lists {facts.Plan.Initiatives.Length} initiatives and {facts.Plan.UseCases.Length} use cases.");
        }
    }

    internal static IEnumerable<Violation> EveryListIsInOrder(PlanFacts facts) =>
    [
        .. InOrder("initiative", facts.Plan.Initiatives.Select(i => i.Id), facts.Portfolio.Initiatives),
        .. InOrder("use case", facts.Plan.UseCases.Select(u => u.Id), facts.Portfolio.UseCases),
        .. InOrder("team", facts.Plan.Teams.Select(t => t.Id), facts.Portfolio.Teams),
        .. InOrder("bucket", facts.Plan.Buckets.Select(b => b.Id), facts.Portfolio.Buckets),
    ];

    internal static IEnumerable<Violation> EveryAmountOfWorkHasItsPeriod(PlanFacts facts)
    {
        var lists = facts.Chosen
            .SelectMany(c => c.Planned.Work.Select(w => (c.Id, What: $"work of initiative \"{c.Id}\" on team \"{w.Key}\"", Amounts: w.Value)))
            .Concat(facts.Plan.Teams.Select(t => (Id: t.Id.Value, What: $"used work of team \"{t.Id}\"", Amounts: t.Used)))
            .Concat(facts.Plan.Teams.Select(t => (Id: t.Id.Value, What: $"capacity of team \"{t.Id}\"", Amounts: t.Capacity)));
        foreach (var (id, what, amounts) in lists)
        {
            var length = amounts.IsDefault ? 0 : amounts.Length;
            if (length != facts.Periods) yield return new(Rule, id, $"The {what} has {length} amounts, but the horizon has {facts.Periods} periods.");
        }
    }

    private static IEnumerable<Violation> InOrder<T>(string kind, IEnumerable<Id<T>> ids, Catalog<T> catalog)
        where T : class, IThing<T>
    {
        var last = -1;
        var seen = new HashSet<Id<T>>();
        foreach (var id in ids)
        {
            var place = catalog.PlaceOf(id);
            if (place < 0) yield return new(Rule, id.Value, $"The plan lists the {kind} \"{id}\", which is not in the portfolio.");
            else if (!seen.Add(id)) yield return new(Rule, id.Value, $"The plan lists the {kind} \"{id}\" twice.");
            else if (place < last) yield return new(Rule, id.Value, $"The plan lists the {kind} \"{id}\" after one that follows it in the portfolio.");
            last = Math.Max(last, place);
        }
    }
}
