using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Quantities;
using static Dais.Engine.Tests.Planning.HandWorld;

namespace Dais.Engine.Tests.Planning;

/// <summary>The oracle against results worked out on paper; flows have a tail of 4 periods and no discount unless said.</summary>
public sealed class OracleTests
{
    [Fact]
    public void The_more_valuable_one_goes_first()
    {
        var answer = Oracle.Solve(Of(2).Team("t", 1).Doing("a", "t=1", 4).Doing("b", "t=1", 8))!;
        Assert.Equal([1, 0], answer.Finishes);
        Assert.Equal((8 / 4.0 * 5) + (4 / 4.0 * 4), answer.Objective, 1e-9);
    }

    [Fact]
    public void Flow_is_discounted_and_ramps_up()
    {
        // Available at the end of period 0; periods 1 … 5 count, the first of them half.
        var answer = Oracle.Solve(Of(2, rate: 0.1).Team("t", 1).Doing("a", "t=1").UseCase("u", "a", growth: 8, ramp: 2))!;
        var factors = Enumerable.Range(1, 5).Select(s => Math.Pow(1.1, -s / 4.0)).ToArray();
        Assert.Equal(2 * ((0.5 * factors[0]) + factors[1..].Sum()), answer.Objective, 1e-9);
    }

    [Fact]
    public void Once_counts_the_value_itself() =>
        Assert.Equal(12, Oracle.Solve(Of(1).Team("t", 2).Doing("a", "t=1", 4).Doing("b", "t=1").UseCase("u", "b", 8).Under(p => p with { Timing = Timing.Once }))!.Objective, 1e-9);

    [Fact]
    public void What_comes_first_is_finished_before() =>
        Assert.Equal("a@0 b@1", Best(Of(2).Team("t", 9).Doing("a", "t=1").Doing("b", "t=1", 5, i => i with { After = Ids("a") })));

    [Fact]
    public void What_is_required_may_ship_together() =>
        Assert.Equal("a@0 b@0", Best(Of(2).Team("t", 9).Doing("a", "t=1").Doing("b", "t=1", 5, i => i with { Requires = Ids("a") })));

    [Fact]
    public void Requirements_in_a_ring_ship_together_or_not_at_all()
    {
        var ring = Of(2).Doing("a", "t=1", 5, i => i with { Requires = Ids("b") }).Doing("b", "t=2", 0, i => i with { Requires = Ids("a") });
        Assert.Equal("a@1 b@1", Best(ring.Team("t", 2)));
        Assert.Equal("", Best(ring.Team("t", 1)));
    }

    [Fact]
    public void Of_two_that_exclude_each_other_the_better_is_chosen() =>
        Assert.Equal("b@0", Best(Of(1).Team("t", 9).Doing("a", "t=1", 4, i => i with { Excludes = Ids("b") }).Doing("b", "t=1", 5)));

    [Fact]
    public void A_window_has_to_be_as_long_as_it_takes()
    {
        var world = Of(3).Team("t", 9);
        Assert.Equal("a@2", Best(world.Doing("a", "t=1", 1, i => i with { Periods = 2, Earliest = new Period(1) })));
        Assert.Equal("", Best(world.Doing("a", "t=1", 1, i => i with { Periods = 3, Earliest = new Period(1) })));
        Assert.Equal("a@0", Best(world.Doing("a", "t=1", 1, i => i with { Earliest = new Period(-2), Latest = new Period(7) })));
        Assert.Equal("", Best(world.Doing("a", "t=1", 1, i => i with { Latest = new Period(-1) })));
        Assert.Equal("", Best(world.Doing("a", "t=1", 1, i => i with { Earliest = new Period(3) })));
        Assert.Equal("none", Best(world.Doing("a", "t=1", 1, i => i with { Latest = new Period(-1), Must = true })));
    }

    [Fact]
    public void Work_keeps_the_pace_and_spreads_over_the_periods()
    {
        var world = Of(3).Team("t", 2);
        Assert.Equal("a@2", Best(world.Doing("a", "t=3", 1, i => i with { Pace = EngineerWeeks.Of(1) })));
        Assert.Equal("a@1", Best(world.Doing("a", "t=3", 1, i => i with { Pace = EngineerWeeks.Zero })));
        Assert.Equal("", Best(world.Doing("a", "t=3.5", 1, i => i with { Pace = EngineerWeeks.Of(1) })));
    }

