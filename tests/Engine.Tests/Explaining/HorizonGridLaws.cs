using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using Dais.Engine.Tests.Planning;

namespace Dais.Engine.Tests.Explaining;

public sealed class HorizonGridLaws
{
    private const double Same = 1e-9;

    [Fact]
    public void Rows_and_columns_add_up_to_the_value_of_the_plan() => Grids((world, plan, grid) =>
    {
        var customer = grid.Lines.Where(l => l.Goal != ReasonKind.Platform).Sum(l => l.Total.Value);
        var platform = grid.Lines.Where(l => l.Goal == ReasonKind.Platform).Sum(l => l.Total.Value);
        if (!Near(customer, plan.Value.Customer.Value) || !Near(platform, plan.Value.Platform.Value)) return $"The grid has {customer} and {platform}, the plan {plan.Value}.";
        var (sum, weights) = (grid.Sum, plan.Policy.EffectiveWeights);
        if (!Near(sum.Near.Value + sum.Mid.Value + sum.Long.Value, grid.Total.Value)) return "The columns do not add up to the total.";
        return Near((weights.Customer * customer) + (weights.Platform * platform), plan.Objective.Value) ? null : $"Weighted it is not the objective, {plan.Objective}.";
    });

    [Fact]
    public void Each_cell_is_the_flow_of_its_quarters() => Grids((world, plan, grid) =>
    {
        if (plan.Policy.Timing == Timing.Once) return null;
        var (portfolio, calendar) = (world.Portfolio, world.Portfolio.Platform.Calendar);
        foreach (var line in grid.Lines)
        {
            foreach (var horizon in Enum.GetValues<Horizon>())
            {
                var expected = 0.0;
                for (var s = 0; s < calendar.Count + plan.Policy.Tail; s++)
                {
                    if (HorizonGrid.Of(new(s), calendar) != horizon) continue;
                    foreach (var (yearly, from, ramp) in Worth(portfolio, plan, line.Goal))
                        if (s > from) expected += yearly / 4 * Math.Min(1, (s - from) / Math.Max(ramp, 1e-9)) * Math.Pow(1 + portfolio.Platform.DiscountRate.Yearly, -s / 4.0);
                }

                if (!Near(expected, line.Value[horizon].Value)) return $"{line.Goal} {horizon} is {line.Value[horizon]}, by its definition {expected}.";
            }
        }

        return null;
    });

    [Fact]
    public void Work_by_motive_adds_up_to_the_work_of_the_plan_and_none_lies_in_the_tail() => Grids((world, plan, grid) =>
    {
        var planned = plan.Initiatives.Sum(i => i.Work.Values.Sum(w => w.Sum(e => e.Value)));
        if (!Near(planned, grid.Motives.Sum(m => m.Total.Value))) return $"The motives have {grid.Motives.Sum(m => m.Total.Value)} ew, the plan {planned}.";
        if (grid.Motives.Any(m => m.Effort.Long.Value != 0)) return "There is work after the horizon.";
        return grid.Motives.Sum(m => m.Initiatives.Length) == plan.Initiatives.Length ? null : "Not every initiative stands under one motive.";
    });

    [Fact]
    public void A_gap_is_an_empty_cell_that_some_plan_could_fill() => Grids((world, plan, grid) =>
    {
        var (calendar, tail) = (world.Portfolio.Platform.Calendar, plan.Policy.Tail);
        foreach (var gap in grid.EmptyCells)
        {
            if (grid.Lines.Single(l => l.Goal == gap.Goal).Value[gap.Horizon].Value is not 0 and var value) return $"{gap.Goal} {gap.Horizon} has {value}.";
            if (gap.Asked.Any(a => a.Yearly.Value <= 0)) return "Something that is worth nothing makes a gap.";
            var last = Enumerable.Range(0, calendar.Count + tail).Last(s => HorizonGrid.Of(new(s), calendar) == gap.Horizon);
            if (gap.Asked.Any(a => a.Earliest.Index >= last && plan.Policy.Timing == Timing.Flow)) return "It could be there only after that horizon.";
            if (gap.Asked.Any(a => a.Planned < a.Earliest)) return "The plan has something before it is possible.";
        }

        return null;
    });

    [Fact]
    public void Users_are_a_range_and_only_grow()
    {
        var portfolio = A.Portfolio(periods: 6) with
        {
            Teams = A.Teams(("t", 2)),
            Initiatives = A.Initiatives(A.Initiative("a", 2), A.Initiative("b", 8), A.Initiative("c", 2, platform: 1)),
            UseCases = Catalog<UseCase>.Of([Use("ua", "a", 100), Use("ub", "b", 70), Use("uc", "c", null)]),
        };
        var grid = HorizonGrid.Of(portfolio, A.Plan(portfolio));
        Assert.Equal(new UsersReached(100, 100, 1, 0), grid.Users.Near with { Unsaid = 0 });
        Assert.Equal(new UsersReached(100, 170, 2, 1), grid.Users.Long);
        Assert.True(grid.Users.Mid.AtMost >= grid.Users.Near.AtMost);
    }

    private static UseCase Use(string id, string needs, double? users) =>
        new(Id<UseCase>.Of(id), id, null, [], null, [new Need.OfInitiative(A.Id(needs))], new EndValue(Growth: new Amount(40), Users: users));

    /// <summary>What brings money for a goal in the plan: how much a year, from the end of which period, over what ramp; read off the portfolio alone.</summary>
    private static IEnumerable<(double Yearly, int From, double Ramp)> Worth(Portfolio portfolio, Plan plan, ReasonKind goal)
    {
        var chosen = plan.Initiatives.Select(i => (Thing: portfolio.Initiatives[i.Id], i.Finish.Index));
        var available = plan.UseCases.Where(u => u.Available.Index >= 0).Select(u => (Thing: portfolio.UseCases[u.Id], u.Available.Index));
        double In(Amount? amount) => portfolio.Platform.InBase(amount)?.Value ?? 0;
        return goal switch
        {
            ReasonKind.Customer => chosen.Select(c => (portfolio.CustomerWorth(c.Thing)?.Value ?? 0, c.Index, 1.0)),
            ReasonKind.Platform => chosen.Select(c => (portfolio.PlatformWorth(c.Thing)?.Value ?? 0, c.Index, 1.0)),
            ReasonKind.Growth => available.Select(u => (In(u.Thing.Value.Growth), u.Index, u.Thing.Ramp ?? 1)),
            ReasonKind.Retention => available.Select(u => (In(u.Thing.Value.Retention), u.Index, u.Thing.Ramp ?? 1)),
            _ => available.Select(u => (In(u.Thing.Value.Margin), u.Index, u.Thing.Ramp ?? 1)),
        };
    }

    private static void Grids(Func<SmallWorld, Plan, HorizonGrid, string?> law) => SmallWorldLaw.Holds(everyday: 200, atLength: 5_000, world =>
    {
        var plan = PlannerLawTests.Solve(world);
        return plan.Status is PlanStatus.Optimal or PlanStatus.Feasible ? law(world, plan, HorizonGrid.Of(world.Portfolio, plan)) : null;
    });

    private static bool Near(double a, double b) => Math.Abs(a - b) <= Same * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));
}
