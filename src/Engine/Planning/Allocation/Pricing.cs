using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Quantities;

namespace Dais.Engine.Planning.Allocation;

/// <summary>
/// Prices capacity by solving again with more of it: one per cent on every team, one per cent less, and one point of K on
/// each team alone.
/// </summary>
/// <remarks>
/// What is solved is the changed portfolio, as it would be planned: K changes too, and with it floors and ceilings. So
/// anybody can check a price by changing the workspace and planning again.
/// </remarks>
internal static class Pricing
{
    /// <summary>One point: a hundredth of K.</summary>
    internal const double Point = 0.01;

    /// <summary>Every team with that factor on its capacity.</summary>
    internal static Portfolio Scaled(Portfolio portfolio, double factor) =>
        portfolio with { Teams = Catalog<Team>.Of(portfolio.Teams.Select(t => Scaled(t, portfolio, factor))) };

    /// <summary>One team with that much of K more, spread over the periods as its capacity is; nothing where it has none.</summary>
    internal static Portfolio? Widened(Portfolio portfolio, Team team, double points)
    {
        var periods = portfolio.Platform.Calendar.Periods.ToList();
        var own = periods.Sum(p => team.Net(p).Value);
        var all = portfolio.Teams.Sum(t => periods.Sum(p => t.Net(p).Value));
        return own <= 0 ? null : portfolio.With(Scaled(team, portfolio, 1 + (points * all / own)));
    }

    private static Team Scaled(Team team, Portfolio portfolio, double factor) => team with
    {
        Capacity = team.Capacity.Constant is { } always
            ? PerPeriod<EngineerWeeks>.Always(EngineerWeeks.Of(always.Value * factor))
            : PerPeriod<EngineerWeeks>.Each(portfolio.Platform.Calendar.Periods.Select(p => EngineerWeeks.Of(team.Capacity[p].Value * factor))),
    };

    /// <summary>The best plan of another portfolio, begun from the finishes of this one's.</summary>
    internal static HeldPlan Solve(Portfolio portfolio, Problem before, int[] plan, Budget budget)
    {
        if (budget.Over) return new(PlanStatus.Unknown, null, null, ImmutableSortedDictionary<Id<Initiative>, Period>.Empty);
        var problem = Compile.From(portfolio, before.Policy);
        var found = new Search(problem, budget, null, plan).Run();
        return HeldSearch.Publish(problem, found);
    }
}