    [Fact]
    public void Reserves_are_kept_back()
    {
        var world = Of(1).Team("t", 4).Doing("a", "t=2", 1).Doing("b", "t=1", 2);
        var team = world.Portfolio.Teams[0] with { Reserve = new(PerPeriod<Share>.Always(Share.Of(0.25)), PerPeriod<Share>.Always(Share.Of(0.25))) };
        Assert.Equal("a@0 b@0", Best(world));
        Assert.Equal("b@0", Best(world with { Portfolio = world.Portfolio.With(team) }));
    }

    [Fact]
    public void Floors_come_before_value_and_ceilings_bind()
    {
        var world = Of(1).Team("t", 4).Bucket("low", min: 0.75).Bucket("high", max: 0.5)
            .Doing("a", "t=2", 0, i => i with { Bucket = Id<Bucket>.Of("low") })
            .Doing("b", "t=2", 9, i => i with { Bucket = Id<Bucket>.Of("high") })
            .Doing("c", "t=1", 5, i => i with { Bucket = Id<Bucket>.Of("high") });
        Assert.Equal("a@0 b@0", Best(world));
        Assert.Equal(1, Oracle.Solve(world)!.Shortfall, 1e-9);
        Assert.Equal("b@0 c@0", Best(world.Under(p => p with { Allocation = false })));
        Assert.Equal("a@0 c@0", Best(world.Bucket("high", max: 0.25)));
    }

    [Fact]
    public void A_level_is_reached_by_the_first_that_raises_so_far()
    {
        Initiative Raising(Initiative i, int to) => i with { Raises = [new Raise(Id<Capability>.Of("k"), Level.Of(to))] };
        var world = Of(2).Team("t", 2, 1).Capability("k", 1).Doing("a", "t=1", null, i => Raising(i, 2)).Doing("b", "t=2", null, i => Raising(i, 3));
        Assert.Equal("a@0", Best(world.UseCase("u", "k@2", 1)));
        Assert.Equal("b@0", Best(world.UseCase("u", "k@3", 1)));
        Assert.Equal("", Best(world.UseCase("u", "k@1", 1)));
        Assert.Equal("", Best(world.UseCase("u", "k@4", 1)));
    }

    [Fact]
    public void Done_work_is_outside_and_its_effect_is_there()
    {
        var world = Of(1).Team("t", 1).Capability("k", 0)
            .Doing("a", "t=9", 100, i => i with { Status = InitiativeStatus.Done, Raises = [new Raise(Id<Capability>.Of("k"), Level.Of(1))], Must = true })
            .Doing("b", "t=1", 1, i => i with { After = Ids("a"), Requires = Ids("a"), Excludes = Ids("a") })
            .UseCase("u", "k@1 a", 50).UseCase("v", "k@1 b", 4);
        Assert.Equal("b@0", Best(world));
        Assert.Equal(4 + 1, Oracle.Solve(world)!.Objective, 1e-9);
    }

    [Fact]
    public void Started_work_is_chosen_with_what_remains()
    {
        var world = Of(1).Team("t", 1).Team("u", 0);
        Initiative Started(Initiative i, string? remaining) => i with { Status = InitiativeStatus.Started, Remaining = remaining is null ? null : Efforts(remaining) };
        Assert.Equal("a@0", Best(world.Doing("a", "t=3 u=1", -5, i => Started(i, "t=1"))));
        Assert.Equal("none", Best(world.Doing("a", "t=3 u=1", -5, i => Started(i, remaining: null))));
    }

    [Fact]
    public void Dropped_and_banned_work_is_never_chosen_nor_what_stands_on_it()
    {
        var world = Of(2).Team("t", 9).Doing("a", "t=1", 1).Doing("b", "t=1", 1, i => i with { After = Ids("a") }).Doing("c", "t=1", 1, i => i with { Requires = Ids("a") });
        Assert.Equal("a@0 b@1 c@0", Best(world));
        Assert.Equal("", Best(world.Under(p => p with { Bans = Ids("a") })));
        Assert.Equal("", Best(world.Doing("a", "t=1", 1, i => i with { Status = InitiativeStatus.Dropped })));
    }

