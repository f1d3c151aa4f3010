using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;
using Dais.Engine.Tests.Planning;

namespace Dais.Engine.Tests.Explaining;

public sealed class DependencyLaws
{
    private static readonly ForecastLimits Draws = new() { Draws = 60 };

    [Fact]
    public void Every_link_that_the_plan_keeps_is_in_the_register_once() => Registers((world, plan, register) =>
    {
        var chosen = plan.Initiatives.Select(i => i.Id).ToHashSet();
        var expected = world.Portfolio.Initiatives.Where(i => chosen.Contains(i.Id))
            .SelectMany(i => i.After.Distinct().Where(chosen.Contains).Select(j => (LinkKind.After, i.Id.Value, j.Value)).Concat(i.Requires.Distinct().Where(j => j != i.Id && chosen.Contains(j)).Select(j => (LinkKind.Requires, i.Id.Value, j.Value)))).Order().ToList();
        var there = register.BetweenInitiatives.Select(l => (l.Kind, l.Waiting, l.On.Value)).Order().ToList();
        return expected.SequenceEqual(there) ? null : $"Expected {string.Join(", ", expected)}, there are {string.Join(", ", there)}.";
    });

    [Fact]
    public void What_is_waited_on_may_slip_by_its_slack_and_by_no_quarter_more() => Registers((world, plan, register) =>
    {
        foreach (var link in register.BetweenInitiatives)
        {
            if (link.Slack < 0) return $"{link.Waiting} on {link.On} has a slack of {link.Slack}.";
            if (Keeps(world, plan, link, link.NeededBy) && !Keeps(world, plan, link, link.NeededBy.Plus(1))) continue;
            return $"{link.Waiting} on {link.On} is needed by {link.NeededBy}, and that is not the last period that will do.";
        }

        return null;
    });

    [Fact]
    public void The_critical_chain_is_the_one_of_all_chains_with_the_least_slack_and_the_most_links() => Registers((world, plan, register) =>
    {
        var best = Chains(world, plan, register).Select(c => (c.Slack, -c.Count)).Order().Cast<(int Slack, int Count)?>().FirstOrDefault();
        if (best is not { } least) return register.CriticalChain.IsEmpty && register.ChainSlack is null ? null : "There is a chain without links.";
        return (register.ChainSlack, -register.CriticalChain.Length) == (least.Slack, least.Count) && register.CriticalChain.All(l => register.Links.Single(x => (x.Kind, x.Waiting, x.On) == (l.Kind, l.Waiting, l.On)).Critical)
            ? null
            : $"The best chain has slack {least.Slack} over {-least.Count} links, the one shown {register.ChainSlack} over {register.CriticalChain.Length}.";
    });

    [Fact]
    public void Without_slack_the_chance_is_that_of_the_forecast_and_with_more_it_is_no_higher() => Registers((world, plan, register) =>
    {
        var forecast = Forecast.Of(world.Portfolio, plan, Draws);
        foreach (var link in register.Links)
        {
            var late = forecast.Find(link.On)!.Late;
            if (link.Late is not { } chance || chance > late || (link.Slack == 0 && chance != late)) return $"{link.Waiting} on {link.On} with slack {link.Slack} is late with {link.Late}, {link.On} itself with {late}.";
        }

        return null;
    });

    [Fact]
    public void The_counts_of_teams_are_those_of_the_links() => Registers((world, plan, register) =>
    {
        foreach (var pair in register.Pairs)
        {
            var links = register.Links.Where(l => l.CrossesTeams && l.WaitingTeams.Contains(pair.Waiting) && l.OnTeams.Contains(pair.On)).ToList();
            if (pair.Waiting == pair.On || links.Count != pair.Links || links.Min(l => l.Slack) != pair.Tightest) return $"{pair} is not what the links say.";
        }

        return register.Crossing is { } part && Math.Abs(part.Value - (register.BetweenInitiatives.Count(l => l.CrossesTeams) / (double)register.BetweenInitiatives.Count())) > 1e-12 ? "The part across teams is not that of the links." : null;
    });

