using System.Collections.Immutable;
using CsCheck;
using Dais.Engine.Modelling;
using Dais.Engine.Planning;
using Dais.Engine.Planning.Forecasting;
using Dais.Engine.Quantities;

namespace Dais.Engine.Tests.Planning.Forecasting;

public sealed class ForecastLaws
{
    private static readonly ForecastLimits Few = new() { Draws = 40 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Without_doubt_everything_is_finished_as_planned_and_every_rank_is_sure() => SmallWorldLaw.Holds(250, 4_000, world =>
    {
        var sure = world with { Portfolio = Certain(world.Portfolio) };
        var plan = Solved(sure);
        var forecast = Forecast.Of(sure.Portfolio, plan, Few);
        foreach (var planned in plan.Initiatives)
        {
            var date = forecast.Find(planned.Id)!;
            if (date.P50 != planned.Finish || date.P85 != planned.Finish || date.Late.Value != 0) return $"{planned.Id} is planned for {planned.Finish} and foretold for {date}";
        }

        foreach (var initiative in sure.Portfolio.Initiatives)
        {
            if (forecast.RankOf(initiative.Id) is { } rank && (rank.Low != rank.Nominal || rank.High != rank.Nominal)) return $"{initiative.Id} has {rank}";
        }

        return null;
    });

    [Fact]
    public void The_same_seed_gives_the_same_forecast_and_another_one_another() => SmallWorldLaw.Holds(40, 400, world =>
    {
        var plan = Solved(world);
        var (a, b) = (Text(world, plan, Few), Text(world, plan, Few));
        return a == b ? null : $"{a} and {b}";
    });

    [Fact]
    public void Another_seed_draws_other_numbers()
    {
        var doubts = Doubts.Of(Compile.From(A.Portfolio() with { Teams = A.Teams(("t", 9)), Initiatives = A.Initiatives(A.Initiative("a", 3, 5)) }, new Policy()));
        var (one, other) = (Draws.Of(doubts, Few), Draws.Of(doubts, Few with { Seed = 2 }));
        Assert.All(doubts.All, d => Assert.NotEqual(one[d], other[d]));
    }

    [Fact]
    public void P85_is_never_before_P50_and_being_late_is_as_likely_as_they_say() => SmallWorldLaw.Holds(100, 1_000, world =>
    {
        var plan = Solved(world);
        var forecast = Forecast.Of(world.Portfolio, plan, Few);
        foreach (var planned in plan.Initiatives)
        {
            var date = forecast.Find(planned.Id)!;
            if (After(date.P50) > After(date.P85)) return $"{planned.Id}: {date}";
            if (date.Late.Value > 0.5 != After(date.P50) > planned.Finish.Index) return $"{planned.Id}, planned for {planned.Finish}: {date}";
            if (date.Late.Value > 0.15 + 1e-9 != After(date.P85) > planned.Finish.Index) return $"{planned.Id}, planned for {planned.Finish}: {date}";
        }

        return null;
    });

    [Fact]
    public void What_no_plan_chooses_changes_no_date() => SmallWorldLaw.Holds(60, 600, world =>
    {
        var plan = Solved(world);
        var team = world.Portfolio.Teams[0].Id;
        var more = world.Portfolio.With(new Initiative(Id<Initiative>.Of("bystander"), "Bystander") { Effort = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(team, Estimate.Of(EngineerWeeks.Of(2))), Value = new(new Amount(3)) });
        var (before, after) = (Forecast.Of(world.Portfolio, plan, Few), Forecast.Of(more, plan, Few));
        return plan.Initiatives.All(i => before.Find(i.Id) == after.Find(i.Id)) ? null : "a date moved";
    });

    [Fact]
    public void Adding_a_thing_draws_no_other_number_anew() => SmallWorldLaw.Holds(60, 600, world =>
    {
        var before = Doubts.Of(Compile.From(world.Portfolio, world.Policy));
        var after = Doubts.Of(Compile.From(world.Portfolio.With(new Initiative(Id<Initiative>.Of("0"), "First of all") { Effort = A.Effort((world.Portfolio.Teams[0].Id.Value, 2)) }), world.Policy));
        var (old, now) = (Draws.Of(before, Few), Draws.Of(after, Few));
        var byName = after.All.ToDictionary(d => d.Name);
        return before.All.All(d => old[d].SequenceEqual(now[byName[d.Name]])) ? null : "a number changed";
    });

    [Fact]
    public void More_draws_go_on_where_fewer_ended()
    {
        var doubts = Doubts.Of(Compile.From(A.Portfolio() with { Teams = A.Teams(("t", 9)), Initiatives = A.Initiatives(A.Initiative("a", 3, 5), A.Initiative("b", 4, 5)) }, new Policy()));
        var (few, many) = (Draws.Of(doubts, Few), Draws.Of(doubts, Few with { Draws = 90 }));
        Assert.All(doubts.All, d => Assert.Equal(few[d], many[d].Take(40)));
    }

    [Fact]
    public void A_higher_upper_end_never_makes_the_P85_of_a_thing_alone_earlier() =>
        Gen.Select(Gen.Double[1, 20], Gen.Double[1.05, 3], Gen.Double[1.01, 3], Gen.Double[1, 9]).Sample((p50, ratio, wider, capacity) =>
        {
            var (low, high) = (p50 / ratio, p50 * ratio * 1.2);
            if (!Spread.Rises(low, p50, high) || !Spread.Rises(low, p50, high * wider)) return;
            var (narrow, wide) = (Alone(capacity, low, p50, high), Alone(capacity, low, p50, high * wider));
            Assert.True(After(wide.P85) >= After(narrow.P85));
            Assert.True(wide.Late.Value >= narrow.Late.Value);
        });

    [Fact]
    public void More_work_never_finishes_a_thing_earlier() => SmallWorldLaw.Holds(80, 800, world =>
    {
        var plan = Solved(world);
        var problem = Compile.From(world.Portfolio, plan.Policy);
        var replay = Replay.Of(problem, plan);
        foreach (var longer in replay.Chosen)
        {
            var before = -1;
            foreach (var factor in new[] { 0.5, 0.9, 1, 1.1, 1.5, 3 })
            {
                var now = replay.Run((i, slot) => problem.Candidates[i].Effort[slot].Ew * (i == longer ? factor : 1))[longer];
                if (now < before) return $"{problem.Candidates[longer].Id} takes {factor} times its work and is finished in {now} instead of {before}";
                before = now;
            }
        }

        return null;
    });

    [Fact]
    public void What_happens_keeps_the_rules_of_order() => SmallWorldLaw.Holds(80, 800, world =>
    {
        var plan = Solved(world);
        var problem = Compile.From(world.Portfolio, plan.Policy);
        var replay = Replay.Of(problem, plan);
        var chance = Chance.From(5);
        for (var n = 0; n < 10; n++)
        {
            var finishes = replay.Run((i, slot) => problem.Candidates[i].Effort[slot].Ew * 2 * chance.Unit());
            foreach (var i in replay.Chosen.Where(i => finishes[i] < problem.Periods))
            {
                var c = problem.Candidates[i];
                if (c.After.Any(j => finishes[j] + c.Periods > finishes[i])) return $"{c.Id} is finished too early after what it is after (R5)";
                if (c.Requires.Any(j => finishes[j] > finishes[i])) return $"{c.Id} is finished before what it requires (R6)";
                if (finishes[i] < c.Earliest + c.Periods - 1) return $"{c.Id} is finished too early (R3)";
            }
        }

        return null;
    });

    [Fact]
    public void A_thing_worth_more_for_less_in_every_draw_is_first_for_sure()
    {
        var portfolio = A.Portfolio(periods: 2) with
        {
            Teams = A.Teams(("t", 9)),
            Initiatives = A.Initiatives(A.Initiative("a", 3, 1000), A.Initiative("b", 4, 1), A.Initiative("c", 4, 1.1)),
        };
        var forecast = Forecast.Of(portfolio, A.Plan(portfolio), new());
        Assert.Equal(new RankInterval(1, 1, 1, 3), forecast.RankOf(A.Id("a")));
        Assert.Equal(new RankInterval(2, 3, 3, 3), forecast.RankOf(A.Id("b")));
        Assert.Equal(new RankInterval(2, 2, 3, 3), forecast.RankOf(A.Id("c")));
    }

    [Fact]
    public void An_overrun_pushes_back_what_comes_behind_it_on_the_team_and_what_waits_for_it()
    {
        var world = HandWorld.Of(3).Team("t", 4).Team("u", 4).Doing("a", "t=4", 50).Doing("b", "t=4", 20).Doing("c", "u=2", 30, i => i with { After = HandWorld.Ids("a") });
        var plan = Solved(world);
        var problem = Compile.From(world.Portfolio, plan.Policy);
        var replay = Replay.Of(problem, plan);
        int[] Finishes(double a) => [.. replay.Run((i, slot) => problem.Candidates[i].Id.Value == "a" ? a : problem.Candidates[i].Effort[slot].Ew)];
        Assert.Equal([0, 1, 1], Finishes(4));
        Assert.Equal([0, 1, 1], Finishes(2));
        Assert.Equal([1, 2, 2], Finishes(5));
        Assert.Equal([2, 3, 3], Finishes(9));
    }

    private static DateForecast Alone(double capacity, double p10, double p50, double p90)
    {
        var portfolio = A.Portfolio(periods: 12) with { Teams = A.Teams(("t", capacity)) };
        portfolio = portfolio.With(A.Initiative("a", 1, 5) with { Effort = ImmutableSortedDictionary<Id<Team>, Estimate>.Empty.Add(Id<Team>.Of("t"), Estimate.Of(EngineerWeeks.Of(p10), EngineerWeeks.Of(p50), EngineerWeeks.Of(p90))) });
        var finish = (int)Math.Ceiling((p50 / capacity) - 1e-9) - 1;
        var plan = Plan(portfolio, finish, capacity, p50);
        return Forecast.Of(portfolio, plan, new() { Draws = 200 }).Find(A.Id("a"))!;
    }

    /// <summary>The plan that works on a alone, from the start on.</summary>
    private static Plan Plan(Portfolio portfolio, int finish, double capacity, double ew) => new()
    {
        Status = PlanStatus.Feasible,
        Policy = new(),
        Initiatives = [new(A.Id("a"), new(0), new(finish), ImmutableSortedDictionary<Id<Team>, ImmutableArray<EngineerWeeks>>.Empty.Add(portfolio.Teams[0].Id, [.. Enumerable.Range(0, 12).Select(t => EngineerWeeks.Of(Math.Clamp(ew - (t * capacity), 0, capacity)))]))],
    };

    private static Plan Solved(SmallWorld world) => Planner.Solve(world.Portfolio, world.Policy, new() { BreakTies = false }, TimeProvider.System, cancel: Token);

    private static string Text(SmallWorld world, Plan plan, ForecastLimits limits)
    {
        var forecast = Forecast.Of(world.Portfolio, plan, limits);
        return string.Join('\n', world.Portfolio.Initiatives.Select(i => $"{i.Id} {forecast.Find(i.Id)} {forecast.RankOf(i.Id)}"));
    }

    private static int After(Period? period) => period?.Index ?? int.MaxValue;

    private static Portfolio Certain(Portfolio portfolio) => portfolio with
    {
        Initiatives = Catalog<Initiative>.Of(portfolio.Initiatives.Select(i => i with
        {
            Effort = Certain(i.Effort),
            Remaining = i.Remaining is { } left ? Certain(left) : null,
            Value = new(Certain(i.Value.Customer), i.Value.Platform is { } p ? new(Certain(portfolio.Platform.InBase(p.Stated) is null && portfolio.PlatformWorth(i) is null ? null : new Amount(portfolio.PlatformWorth(i)!.Value.Value))) : null),
        })),
        UseCases = Catalog<UseCase>.Of(portfolio.UseCases.Select(u => u with { Value = new(Certain(u.Value.Growth), Certain(u.Value.Retention), Certain(u.Value.Margin)) })),
    };

    private static ImmutableSortedDictionary<Id<Team>, Estimate> Certain(ImmutableSortedDictionary<Id<Team>, Estimate> effort) =>
        effort.ToImmutableSortedDictionary(e => e.Key, e => Estimate.Of(e.Value.P50, e.Value.P50, e.Value.P50));

    private static Amount? Certain(Amount? amount) => amount is { } a ? Amount.Of(a.Value, a.Value, a.Value, a.Currency) : null;
}