    [Fact]
    public void A_promise_is_a_pin_unless_it_is_released()
    {
        Initiative Promised(Initiative i) => i with { Status = InitiativeStatus.Committed, CommittedFinish = new Period(1) };
        var world = Of(2).Team("t", 9).Doing("a", "t=1", 4, Promised).Doing("b", "t=1", 1, Promised);
        Assert.Equal("a@1 b@1", Best(world));
        Assert.Equal("a@0 b@0", Best(world.Under(p => p with { Release = true })));
        Assert.Equal("a@0 b@1", Best(world.Under(p => p with { Release = true, MaxMoves = 1 })));
        Assert.Equal("a@1 b@1", Best(world.Under(p => p with { Release = true, MaxMoves = 0 })));
        Assert.Equal("none", Best(world.Under(p => p with { Pins = [new Pin(Id<Initiative>.Of("a"), new Period(0))] })));
        Assert.Equal("none", Best(world.Under(p => p with { Pins = [new Pin(Id<Initiative>.Of("b"), new Period(2))], Release = true })));
    }

    [Fact]
    public void Ties_go_to_the_other_lens_then_less_work_in_progress_then_earlier_then_by_id()
    {
        var platform = new InitiativeValue(new Amount(1), new PlatformValue(new Amount(1)));
        var world = Of(2).Team("t", 1).Team("u", 2);
        Assert.Equal("b@0", Best(world.Doing("a", "t=1", 1, i => i with { Excludes = Ids("b") }).Doing("b", "t=1", 1, i => i with { Value = platform }).Under(p => p with { Lens = Lens.Customer })));
        Assert.Equal("b@0", Best(world.Doing("a", "t=1.5", 1, i => i with { Excludes = Ids("b") }).Doing("b", "t=1", 1).Under(p => p with { Timing = Timing.Once })));
        Assert.Equal("a@0", Best(world.Doing("a", "u=1", 1).Under(p => p with { Timing = Timing.Once })));
        Assert.Equal("a@0", Best(world.Doing("b", "t=1", 1, i => i with { Excludes = Ids("a") }).Doing("a", "t=1", 1)));
    }

    [Fact]
    public void A_gap_is_left_only_where_it_must_be()
    {
        var broken = Of(3).Team("t", 1, 0, 1).Doing("a", "t=2", 1);
        Assert.Equal([0b101], new OracleLayout(new OracleRules(broken), [2]).FewestGaps);
        var whole = Of(3).Team("t", 1, 1, 1).Team("u", 1, 0, 1).Doing("a", "t=2 u=2", 1);
        Assert.Equal([0b111], new OracleLayout(new OracleRules(whole), [2]).FewestGaps);
        var beside = Of(3).Team("t", 1).Doing("a", "t=2", 1).Doing("b", "t=1", 1, i => i with { Earliest = new Period(1), Latest = new Period(1) });
        Assert.Equal([0b101, 0b010], new OracleLayout(new OracleRules(beside), [2, 1]).FewestGaps);
    }

    [Fact]
    public void Minimum_cuts_say_the_same_as_maximum_flows() => SmallWorldLaw.Holds(
        everyday: 100,
        atLength: 5_000,
        world =>
        {
            var rules = new OracleRules(world);
            var f = Enumerable.Range(0, rules.Count).Select(i => rules.OwnFinishes(i).DefaultIfEmpty(OracleRules.Out).Min()).ToArray();
            var flows = rules.Teams.Select((_, k) => TransportFlow.Of(
                [.. f.Select((at, i) => Oracle.IsPeriod(at) ? rules.Effort[i][k] : 0)],
                rules.Net[k],
                (i, t) => (rules.Window(i, f) >> t & 1) != 0 ? rules.Pace[i] : 0));
            var all = f.Select((at, i) => Oracle.IsPeriod(at) ? rules.Effort[i].Sum() : 0).Sum();
            var fits = flows.Sum(flow => flow.Cast<double>().Sum()) > all - 1e-6;
            return new OracleLayout(rules, f).Fits == fits ? null : $"The flow {(fits ? "fits" : "does not fit")}.";
        });
}
