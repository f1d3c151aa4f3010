using System.Collections.Immutable;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Scenarios;

public sealed class ScenarioTests
{
    private static readonly SolveLimits Limits = new() { Seconds = 60 };

    private static Setup Base => new(
        A.Portfolio(periods: 2) with
        {
            Teams = A.Teams(("t", 10)),
            Buckets = Catalog<Bucket>.Of([new Bucket(Id<Bucket>.Of("b"), "B", Min: Share.Of(0.1), Max: Share.Of(0.8))]),
            Initiatives = A.Initiatives(A.Initiative("a", 10, customer: 8), A.Initiative("b", 10, customer: 4), A.Initiative("c", 10, customer: 2)),
        },
        new Policy());

    [Fact]
    public void A_scenario_never_edits_the_base()
    {
        var (setup, same) = (Base, Base);
        var after = new Scenario("all", [
            new ScenarioChange.Pin(A.Id("a"), new(1)), new ScenarioChange.Forbid(A.Id("b")), new ScenarioChange.Force(A.Id("c")),
            new ScenarioChange.AddCapacity(Id<Team>.Of("t"), [EngineerWeeks.Of(1), EngineerWeeks.Of(2)]), new ScenarioChange.ChangeShare(Id<Bucket>.Of("b"), null, null, Share.Of(0.5)),
            new ScenarioChange.AddValue(A.Id("a"), Money.Of(3)), new ScenarioChange.ScaleEffort(A.Id("a"), 0.5),
        ]).Apply(setup);
        Assert.Equal(same.Portfolio.Initiatives.Select(i => i.Value), setup.Portfolio.Initiatives.Select(i => i.Value));
        Assert.Empty(setup.Policy.Pins);
        Assert.Equal(11, after.Portfolio.Initiatives[A.Id("a")].Value.Customer!.Value.Value);
        Assert.Equal(5, after.Portfolio.Initiatives[A.Id("a")].Effort[Id<Team>.Of("t")].P50.Value);
        Assert.Equal(12, after.Portfolio.Teams[0].Net(new(1)).Value, 9);
        Assert.Equal((1, 1, true), (after.Policy.Pins.Length, after.Policy.Bans.Length, after.Portfolio.Initiatives[A.Id("c")].Must));
    }

    [Fact]
    public void Lent_work_is_all_for_initiatives_and_leaves_the_bands_their_effort()
    {
        var setup = Base with { Portfolio = Base.Portfolio.With(Base.Portfolio.Teams[0] with { Reserve = new(PerPeriod<Share>.Always(Share.Of(0.3)), PerPeriod<Share>.Always(Share.Of(0.2))) }) };
        var after = new ScenarioChange.AddCapacity(Id<Team>.Of("t"), [EngineerWeeks.Of(4), EngineerWeeks.Zero], BandsKeepEffort: true).Apply(setup);
        Assert.Equal((9.0, 5.0), (Math.Round(after.Portfolio.Teams[0].Net(new(0)).Value, 9), Math.Round(after.Portfolio.Teams[0].Net(new(1)).Value, 9)));
        Assert.Equal(0.1 * 10, after.Portfolio.Buckets[0].Min!.Value.Value * 14, 6);
        Assert.Equal(0.8 * 10, after.Portfolio.Buckets[0].Max!.Value.Value * 14, 6);
    }

    [Fact]
    public void A_change_about_nothing_says_what_was_perhaps_meant() =>
        Assert.Contains("Maybe", Assert.Throws<ArgumentException>(() => new ScenarioChange.Forbid(A.Id("aa")).Apply(Base)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_difference_is_a_list_of_moves_with_the_reason_for_what_is_out()
    {
        var plan = A.Plan(Base.Portfolio);
        var result = WhatIf.Of(Base.Portfolio, plan, new("no a", [new ScenarioChange.Drop(A.Id("a"))]), Limits, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.Equal([("a", ChangeKind.Removed), ("b", ChangeKind.Sooner), ("c", ChangeKind.Added)], result.Moves.Select(m => (m.Change.Id.Value, m.Change.Kind)));
        Assert.Equal((MoveCause.Ordered, "the scenario gives it up"), (result.Moves[0].Cause, result.Moves[0].Why));
        Assert.Equal((MoveCause.Capacity, "A leaves room on t"), (result.Moves[2].Cause, result.Moves[2].Why));
        Assert.Equal(result.Comparison!.Amount.Value, result.Comparison.Differences.Sum(d => d.Amount.Value), 6);
    }

    [Fact]
    public void Solving_from_the_base_plan_finds_the_same_as_solving_afresh() => SmallWorldLaw.Holds(everyday: 60, atLength: 2_000, world =>
    {
        var plan = Planner.Solve(world.Portfolio, world.Policy, Limits, TimeProvider.System);
        if (plan.Status != PlanStatus.Optimal || plan.Initiatives.IsEmpty) return null;
        var setup = new ScenarioChange.Forbid(plan.Initiatives[0].Id).Apply(new(world.Portfolio, world.Policy));
        var (warm, fresh) = (Planner.From(new(plan), setup.Portfolio, setup.Policy, Limits, TimeProvider.System), Planner.Solve(setup.Portfolio, setup.Policy, Limits, TimeProvider.System));
        if (warm.Status != fresh.Status) return $"{warm.Status} and {fresh.Status}.";
        return Math.Abs(warm.Objective.Value - fresh.Objective.Value) < 1e-5 ? null : $"{warm.Objective} and {fresh.Objective}.";
    });
}
