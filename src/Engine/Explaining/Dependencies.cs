using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Explaining;

/// <summary>Draws up the register of a plan's dependencies.</summary>
public static class Dependencies
{
    /// <summary>The register, with how likely each link is late where <paramref name="limits"/> are given.</summary>
    /// <param name="portfolio">What was planned.</param>
    /// <param name="plan">A plan; of one that is none, all is empty.</param>
    /// <param name="limits">How often to draw efforts, and from what seed; absent: no chances.</param>
    public static DependencyRegister Of(Portfolio portfolio, Plan plan, ForecastLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(plan);
        var planned = plan.Initiatives.ToDictionary(i => i.Id);
        List<DependencyLink> links = [.. Between(portfolio, planned), .. OfUseCases(portfolio, plan, planned)];
        if (limits is not null && links.Count > 0) links = WithChances(portfolio, plan, links, limits);
        ImmutableArray<Id<Initiative>> shared = [.. plan.Initiatives.Where(i => i.Work.Count(w => w.Value.Any(ew => ew.Value > 0)) > 1).Select(i => i.Id)];
        var chain = CriticalChain.Of(portfolio, plan, links);
        links = [.. links.Select((link, k) => link with { Critical = chain.Places.Contains(k) })];
        return new(
            [.. links.OrderBy(l => l.Kind is LinkKind.Needs or LinkKind.Level).ThenBy(l => l.Slack).ThenBy(l => l.WaitingName, StringComparer.Ordinal).ThenBy(l => l.On).ThenBy(l => l.Kind)],
            [.. chain.Places.Select(k => links[k])],
            chain.Slack,
            Pairs(links),
            MostWaitedUpon(portfolio, links, planned, shared),
            shared);
    }

    private static IEnumerable<DependencyLink> Between(Portfolio portfolio, Dictionary<Id<Initiative>, PlannedInitiative> planned)
    {
        foreach (var initiative in portfolio.Initiatives.Where(i => planned.ContainsKey(i.Id)))
        {
            var mine = planned[initiative.Id];
            foreach (var on in initiative.After.Distinct().Where(planned.ContainsKey))
            {
                var by = Math.Min(mine.Start.Index - 1, mine.Finish.Index - (initiative.Periods ?? 1));
                yield return Link(LinkKind.After, portfolio, initiative, planned[on], new(by));
            }

            foreach (var on in initiative.Requires.Distinct().Where(id => id != initiative.Id && planned.ContainsKey(id))) yield return Link(LinkKind.Requires, portfolio, initiative, planned[on], mine.Finish);
        }
    }

    private static DependencyLink Link(LinkKind kind, Portfolio portfolio, Initiative waiting, PlannedInitiative on, Period by) =>
        new(kind, waiting.Id.Value, waiting.Name, on.Id, Teams(waiting), Teams(portfolio.Initiatives[on.Id]), null, on.Finish, by);

    /// <summary>A use case waits on the initiatives it needs, and on the first to bring each level it needs.</summary>
    private static IEnumerable<DependencyLink> OfUseCases(Portfolio portfolio, Plan plan, Dictionary<Id<Initiative>, PlannedInitiative> planned)
    {
        foreach (var available in plan.UseCases.Where(u => u.Available.Index >= 0))
        {
            var useCase = portfolio.UseCases[available.Id];
            foreach (var need in useCase.Needs)
            {
                var (kind, on) = need switch
                {
                    Need.OfInitiative x => (LinkKind.Needs, planned.GetValueOrDefault(x.Initiative)),
                    Need.OfCapability x when portfolio.Capabilities[x.Capability].Level < x.Level => (LinkKind.Level, FirstToBring(portfolio, plan, x)),
                    _ => (LinkKind.Level, null),
                };
                if (on is not null) yield return new(kind, useCase.Id.Value, useCase.Name, on.Id, [], Teams(portfolio.Initiatives[on.Id]), useCase.Group, on.Finish, available.Available);
            }
        }
    }

    private static PlannedInitiative? FirstToBring(Portfolio portfolio, Plan plan, Need.OfCapability need)
    {
        bool Brings(Initiative i) => i.Raises.Any(r => r.Capability == need.Capability && r.To >= need.Level);
        if (portfolio.Initiatives.Any(i => i.Status == InitiativeStatus.Done && Brings(i))) return null;
        return plan.Initiatives.Where(i => Brings(portfolio.Initiatives[i.Id])).OrderBy(i => i.Finish).ThenBy(i => i.Id).FirstOrDefault();
    }

    private static ImmutableArray<Id<Team>> Teams(Initiative initiative) => [.. initiative.EffortAhead.Where(e => e.Value.P50.Value > 0).Select(e => e.Key)];

    private static List<DependencyLink> WithChances(Portfolio portfolio, Plan plan, List<DependencyLink> links, ForecastLimits limits)
    {
        var late = Lateness.Of(portfolio, plan, [.. links.Select(l => (l.On, l.NeededBy))], limits);
        var assumed = Lateness.Assumed(portfolio, plan);
        return [.. links.Zip(late, (link, chance) => link with { Late = chance, LateAssumed = assumed.Contains(link.On) })];
    }

    private static ImmutableArray<TeamWait> Pairs(List<DependencyLink> links) =>
    [
        .. links.Where(l => l.CrossesTeams)
            .SelectMany(l => l.WaitingTeams.SelectMany(w => l.OnTeams.Where(o => o != w).Select(o => (Waiting: w, On: o, l.Slack))))
            .GroupBy(p => (p.Waiting, p.On)).Select(g => new TeamWait(g.Key.Waiting, g.Key.On, g.Count(), g.Min(p => p.Slack)))
            .OrderByDescending(p => p.Links).ThenBy(p => p.Tightest).ThenBy(p => p.Waiting).ThenBy(p => p.On),
    ];

    private static ImmutableArray<WaitedUpon> MostWaitedUpon(Portfolio portfolio, List<DependencyLink> links, Dictionary<Id<Initiative>, PlannedInitiative> planned, ImmutableArray<Id<Initiative>> shared)
    {
        WaitedUpon Of(Id<Team> team)
        {
            var crossing = links.Where(l => l.CrossesTeams && l.OnTeams.Contains(team) && l.WaitingTeams.Any(w => w != team)).ToList();
            var uses = links.Where(l => l.Kind is LinkKind.Needs or LinkKind.Level && l.OnTeams.Contains(team)).ToList();
            var mine = shared.Where(id => Works(planned[id], team)).ToList();
            return new(
                team,
                crossing.Count,
                crossing.SelectMany(l => l.WaitingTeams).Where(t => t != team).Distinct().Count(),
                mine.Count,
                uses.Select(l => l.Waiting).Distinct().Count(),
                EngineerWeeks.Of(crossing.Concat(uses).Select(l => l.On).Concat(mine).Distinct().Where(id => planned[id].Work.ContainsKey(team)).Sum(id => planned[id].Work[team].Sum(w => w.Value))),
                crossing.Concat(uses).Select(l => l.Late).Max());
        }

        return
        [
            .. portfolio.Teams.Select(t => Of(t.Id)).Where(w => w.Links + w.UseCases + w.Shared > 0)
                .OrderByDescending(w => w.Links).ThenByDescending(w => w.UseCases).ThenByDescending(w => w.Effort).ThenBy(w => w.Team),
        ];
    }

    private static bool Works(PlannedInitiative initiative, Id<Team> team) => initiative.Work.TryGetValue(team, out var work) && work.Any(w => w.Value > 0);
}
