using System.Collections.Immutable;
using Dais.Engine.Explaining;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Scenarios;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Explaining;

public sealed class MoveReasonTests
{
    private static readonly Id<Team> T = Id<Team>.Of("t");

    [Fact]
    public void What_stands_on_what_is_out_is_out_because_of_it()
    {
        var moves = Moves([A.Initiative("a", 4), A.Initiative("b", 4, customer: 9) with { After = [A.Id("a")] }], new ScenarioChange.Forbid(A.Id("a")));
        Assert.Equal((MoveCause.Ordered, "the scenario forbids it"), moves["a"]);
        Assert.Equal((MoveCause.Prerequisite, "A, on which it stands, is out"), moves["b"]);
    }

    [Fact]
    public void What_is_needed_by_what_is_forced_comes_in_because_of_it()
    {
        var moves = Moves([A.Initiative("a", 4), A.Initiative("b", 4) with { After = [A.Id("a")] }, A.Initiative("c", 8, customer: 9)], new ScenarioChange.Force(A.Id("b")));
        Assert.Equal((MoveCause.Ordered, "the scenario orders it"), moves["b"]);
        Assert.Equal((MoveCause.Prerequisite, "B, which stands on it, comes in"), moves["a"]);
        Assert.Equal(MoveCause.Capacity, moves["c"].Cause);
        Assert.Contains("t has 2 ew left through 2027-Q2, and it takes 8 ew; A and B take that place", moves["c"].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void More_capacity_is_the_reason_for_what_it_lets_in_and_for_what_it_brings_sooner()
    {
        var moves = Moves([A.Initiative("a", 10, customer: 9), A.Initiative("b", 5, customer: 3)], new ScenarioChange.AddCapacity(T, [EngineerWeeks.Of(5), EngineerWeeks.Of(0)]));
        Assert.Equal((MoveCause.Capacity, "t has 5 ew more in the scenario"), moves["a"]);
        Assert.Equal((MoveCause.Capacity, "t has 5 ew more in the scenario"), moves["b"]);
    }

    [Fact]
    public void An_alternative_that_goes_makes_room_for_the_other() => Assert.Equal(
        (MoveCause.Alternative, "A, an alternative, is out"),
        Moves([A.Initiative("a", 5, customer: 9), A.Initiative("b", 5, customer: 3) with { Excludes = [A.Id("a")] }], new ScenarioChange.Drop(A.Id("a")))["b"]);

    [Fact]
    public void What_only_serves_a_use_case_goes_with_the_other_thing_it_needs()
    {
        var use = new UseCase(Id<UseCase>.Of("u"), "Both together", null, [], null, [new Need.OfInitiative(A.Id("a")), new Need.OfInitiative(A.Id("b"))], new EndValue(Growth: new Amount(30)));
        var moves = Moves([A.Initiative("a", 5), A.Initiative("b", 5), A.Initiative("c", 5, customer: 1)], new ScenarioChange.Forbid(A.Id("a")), use);
        Assert.Equal((MoveCause.UseCase, "Both together is not possible without A"), moves["b"]);
    }

    [Fact]
    public void Its_own_numbers_are_a_reason() => Assert.Equal(
        (MoveCause.Numbers, "it is worth 20 k USD a year more"),
        Moves([A.Initiative("a", 10, customer: 9), A.Initiative("b", 10, customer: 3)], new ScenarioChange.AddValue(A.Id("b"), Money.Of(20)))["b"]);

    [Fact]
    public void A_wider_ceiling_lets_in_what_its_bucket_kept_out()
    {
        var bucket = new Bucket(Id<Bucket>.Of("x"), "Xs", Share: Share.Of(0.3), Max: Share.Of(0.5));
        var portfolio = World([A.Initiative("a", 5, customer: 9) with { Bucket = bucket.Id }, A.Initiative("b", 4, customer: 3) with { Bucket = bucket.Id }]) with { Buckets = Catalog<Bucket>.Of([bucket]) };
        Assert.Equal((MoveCause.Bucket, "the ceiling of Xs is 100 % instead of 50 %"), Moves(portfolio, new ScenarioChange.ChangeShare(bucket.Id, Max: Share.Whole))["b"]);
        var moved = new ScenarioChange.ChangeShare(bucket.Id, Share.Of(0.7)).Apply(new(portfolio, new())).Portfolio.Buckets[0];
        Assert.Equal((0.7, 0.9, null), (moved.Share!.Value.Value, moved.Max!.Value.Value, moved.Min));
    }

    [Fact]
    public void What_the_base_plan_is_worth_as_it_stands_is_told_apart_from_planning_anew()
    {
        var portfolio = World([A.Initiative("a", 10, customer: 9), A.Initiative("b", 10, customer: 3)]);
        var plan = A.Plan(portfolio);
        var result = WhatIf.Of(portfolio, plan, new("less", [new ScenarioChange.AddValue(A.Id("a"), Money.Of(-8))]), new(), TimeProvider.System, cancel: TestContext.Current.CancellationToken);
        Assert.True(result.AsItStands!.Value.Value < plan.Objective.Value);
        Assert.True(result.Plan.Objective.Value > result.AsItStands.Value.Value);
        Assert.Null(WhatIf.Of(portfolio, plan, new("no a", [new ScenarioChange.Forbid(A.Id("a"))]), new(), TimeProvider.System, cancel: TestContext.Current.CancellationToken).AsItStands);
    }

    [Fact]
    public void What_an_unproven_base_plan_has_missed_is_not_the_scenario_s_doing()
    {
        var portfolio = World([A.Initiative("a", 10, customer: 9), A.Initiative("b", 10, customer: 3)]);
        var best = A.Plan(portfolio);
        var poor = A.Plan(portfolio, new Policy { Bans = [A.Id("a")] }) with { Status = PlanStatus.Feasible, Policy = new Policy() };
        var result = WhatIf.Between(portfolio, poor, new("b", [new ScenarioChange.AddValue(A.Id("b"), Money.Of(1))]), best);
        Assert.Equal(best.Objective.Value - poor.Objective.Value, result.Missed!.Value.Value, 6);
    }

    [Theory]
    [InlineData("done", "outside every plan")]
    [InlineData("late", "outside the horizon")]
    [InlineData("much", "cannot be taken")]
    public void A_change_that_cannot_be_made_says_why(string which, string said)
    {
        var setup = new Setup(World([A.Initiative("done", 1) with { Status = InitiativeStatus.Done }, A.Initiative("a", 1)]), new());
        ScenarioChange change = which switch
        {
            "done" => new ScenarioChange.Force(A.Id("done")),
            "late" => new ScenarioChange.Pin(A.Id("a"), new(2)),
            _ => new ScenarioChange.TakeCapacity(T, [EngineerWeeks.Of(6), EngineerWeeks.Of(0)]),
        };
        var message = Assert.Throws<ArgumentException>(() => change.Apply(setup)).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.Contains("Maybe", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_dropped_is_proposed_again_when_it_is_ordered() => Assert.Equal(
        InitiativeStatus.Proposed,
        new ScenarioChange.Force(A.Id("a")).Apply(new(World([A.Initiative("a", 1) with { Status = InitiativeStatus.Dropped }]), new())).Portfolio.Initiatives[0].Status);

    private static Portfolio World(Initiative[] initiatives) => A.Portfolio(periods: 2, rate: 0.1) with { Teams = A.Teams(("t", 5)), Initiatives = A.Initiatives(initiatives) };

    private static Dictionary<string, (MoveCause Cause, string Why)> Moves(Initiative[] initiatives, ScenarioChange change, params UseCase[] useCases) =>
        Moves(World(initiatives) with { UseCases = Catalog<UseCase>.Of(useCases) }, change);

    private static Dictionary<string, (MoveCause Cause, string Why)> Moves(Portfolio portfolio, ScenarioChange change) =>
        WhatIf.Of(portfolio, A.Plan(portfolio), new("s", ImmutableArray.Create(change)), new(), TimeProvider.System, cancel: TestContext.Current.CancellationToken)
            .Moves.ToDictionary(m => m.Change.Id.Value, m => (m.Cause, m.Why));
}
