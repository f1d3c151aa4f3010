using Dais.Bench;
using Dais.Engine.Explaining;
using Dais.Engine.Planning;

namespace Dais.Engine.Tests.Planning;

/// <summary>Plans of hostile sizes end after the work they were given, and keep every rule.</summary>
public sealed class LargePlansTests
{
    [Theory]
    [InlineData(10_000, 8, 20)]
    [InlineData(40, 200, 8)]
    [InlineData(1_600, 200, 8)]
    public void A_plan_of_any_size_ends_within_its_work_and_keeps_every_rule(int initiatives, int periods, int teams)
    {
        const long Work = 300;
        var portfolio = PortfolioBenchWorld.Make(initiatives, periods, teams, seed: 1);
        var plan = Planner.Solve(portfolio, new(), new SolveLimits { Work = Work, BreakTies = false }, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(PlanStatus.Feasible, plan.Status);
        Assert.NotEmpty(plan.Initiatives);
        Assert.InRange(plan.Work, 1, 20 * Work);
        Assert.Empty(PlanChecker.Check(portfolio, plan));
        Assert.Equal(portfolio.Initiatives.Count - plan.Initiatives.Length, Explanation.Of(portfolio, plan).LeftOut.Length);
    }

    [Fact]
    public void Work_without_a_pace_fits_where_no_interval_asks_for_more_than_it_has()
    {
        const int Periods = 6;
        var chance = new Random(3);
        var (fitting, not) = (0, 0);
        for (var round = 0; round < 4000; round++)
        {
            var jobs = Enumerable.Range(0, chance.Next(1, 8)).Select(i =>
            {
                var first = chance.Next(Periods);
                return new Job(i, 0, chance.Next(1, 9), first, chance.Next(first, Periods), double.PositiveInfinity, false);
            }).ToList();
            var spare = Enumerable.Range(0, Periods).Select(_ => (double)chance.Next(9)).ToArray();
            var demand = new IntervalDemand(Periods);
            var gone = jobs[0] with { Ew = 100 };
            demand.Add(gone);
            jobs.ForEach(demand.Add);
            demand.Remove(gone);
            var flow = TeamFlow.Of(jobs, (double[])spare.Clone(), null);
            flow.FillForward();
            var fits = flow.Complete();
            Assert.Equal(fits, demand.Fit(spare));
            if (fits) fitting++;
            else not++;
        }

        Assert.True(fitting > 500 && not > 500, $"{fitting} fit, {not} do not.");
    }
}
