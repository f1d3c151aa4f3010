using System.Collections.Immutable;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using static Dais.Engine.Tests.Planning.HandWorld;

namespace Dais.Engine.Tests.Planning;

/// <summary>Numbers that are not round are planned as well as round ones: the solver's own tolerance takes no proof away.</summary>
public sealed class MeasureLaws
{
    [Fact]
    public void Work_in_another_measure_changes_nothing() => SmallWorldLaw.Holds(everyday: 120, atLength: 4_000, world =>
    {
        foreach (var factor in (double[])[0.37, 4.3, 1 / 0.7])
        {
            var (one, other) = (PlannerLawTests.Solve(world), PlannerLawTests.Solve(world with { Portfolio = Scaled(world.Portfolio, factor) }));
            var same = one.Status == other.Status
                && (one.Status != PlanStatus.Optimal || Math.Abs(one.Objective.Value - other.Objective.Value) <= 2e-6 * Math.Max(1, Math.Abs(one.Objective.Value)))
                && Math.Abs((one.Shortfall.Value * factor) - other.Shortfall.Value) <= 1e-4;
            if (!same) return $"{one.Status} {one.Objective} short of {one.Shortfall.Value}, but with all work times {factor} {other.Status} {other.Objective} short of {other.Shortfall.Value}.";
        }

        return null;
    });

    [Fact]
    public void A_least_shortfall_that_is_no_round_number_is_proven()
    {
        var world = Of(6).Team("t", 13, 11, 13, 10, 8, 0).Bucket("b", min: 0.26)
            .Doing("i1", "t=3.8", 0)
            .Doing("i3", "t=9.2", 0, i => i with { Bucket = Id<Bucket>.Of("b"), Excludes = Ids("i1") })
            .Doing("i6", "t=10.1", 0, i => i with { Bucket = Id<Bucket>.Of("b"), After = Ids("i1") });
        var plan = PlannerLawTests.Solve(world);
        Assert.Equal(PlanStatus.Optimal, plan.Status);
        Assert.Equal((55 * 0.26) - 10.1, plan.Shortfall.Value, 1e-4);
    }

    /// <summary>All that is counted in engineer-weeks, times a factor.</summary>
    private static Portfolio Scaled(Portfolio portfolio, double factor)
    {
        EngineerWeeks By(EngineerWeeks ew) => EngineerWeeks.Of(ew.Value * factor);
        ImmutableSortedDictionary<Id<Team>, Estimate> All(ImmutableSortedDictionary<Id<Team>, Estimate> effort) =>
            effort.ToImmutableSortedDictionary(e => e.Key, e => Estimate.Of(By(e.Value.P50)));
        foreach (var team in portfolio.Teams) portfolio = portfolio.With(team with { Capacity = PerPeriod<EngineerWeeks>.Each(portfolio.Platform.Calendar.Periods.Select(p => By(team.Capacity[p]))) });
        foreach (var i in portfolio.Initiatives) portfolio = portfolio.With(i with { Effort = All(i.Effort), Remaining = i.Remaining is { } r ? All(r) : null, Pace = i.Pace is { } pace ? By(pace) : null });
        return portfolio;
    }
}