    [Fact]
    public void A_ring_that_ships_together_is_told_and_leads_round_in_no_chain()
    {
        var portfolio = A.Portfolio(periods: 3) with
        {
            Teams = A.Teams(("t", 4), ("s", 4)),
            Initiatives = A.Initiatives(
                A.Initiative("a", 3, customer: 5) with { Requires = [A.Id("b")] },
                A.Initiative("b", 3, customer: 5, team: "s") with { Requires = [A.Id("a")] },
                A.Initiative("c", 4, customer: 9) with { After = [A.Id("a")] }),
        };
        var register = Dependencies.Of(portfolio, A.Plan(portfolio), Draws);
        Assert.Equal(3, register.Links.Length);
        Assert.Equal(["a>c"], register.CriticalChain.Select(l => $"{l.On}>{l.Waiting}"));
        Assert.Equal(0, register.ChainSlack);
        Assert.Equal(2.0 / 3, register.Crossing!.Value.Value, 9);
    }

    private static bool Keeps(SmallWorld world, Plan plan, DependencyLink link, Period finish)
    {
        var (mine, initiative) = (plan.Find(A.Id(link.Waiting))!, world.Portfolio.Initiatives[A.Id(link.Waiting)]);
        if (link.Kind == LinkKind.Requires) return finish <= mine.Finish;
        var worked = mine.Work.Values.SelectMany(w => w.Select((ew, t) => (ew, t))).Where(x => x.ew.Value > 0).Select(x => x.t).DefaultIfEmpty(mine.Finish.Index).Min();
        return worked > finish.Index && mine.Finish.Index - (finish.Index + 1) + 1 >= (initiative.Periods ?? 1);
    }

    /// <summary>Every chain of links in which no thing stands twice, with its slack to the last value.</summary>
    private static IEnumerable<(int Slack, int Count)> Chains(SmallWorld world, Plan plan, DependencyRegister register)
    {
        var portfolio = world.Portfolio;
        var there = plan.Initiatives.ToDictionary(i => "i" + i.Id, i => i.Finish.Index);
        foreach (var use in plan.UseCases) there["u" + use.Id] = use.Available.Index;
        var worth = plan.Initiatives.Where(i => (portfolio.CustomerWorth(portfolio.Initiatives[i.Id])?.Value ?? 0) != 0 || (portfolio.PlatformWorth(portfolio.Initiatives[i.Id])?.Value ?? 0) != 0).Select(i => i.Finish.Index)
            .Concat(plan.UseCases.Where(u => (portfolio.Worth(portfolio.UseCases[u.Id])?.Value ?? 0) != 0).Select(u => u.Available.Index)).ToList();
        var last = worth.Count > 0 ? worth.Max() : there.Values.DefaultIfEmpty(0).Max();
        string End(DependencyLink l) => (l.Kind is LinkKind.Needs or LinkKind.Level ? "u" : "i") + l.Waiting;
        IEnumerable<(int, int)> From(string at, int slack, int count, HashSet<string> seen)
        {
            if (count > 0) yield return (slack + Math.Max(0, last - there[at]), count);
            foreach (var link in register.Links.Where(l => "i" + l.On == at && !seen.Contains(End(l)) && !Ring(register, l)))
            {
                foreach (var chain in From(End(link), slack + link.Slack, count + 1, [.. seen, End(link)])) yield return chain;
            }
        }

        return plan.Initiatives.SelectMany(i => From("i" + i.Id, 0, 0, ["i" + i.Id]));
    }

    private static bool Ring(DependencyRegister register, DependencyLink link)
    {
        if (link.Kind != LinkKind.Requires) return false;
        var reached = new HashSet<string> { link.On.Value };
        for (var grown = true; grown;) grown = register.Links.Where(l => l.Kind == LinkKind.Requires && reached.Contains(l.Waiting)).ToList().Exists(l => reached.Add(l.On.Value));
        return reached.Contains(link.Waiting);
    }

    private static void Registers(Func<SmallWorld, Plan, DependencyRegister, string?> law) => SmallWorldLaw.Holds(everyday: 250, atLength: 5_000, world =>
    {
        var plan = PlannerLawTests.Solve(world);
        return plan.Status is PlanStatus.Optimal or PlanStatus.Feasible ? law(world, plan, Dependencies.Of(world.Portfolio, plan, Draws)) : null;
    });
}
